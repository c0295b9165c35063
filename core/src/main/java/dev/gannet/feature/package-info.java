/** From pictures to features: what a network sees in them, in numbers that metrics compare. */
@NullMarked
package dev.gannet.feature;

import org.jspecify.annotations.NullMarked;
