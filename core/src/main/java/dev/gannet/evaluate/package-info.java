/** How good made pictures are: features and metrics put together. Knows no training; who makes the pictures is a function. */
@NullMarked
package dev.gannet.evaluate;

import org.jspecify.annotations.NullMarked;
