/** One training step, stop by stop, as plain numbers: what a page shows and what it may ask for. Knows no torch. */
@NullMarked
package dev.gannet.trace;

import org.jspecify.annotations.NullMarked;
