package dev.gannet.data.dogs;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** Ears: upright ones stand behind the head, hanging ones lie over its sides. Stateless. */
final class Ears {

    private static final int INNER = 0xE3A497;

    private Ears() {}

    /** Paints the ears that belong behind the head. */
    static void paintBehind(Brush brush, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        if (!hangs(look.ears())) {
            paintBoth(brush, anatomy, look, palette);
        }
    }

    /** Paints the ears that belong in front of the head. */
    static void paintInFront(Brush brush, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        if (hangs(look.ears())) {
            paintBoth(brush, anatomy, look, palette);
        }
    }

    static boolean hangs(DogLook.EarType ears) {
        return switch (ears) {
            case FLOPPY, SPANIEL -> true;
            case PRICKED, SEMI_FOLDED, BAT -> false;
        };
    }

    /** Each ear is drawn in its own frame: origin at its root, x outwards, y down. */
    private static void paintBoth(Brush brush, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        double size = 0.84 + 0.26 * look.earSize();
        boolean hanging = hangs(look.ears());
        for (int side = -1; side <= 1; side += 2) {
            AffineTransform saved = brush.transform();
            double narrow = side == anatomy.turn() ? 0.86 : 1;
            double rootX = side * anatomy.headRx() * (hanging ? 0.70 : 0.58) - anatomy.turn() * 0.012;
            brush.move(rootX, -anatomy.headRy() * (hanging ? 0.74 : 0.62));
            brush.stretch(side * size * narrow, size);
            paintOne(brush, look, side < 0 ? palette.leftEar() : palette.rightEar());
            brush.restore(saved);
        }
    }

    private static void paintOne(Brush brush, DogLook look, int rgb) {
        switch (look.ears()) {
            case FLOPPY -> floppy(brush, rgb);
            case PRICKED -> pricked(brush, rgb);
            case SEMI_FOLDED -> semiFolded(brush, rgb);
            case BAT -> bat(brush, rgb);
            case SPANIEL -> spaniel(brush, rgb, look.fluff());
        }
    }

    private static void floppy(Brush brush, int rgb) {
        Path2D path = new Path2D.Double();
        path.moveTo(-0.07, -0.01);
        path.curveTo(-0.01, -0.065, 0.09, -0.05, 0.125, 0.02);
        path.curveTo(0.165, 0.11, 0.185, 0.26, 0.14, 0.325);
        path.curveTo(0.10, 0.365, 0.04, 0.31, 0.035, 0.20);
        path.curveTo(0.03, 0.11, -0.02, 0.08, -0.07, -0.01);
        path.closePath();
        brush.fill(path, rgb);
        brush.glow(0.10, 0.22, 0.04, 0.085, Tint.INK, 0.16);
    }

    private static void spaniel(Brush brush, int rgb, double fluff) {
        double wave = 0.012 + 0.02 * fluff;
        Path2D path = new Path2D.Double();
        path.moveTo(-0.06, 0);
        path.curveTo(0, -0.06, 0.10, -0.04, 0.13, 0.05);
        path.quadTo(0.16 + wave, 0.12, 0.155, 0.18);
        path.quadTo(0.19 + wave, 0.26, 0.17, 0.33);
        path.quadTo(0.17 + wave, 0.42, 0.12, 0.455);
        path.quadTo(0.10, 0.44 + wave, 0.07, 0.45);
        path.quadTo(0.02, 0.43 + wave, 0.025, 0.36);
        path.quadTo(-0.01 - wave, 0.29, 0.015, 0.22);
        path.curveTo(0.02, 0.13, -0.02, 0.08, -0.06, 0);
        path.closePath();
        brush.fill(path, rgb);
        brush.glow(0.085, 0.19, 0.022, 0.13, Tint.INK, 0.15);
        brush.glow(0.10, 0.36, 0.04, 0.06, Tint.INK, 0.15);
    }

    private static void pricked(Brush brush, int rgb) {
        brush.fill(spike(-0.10, 0.06, 0.075, -0.228, 0.092, 0.12), rgb);
        brush.fill(spike(-0.042, 0.03, 0.068, -0.165, 0.066, 0.07), inner(rgb));
    }

    private static Path2D spike(double innerX, double innerY, double tipX, double tipY, double outerX, double outerY) {
        Path2D path = new Path2D.Double();
        path.moveTo(innerX, innerY);
        path.quadTo(innerX + 0.03, tipY * 0.6, tipX - 0.012, tipY);
        path.quadTo(tipX, tipY - 0.012, tipX + 0.012, tipY + 0.004);
        path.quadTo(outerX + 0.06, tipY * 0.3, outerX, outerY);
        path.closePath();
        return path;
    }

    private static void bat(Brush brush, int rgb) {
        brush.fill(paddle(0.0, 1.0), rgb);
        brush.fill(paddle(0.02, 0.66), inner(rgb));
    }

    private static Path2D paddle(double lift, double size) {
        Path2D path = new Path2D.Double();
        double x = 0.035;
        path.moveTo(x - 0.125 * size, 0.07 * size + lift);
        path.curveTo(
                x - 0.13 * size,
                -0.10 * size + lift,
                x - 0.04 * size,
                -0.26 * size + lift,
                x + 0.045 * size,
                -0.26 * size + lift);
        path.curveTo(
                x + 0.13 * size,
                -0.26 * size + lift,
                x + 0.16 * size,
                -0.06 * size + lift,
                x + 0.06 * size,
                0.13 * size + lift);
        path.closePath();
        return path;
    }

    private static void semiFolded(Brush brush, int rgb) {
        brush.fill(spike(-0.10, 0.06, 0.05, -0.165, 0.095, 0.12), rgb);
        Path2D flap = new Path2D.Double();
        flap.moveTo(-0.03, -0.125);
        flap.quadTo(0.04, -0.205, 0.115, -0.10);
        flap.quadTo(0.165, -0.04, 0.150, 0.035);
        flap.quadTo(0.138, 0.05, 0.115, 0.035);
        flap.quadTo(0.03, 0.0, -0.03, -0.125);
        flap.closePath();
        brush.fill(flap, Tint.darker(rgb, 0.22));
    }

    private static int inner(int rgb) {
        return Tint.mix(INNER, rgb, Tint.brightness(rgb) < 0.33 ? 0.55 : 0.3);
    }
}
