package dev.gannet.data.dogs;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Exact averaging of square blocks of pixels, which makes small pictures smooth. Stateless. */
final class Shrink {

    private static final int SMALLEST_CANVAS = 96;

    private Shrink() {}

    /** How many times larger than the picture its canvas is: the least integer that gives a canvas large enough. */
    static int factorFor(int size) {
        return Math.ceilDiv(SMALLEST_CANVAS, size);
    }

    static BufferedImage box(BufferedImage canvas, int factor) {
        int width = canvas.getWidth() / factor;
        int height = canvas.getHeight() / factor;
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] from = ((DataBufferInt) canvas.getRaster().getDataBuffer()).getData();
        int[] to = ((DataBufferInt) small.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                to[y * width + x] = average(from, canvas.getWidth(), x * factor, y * factor, factor);
            }
        }
        return small;
    }

    private static int average(int[] pixels, int width, int left, int top, int factor) {
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int y = top; y < top + factor; y++) {
            for (int x = left; x < left + factor; x++) {
                int rgb = pixels[y * width + x];
                red += rgb >> 16 & 255;
                green += rgb >> 8 & 255;
                blue += rgb & 255;
            }
        }
        int count = factor * factor;
        int half = count / 2;
        return (red + half) / count << 16 | (green + half) / count << 8 | (blue + half) / count;
    }
}
