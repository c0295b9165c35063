package dev.gannet.data.dogs;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * Draws portraits of dogs with Java2D, the same picture for the same look on every call. Keeps nothing between calls, so
 * any number of threads may share one artist.
 */
public final class DogArtist {
    private static final int LEAST_CANVAS = 96;
    private static final int LEAST_SIZE = 8;
    private static final int MOST_SIZE = 1024;

    /**
     * A picture.
     *
     * @param size height and width in pixels, 8 to 1024
     * @return TYPE_INT_RGB
     */
    public BufferedImage draw(DogLook look, int size) {
        if (size < LEAST_SIZE || size > MOST_SIZE) {
            throw new IllegalArgumentException("size is %d; expected %d to %d".formatted(size, LEAST_SIZE, MOST_SIZE));
        }
        int factor = Math.max(size < 2 * LEAST_CANVAS ? 2 : 1, Math.ceilDiv(LEAST_CANVAS, size));
        BufferedImage canvas = new BufferedImage(size * factor, size * factor, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        try {
            paint(new Brush(graphics, size * factor), look);
        } finally {
            graphics.dispose();
        }
        return shrink(canvas, size, factor);
    }

    private static void paint(Brush brush, DogLook look) {
        Scenery.draw(brush, look);
        AffineTransform upright = brush.place(0, look.shiftX(), look.scale(), 0.5, 0.6);
        body(brush, look);
        AffineTransform body = brush.place(look.tilt(), 0, 1, 0.5, 0.72);
        EarPainter ears = new EarPainter(brush, look);
        FacePainter face = new FacePainter(brush, look);
        ears.behind();
        face.head();
        face.markings();
        ears.before();
        face.muzzle();
        face.eyes();
        brush.restore(body);
        brush.restore(upright);
    }

    private static void body(Brush brush, DogLook look) {
        Coat coat = look.coat();
        int fur = Brush.mix(coat.base, coat.dark, 0.25);
        brush.oval(fur, 0.5, 1.02, 0.34 + 0.04 * look.fluff(), 0.34);
        int chest = look.whiteChest() ? 0xf7f3ec : Brush.mix(coat.base, coat.light, 0.6);
        brush.oval(chest, 0.5, 0.98, 0.17 + 0.03 * look.fluff(), 0.24);
        brush.glow(0x000000, 80, 0.5, 0.72, 0.24);
        if (look.collar() != DogLook.Collar.NONE) {
            brush.oval(look.collar().rgb, 0.5, 0.745, 0.2, 0.055);
            brush.oval(0xf2c84b, 0.5, 0.815, 0.028, 0.028);
        }
    }

    /** The mean of each square of pixels, rounded: exact, and smoother than what the hints of Java2D offer. */
    private static BufferedImage shrink(BufferedImage canvas, int size, int factor) {
        if (factor == 1) {
            return canvas;
        }
        int width = size * factor;
        int[] in = canvas.getRGB(0, 0, width, width, null, 0, width);
        int[] out = new int[size * size];
        int area = factor * factor;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int red = area / 2;
                int green = area / 2;
                int blue = area / 2;
                for (int i = 0; i < area; i++) {
                    int rgb = in[(y * factor + i / factor) * width + x * factor + i % factor];
                    red += rgb >> 16 & 0xff;
                    green += rgb >> 8 & 0xff;
                    blue += rgb & 0xff;
                }
                out[y * size + x] = red / area << 16 | green / area << 8 | blue / area;
            }
        }
        BufferedImage small = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        small.setRGB(0, 0, size, size, out, 0, size);
        return small;
    }
}
