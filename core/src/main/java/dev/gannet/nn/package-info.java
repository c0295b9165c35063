/** Layers, the network they form, and its printed summary. */
@NullMarked
package dev.gannet.nn;

import org.jspecify.annotations.NullMarked;
