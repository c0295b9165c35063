/** Pictures at the training's size, decoded once and kept. */
@NullMarked
package dev.gannet.data.pack;

import org.jspecify.annotations.NullMarked;
