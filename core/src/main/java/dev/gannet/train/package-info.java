/** One training step on one page, and the loop around it. */
@NullMarked
package dev.gannet.train;

import org.jspecify.annotations.NullMarked;
