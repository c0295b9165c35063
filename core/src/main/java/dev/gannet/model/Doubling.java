package dev.gannet.model;

import dev.gannet.config.ImageShape;

/**
 * The sizes between a first image, whose shorter side has 4 pixels, and the whole one, which is as many times as large.
 *
 * @param image the whole one, whose shorter side is a power of two
 */
record Doubling(ImageShape image) {
    /** How many times larger than the first image the whole one is: a power of two. */
    int scale() {
        return Math.min(image.height(), image.width()) / 4;
    }

    int firstHeight() {
        return image.height() / scale();
    }

    int firstWidth() {
        return image.width() / scale();
    }

    /** The layers' name where the image is so many times the first one: its width and height there. */
    String at(int times) {
        return firstWidth() * times + "x" + firstHeight() * times;
    }
}
