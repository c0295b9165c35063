/** Comparisons of recipes: which makes the better pictures in the same time. */
@NullMarked
package dev.gannet.benchmark;

import org.jspecify.annotations.NullMarked;
