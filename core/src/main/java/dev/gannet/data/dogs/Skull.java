package dev.gannet.data.dogs;

import java.awt.geom.Path2D;

/** The outline of the head. Stateless. */
final class Skull {

    private static final int POINTS = 72;

    private Skull() {}

    static void paint(Brush brush, Anatomy anatomy, DogLook look, int rgb) {
        brush.fill(outline(anatomy, look.fluff()), rgb);
        if (look.fluff() > 0.55) {
            brush.fill(forelock(anatomy, look.fluff()), rgb);
        }
    }

    /** A slightly square oval, broad at the cheeks, whose rim turns to tufts on shaggy dogs. */
    private static Path2D outline(Anatomy anatomy, double fluff) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < POINTS; i++) {
            double angle = 2 * Math.PI * i / POINTS;
            double cos = StrictMath.cos(angle);
            double sin = StrictMath.sin(angle);
            double grow = 1 + fluff * tuft(i) * (0.035 + 0.14 * cheek(cos, sin));
            double x = anatomy.headRx() * grow * flatten(cos, 0.86) * width(sin);
            double y = anatomy.headRy() * grow * flatten(sin, 0.94);
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        path.closePath();
        return path;
    }

    private static double flatten(double value, double power) {
        return Math.copySign(StrictMath.pow(Math.abs(value), power), value);
    }

    private static double width(double sin) {
        return 1.02 - 0.16 * Math.max(0, sin - 0.25) - 0.06 * Math.max(0, -sin);
    }

    /** 1 at the cheeks below the ears, falling to 0 at the top and the chin. */
    private static double cheek(double cos, double sin) {
        return Math.max(0, 1 - 2.6 * Math.abs(sin - 0.42)) * Math.abs(cos);
    }

    /** Teeth of four points each; symmetric because both 72 and 36 are multiples of 4. */
    private static double tuft(int point) {
        return Math.floorMod(point, 4) == 2 ? 1 : 0.15;
    }

    private static Path2D forelock(Anatomy anatomy, double fluff) {
        double top = -anatomy.headRy();
        double rise = 0.03 + 0.04 * fluff;
        Path2D path = new Path2D.Double();
        path.moveTo(-0.11, top + 0.03);
        path.quadTo(-0.08, top - rise * 0.6, -0.085, top - rise * 0.6);
        path.quadTo(-0.05, top - 0.01, -0.035, top);
        path.quadTo(-0.02, top - rise, 0.01, top - rise * 1.15);
        path.quadTo(0.015, top - 0.01, 0.035, top);
        path.quadTo(0.05, top - rise * 0.6, 0.085, top - rise * 0.55);
        path.quadTo(0.08, top, 0.11, top + 0.03);
        path.closePath();
        return path;
    }
}
