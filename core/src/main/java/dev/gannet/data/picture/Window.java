package dev.gannet.data.picture;

/**
 * A part of a picture, in whole pixels.
 *
 * @param left of its first column
 * @param top of its first row
 * @param width at least 1
 * @param height at least 1
 */
record Window(int left, int top, int width, int height) {
    /** A window of this size in the middle of a picture; half a pixel to the upper left where there is no middle. */
    static Window middle(int pictureWidth, int pictureHeight, int width, int height) {
        return new Window((pictureWidth - width) / 2, (pictureHeight - height) / 2, width, height);
    }
}
