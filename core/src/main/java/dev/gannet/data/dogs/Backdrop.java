package dev.gannet.data.dogs;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * What is behind the dog: flat, calm shapes that do not compete with the face. Horizon and floor go from edge to edge at the
 * dog's height; clouds and windows keep their size and move outwards with the edges. Stateless.
 */
final class Backdrop {

    private static final int GRASS_FAR = 0x93C263;
    private static final int GRASS_NEAR = 0x5E9A45;
    private static final int FLOOR = 0xB98C61;

    private Backdrop() {}

    static void paint(BufferedImage image, Stage stage, DogLook look) {
        int tone = look.backdropTone().rgb();
        switch (look.backdrop()) {
            case PLAIN -> blend(image, tone, tone);
            case GRADIENT -> blend(image, Tint.lighter(tone, 0.45), Tint.darker(tone, 0.18));
            case MEADOW -> meadow(image, stage, tone);
            case ROOM -> room(image, stage, tone);
        }
    }

    private static void meadow(BufferedImage image, Stage stage, int tone) {
        blend(image, Tint.mix(0x8FC4EE, tone, 0.25), 0xE9F4FA);
        try (Brush brush = new Brush(image, stage)) {
            brush.ellipse(stage.across(0.16), stage.down(0.15), 0.13, 0.05, Tint.WHITE, 0.75);
            brush.ellipse(stage.across(0.88), stage.down(0.25), 0.12, 0.045, Tint.WHITE, 0.65);
            brush.fill(hill(stage, 0.62, 0.54), GRASS_FAR);
            brush.fill(hill(stage, 0.72, 0.80), GRASS_NEAR);
        }
    }

    private static void room(BufferedImage image, Stage stage, int tone) {
        blend(image, Tint.lighter(tone, 0.3), Tint.lighter(tone, 0.1));
        try (Brush brush = new Brush(image, stage)) {
            double left = stage.across(0);
            double width = stage.across(1) - left;
            brush.fill(new Rectangle2D.Double(left, 0.74, width, 0.26), FLOOR);
            brush.fill(new Rectangle2D.Double(left, 0.70, width, 0.04), Tint.lighter(tone, 0.7));
            double x = stage.across(0.72);
            double y = stage.down(0.06);
            brush.fill(new Rectangle2D.Double(x, y, 0.22, 0.26), Tint.WHITE, 0.8);
            brush.fill(new Rectangle2D.Double(x + 0.025, y + 0.025, 0.17, 0.21), 0x9FD0EC);
        }
    }

    private static Path2D hill(Stage stage, double left, double right) {
        Path2D path = new Path2D.Double();
        path.moveTo(stage.across(0), left);
        path.curveTo(stage.across(0.3), left - 0.08, stage.across(0.6), right + 0.06, stage.across(1), right);
        path.lineTo(stage.across(1), 1);
        path.lineTo(stage.across(0), 1);
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
