/** A look at every picture of a data set before it is trained on: what can be used, what not and why, and what it is like. */
@NullMarked
package dev.gannet.data.scan;

import org.jspecify.annotations.NullMarked;
