package dev.gannet.data.dogs;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Coat markings on the head. Painted onto existing paint only, so they never leave the head. Stateless. */
final class Markings {

    private Markings() {}

    static void paint(Brush brush, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        int side = look.mirrored() ? 1 : -1;
        switch (look.pattern()) {
            case SOLID -> soften(brush, anatomy, palette);
            case EYE_PATCH -> eyePatch(brush, anatomy, side, palette.mark());
            case MASK -> mask(brush, anatomy, palette.mark());
            case BLAZE -> brush.fill(blaze(anatomy), palette.mark());
            case SPOTS -> spots(brush, anatomy, look.detail(), palette.mark());
            case TAN_POINTS -> tanPoints(brush, anatomy, palette.mark());
            case CAP -> cap(brush, anatomy, palette.mark());
            case SPLIT -> split(brush, anatomy, side, palette.mark());
        }
    }

    private static void soften(Brush brush, Anatomy anatomy, Coats.Palette palette) {
        brush.glow(
                anatomy.muzzleX(),
                anatomy.muzzleY(),
                anatomy.muzzleRx() * 1.5,
                anatomy.muzzleRy() * 1.7,
                palette.muzzle(),
                0.5);
    }

    private static void eyePatch(Brush brush, Anatomy anatomy, int side, int rgb) {
        double x = anatomy.eyeX(side) + side * 0.02;
        brush.ellipse(x, anatomy.eyeY() - 0.01, 0.098, 0.115, rgb);
        brush.ellipse(x + side * 0.06, anatomy.eyeY() - 0.10, 0.10, 0.09, rgb);
    }

    private static void mask(Brush brush, Anatomy anatomy, int rgb) {
        brush.glow(anatomy.muzzleX(), anatomy.muzzleY(), anatomy.muzzleRx() * 1.35, anatomy.muzzleRy() * 1.7, rgb, 0.9);
        for (int side = -1; side <= 1; side += 2) {
            brush.glow(anatomy.eyeX(side), anatomy.eyeY() + 0.01, 0.095, 0.085, rgb, 0.6);
        }
        brush.glow(0, -0.19, 0.05, 0.035, rgb, 0.25);
    }

    private static Path2D blaze(Anatomy anatomy) {
        double x = anatomy.muzzleX() * 0.6;
        double y = anatomy.muzzleY();
        double wide = anatomy.muzzleRx() * 1.25;
        Path2D path = new Path2D.Double();
        path.moveTo(x, -0.28);
        path.curveTo(x + 0.05, -0.24, x + 0.025, -0.06, x + 0.05, 0);
        path.curveTo(x + 0.07, 0.04, x + wide, y - 0.05, x + wide, y + 0.05);
        path.lineTo(x + wide * 0.9, 0.4);
        path.lineTo(x - wide * 0.9, 0.4);
        path.lineTo(x - wide, y + 0.05);
        path.curveTo(x - wide, y - 0.05, x - 0.07, 0.04, x - 0.05, 0);
        path.curveTo(x - 0.025, -0.06, x - 0.05, -0.24, x, -0.28);
        path.closePath();
        return path;
    }

    private static void spots(Brush brush, Anatomy anatomy, long detail, int rgb) {
        SplittableRandom random = new SplittableRandom(detail);
        // Forehead and cheeks only: spots beside the eyes or the nose would be taken for them at 32 pixels.
        for (int i = 0; i < 9; i++) {
            double angle = Math.PI * (-0.25 + 1.5 * (i + 0.6 * random.nextDouble()) / 9);
            double reach = i % 2 == 0 ? 0.88 : 0.76;
            double radius = 0.024 + 0.018 * random.nextDouble();
            double x = anatomy.headRx() * reach * StrictMath.cos(angle);
            double y = -anatomy.headRy() * reach * StrictMath.sin(angle);
            brush.ellipse(x, y, radius * 1.1, radius, rgb);
        }
    }

    private static void tanPoints(Brush brush, Anatomy anatomy, int rgb) {
        for (int side = -1; side <= 1; side += 2) {
            double x = anatomy.eyeX(side);
            brush.ellipse(x - side * 0.012, anatomy.eyeY() - 0.088, 0.034, 0.026, rgb);
            brush.ellipse(anatomy.muzzleX() + side * anatomy.muzzleRx(), anatomy.muzzleY() + 0.035, 0.085, 0.075, rgb);
        }
    }

    private static void cap(Brush brush, Anatomy anatomy, int rgb) {
        double middle = anatomy.muzzleX() * 0.5;
        for (int side = -1; side <= 1; side += 2) {
            double x = anatomy.eyeX(side);
            brush.ellipse(middle + side * 0.15, 0.17, 0.16, 0.17, rgb);
            brush.ellipse(x - side * 0.005, anatomy.eyeY() - 0.025, 0.068, 0.078, rgb);
        }
        brush.ellipse(middle, 0.2, 0.16, 0.15, rgb);
    }

    private static void split(Brush brush, Anatomy anatomy, int side, int rgb) {
        double edge = anatomy.muzzleX() * 0.6 + side * 0.025;
        brush.fill(new Rectangle2D.Double(side < 0 ? edge - 0.5 : edge, -0.5, 0.5, 1), rgb);
    }
}
