package dev.gannet.data.dogs;

import java.awt.geom.Path2D;

/** Snout, mouth, tongue and nose. Stateless. */
final class Muzzle {

    private static final int MOUTH = 0x6B2530;
    private static final int TONGUE = 0xEE7F8E;

    private Muzzle() {}

    /** Everything that is shaded together with the head; back to front, so the tongue comes out of the mouth. */
    static void paintSnout(Brush brush, Anatomy a, DogLook look, Coats.Palette palette) {
        double x = a.muzzleX();
        double chinY = a.muzzleY() + a.muzzleRy() * 0.72;
        int skin = palette.muzzle();
        if (look.tongueOut()) {
            brush.ellipse(x, chinY + 0.035, 0.088, 0.062, Tint.darker(skin, 0.14));
            brush.ellipse(x, chinY + 0.018, 0.072, 0.058, MOUTH);
            tongue(brush, x, chinY);
        } else {
            brush.ellipse(x, chinY + 0.012, 0.072, 0.045, Tint.darker(skin, 0.16));
        }
        brush.ellipse(x * 0.75, a.muzzleY() - 0.075, a.muzzleRx() * 0.56, 0.10, skin, 0.8);
        double lobe = a.muzzleRx() * 0.60;
        for (int side = -1; side <= 1; side += 2) {
            brush.ellipse(x + side * a.muzzleRx() * 0.44, a.muzzleY() + 0.012, lobe, a.muzzleRy() * 0.86, skin);
        }
        brush.glow(x - 0.045, a.muzzleY() - 0.01, 0.075, 0.05, Tint.lighter(skin, 0.6), 0.4);
    }

    private static void tongue(Brush brush, double x, double y) {
        Path2D path = new Path2D.Double();
        path.moveTo(x - 0.047, y);
        path.lineTo(x + 0.047, y);
        path.curveTo(x + 0.06, y + 0.07, x + 0.045, y + 0.115, x, y + 0.115);
        path.curveTo(x - 0.045, y + 0.115, x - 0.06, y + 0.07, x - 0.047, y);
        path.closePath();
        brush.fill(path, TONGUE);
        brush.ellipse(x, y + 0.045, 0.007, 0.045, Tint.mix(TONGUE, MOUTH, 0.45));
    }

    /** The nose and the line of the lips, on top of everything. */
    static void paintNose(Brush brush, Anatomy a, DogLook look, Coats.Palette palette) {
        double x = a.muzzleX() * 1.12;
        int ink = Tint.mix(Tint.INK, palette.muzzle(), 0.12);
        brush.line(lips(x, a), 0.015, ink);
        int rgb = look.nose().rgb();
        brush.fill(nose(x, a), rgb);
        brush.ellipse(
                x - a.noseRx() * 0.3,
                a.noseY() - a.noseRy() * 0.42,
                a.noseRx() * 0.32,
                a.noseRy() * 0.22,
                Tint.WHITE,
                0.5);
        for (int side = -1; side <= 1; side += 2) {
            brush.ellipse(
                    x + side * a.noseRx() * 0.45,
                    a.noseY() + a.noseRy() * 0.3,
                    a.noseRx() * 0.17,
                    a.noseRy() * 0.2,
                    Tint.darker(rgb, 0.7));
        }
    }

    private static Path2D nose(double x, Anatomy a) {
        double rx = a.noseRx();
        double ry = a.noseRy();
        double y = a.noseY();
        Path2D path = new Path2D.Double();
        path.moveTo(x, y - ry);
        path.curveTo(x + rx * 0.9, y - ry * 1.05, x + rx * 1.2, y - ry * 0.1, x + rx * 0.7, y + ry * 0.45);
        path.quadTo(x + rx * 0.25, y + ry, x, y + ry * 1.05);
        path.quadTo(x - rx * 0.25, y + ry, x - rx * 0.7, y + ry * 0.45);
        path.curveTo(x - rx * 1.2, y - ry * 0.1, x - rx * 0.9, y - ry * 1.05, x, y - ry);
        path.closePath();
        return path;
    }

    private static Path2D lips(double x, Anatomy a) {
        double middleY = a.muzzleY() + a.muzzleRy() * 0.52;
        double wide = a.muzzleRx() * 0.66;
        double endY = middleY + 0.002;
        Path2D path = new Path2D.Double();
        path.moveTo(x - wide, endY);
        path.quadTo(x - wide * 0.45, middleY + 0.062, x, middleY);
        path.quadTo(x + wide * 0.45, middleY + 0.062, x + wide, endY);
        path.moveTo(x, middleY);
        path.lineTo(x, a.noseY());
        return path;
    }
}
