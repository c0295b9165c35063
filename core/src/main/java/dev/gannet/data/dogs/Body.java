package dev.gannet.data.dogs;

import java.awt.geom.Path2D;
import java.util.SplittableRandom;

/** Neck, shoulders, chest and collar, in picture coordinates. Stateless. */
final class Body {

    private static final int TAG = 0xF2CB4C;

    private Body() {}

    static void paint(Brush brush, DogLook look, Coats.Palette palette) {
        double middle = 0.5 + look.offsetX() * 0.6;
        brush.fill(shoulders(middle, look), Tint.darker(palette.ground(), 0.07));
        brush.onlyOnPaint();
        if (look.chestVisible()) {
            brush.fill(bib(middle, look.fluff()), palette.chest());
        }
        if (look.pattern() == DogLook.Pattern.SPOTS) {
            spots(brush, look.detail(), middle, palette.mark());
        }
        brush.glow(middle, 0.78 + look.offsetY(), 0.27, 0.12, Tint.INK, 0.34);
        collar(brush, look, middle);
        brush.everywhere();
    }

    private static Path2D shoulders(double middle, DogLook look) {
        double neck = 0.185 + 0.035 * look.headWidth() + 0.02 * look.fluff();
        double wide = 0.33 + 0.05 * look.headWidth() + 0.03 * look.fluff();
        Path2D path = new Path2D.Double();
        path.moveTo(middle - neck, 0.55);
        path.curveTo(middle - neck, 0.80, middle - wide, 0.83, middle - wide - 0.02, 1.02);
        path.lineTo(middle + wide + 0.02, 1.02);
        path.curveTo(middle + wide, 0.83, middle + neck, 0.80, middle + neck, 0.55);
        path.closePath();
        return path;
    }

    private static Path2D bib(double middle, double fluff) {
        double wide = 0.105 + 0.03 * fluff;
        Path2D path = new Path2D.Double();
        path.moveTo(middle - wide * 1.1, 0.72);
        path.curveTo(middle - wide * 1.4, 0.85, middle - wide, 0.93, middle - wide * 0.7, 1.03);
        path.lineTo(middle + wide * 0.7, 1.03);
        path.curveTo(middle + wide, 0.93, middle + wide * 1.4, 0.85, middle + wide * 1.1, 0.72);
        path.closePath();
        return path;
    }

    private static void spots(Brush brush, long detail, double middle, int rgb) {
        SplittableRandom random = new SplittableRandom(~detail);
        for (int i = 0; i < 6; i++) {
            double radius = 0.022 + 0.02 * random.nextDouble();
            double x = middle - 0.33 + 0.11 * (i + random.nextDouble());
            brush.ellipse(x, 0.86 + 0.12 * random.nextDouble(), radius * 1.1, radius, rgb);
        }
    }

    private static void collar(Brush brush, DogLook look, double middle) {
        if (look.collar() == DogLook.Collar.NONE) {
            return;
        }
        double top = 0.815 + look.offsetY() * 0.6;
        Path2D band = new Path2D.Double();
        band.moveTo(middle - 0.32, top);
        band.quadTo(middle, top + 0.14, middle + 0.32, top);
        band.lineTo(middle + 0.32, top + 0.06);
        band.quadTo(middle, top + 0.20, middle - 0.32, top + 0.06);
        band.closePath();
        brush.fill(band, look.collar().rgb());
        brush.ellipse(middle, top + 0.145, 0.034, 0.036, Tint.darker(TAG, 0.35));
        brush.ellipse(middle - 0.003, top + 0.142, 0.028, 0.030, TAG);
    }
}
