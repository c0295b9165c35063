package dev.gannet.data.dogs;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/** What is behind the dog: flat, calm shapes that do not compete with the face. Stateless. */
final class Backdrop {

    private static final int GRASS_FAR = 0x93C263;
    private static final int GRASS_NEAR = 0x5E9A45;
    private static final int FLOOR = 0xB98C61;

    private Backdrop() {}

    static void paint(BufferedImage image, DogLook look) {
        int tone = look.backdropTone().rgb();
        switch (look.backdrop()) {
            case PLAIN -> blend(image, tone, tone);
            case GRADIENT -> blend(image, Tint.lighter(tone, 0.45), Tint.darker(tone, 0.18));
            case MEADOW -> meadow(image, tone);
            case ROOM -> room(image, tone);
        }
    }

    private static void meadow(BufferedImage image, int tone) {
        blend(image, Tint.mix(0x8FC4EE, tone, 0.25), 0xE9F4FA);
        try (Brush brush = new Brush(image)) {
            brush.ellipse(0.16, 0.15, 0.13, 0.05, Tint.WHITE, 0.75);
            brush.ellipse(0.88, 0.25, 0.12, 0.045, Tint.WHITE, 0.65);
            brush.fill(hill(0.62, 0.54), GRASS_FAR);
            brush.fill(hill(0.72, 0.80), GRASS_NEAR);
        }
    }

    private static void room(BufferedImage image, int tone) {
        blend(image, Tint.lighter(tone, 0.3), Tint.lighter(tone, 0.1));
        try (Brush brush = new Brush(image)) {
            brush.fill(new Rectangle2D.Double(0, 0.74, 1, 0.26), FLOOR);
            brush.fill(new Rectangle2D.Double(0, 0.70, 1, 0.04), Tint.lighter(tone, 0.7));
            brush.fill(new Rectangle2D.Double(0.72, 0.06, 0.22, 0.26), Tint.WHITE, 0.8);
            brush.fill(new Rectangle2D.Double(0.745, 0.085, 0.17, 0.21), 0x9FD0EC);
        }
    }

    private static Path2D hill(double left, double right) {
        Path2D path = new Path2D.Double();
        path.moveTo(0, left);
        path.curveTo(0.3, left - 0.08, 0.6, right + 0.06, 1, right);
        path.lineTo(1, 1);
        path.lineTo(0, 1);
        path.closePath();
        return path;
    }

    /** Fills rows directly: a gradient paint costs more than the whole rest of a small picture. */
    private static void blend(BufferedImage image, int top, int bottom) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        int width = image.getWidth();
        int height = image.getHeight();
        for (int y = 0; y < height; y++) {
            int rgb = Tint.mix(top, bottom, (y + 0.5) / height);
            Arrays.fill(pixels, y * width, (y + 1) * width, rgb);
        }
    }
}
