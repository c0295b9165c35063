/** The built-in data: an artist that draws dogs, every one a pure function of a seed and a number. */
@NullMarked
package dev.gannet.data.dogs;

import org.jspecify.annotations.NullMarked;
