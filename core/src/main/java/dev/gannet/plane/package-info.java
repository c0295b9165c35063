/** The game in two dimensions: the same training steps on points instead of images, where everything can be seen and measured. */
@NullMarked
package dev.gannet.plane;

import org.jspecify.annotations.NullMarked;
