package dev.gannet.feature;

import dev.gannet.config.ImageShape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Changed copies of pictures, which a network is to take for the same.
 *
 * @param shape of the pictures
 */
record Views(ImageShape shape) {
    private static final int SHIFT = 8; // up to the 8th part of a side
    private static final byte GREY = (byte) 128;

    /** Each picture moved by up to an eighth of its sides, its edge repeated, and mirrored or not. */
    byte[] moved(byte[] pixels, RandomGenerator random) {
        byte[] out = new byte[pixels.length];
        for (int picture = 0; picture < pixels.length; picture += shape.bytes()) {
            int right = random.nextInt(-shape.width() / SHIFT, shape.width() / SHIFT + 1);
            int down = random.nextInt(-shape.height() / SHIFT, shape.height() / SHIFT + 1);
            boolean mirrored = random.nextBoolean();
            for (int y = 0; y < shape.height(); y++) {
                int fromY = Math.clamp(y - down, 0, shape.height() - 1);
                for (int x = 0; x < shape.width(); x++) {
                    int fromX = Math.clamp(x - right, 0, shape.width() - 1);
                    int from = at(picture, mirrored ? shape.width() - 1 - fromX : fromX, fromY);
                    System.arraycopy(pixels, from, out, at(picture, x, y), shape.channels());
                }
            }
        }
        return out;
    }

    /** Makes some rectangles grey in each picture, of a third of its sides; they may overlap. Changes the pixels given. */
    void erase(byte[] pixels, int rectangles, RandomGenerator random) {
        int width = shape.width() / 3;
        int height = shape.height() / 3;
        for (int picture = 0; picture < pixels.length; picture += shape.bytes()) {
            for (int i = 0; i < rectangles; i++) {
                int left = random.nextInt(shape.width() - width + 1);
                int top = random.nextInt(shape.height() - height + 1);
                for (int y = top; y < top + height; y++) {
                    Arrays.fill(pixels, at(picture, left, y), at(picture, left + width, y), GREY);
                }
            }
        }
    }

    private int at(int picture, int x, int y) {
        return picture + (y * shape.width() + x) * shape.channels();
    }
}
