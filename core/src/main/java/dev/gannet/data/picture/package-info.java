/** From the bytes of an image file to upright pixels of the training's shape. */
@NullMarked
package dev.gannet.data.picture;

import org.jspecify.annotations.NullMarked;
