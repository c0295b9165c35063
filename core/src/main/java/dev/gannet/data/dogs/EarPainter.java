package dev.gannet.data.dogs;

import java.awt.geom.Path2D;

/** Draws a pair of ears. {@code side} is -1 for the left of the picture and 1 for the right. */
final class EarPainter {
    private static final int INNER = 0xd9a19a;

    private final Brush brush;
    private final DogLook look;
    private final int colour;
    private final double size;

    EarPainter(Brush brush, DogLook look) {
        this.brush = brush;
        this.look = look;
        this.size = look.earSize();
        this.colour = switch (look.pattern()) {
            case SOLID, TAN_POINTS -> Brush.mix(look.coat().base, look.coat().dark, 0.55);
            case MASK, EYE_PATCH, SPOTS, BLAZE -> look.coat().dark;
        };
    }

    /** Standing ears grow from behind the head. */
    void behind() {
        for (int side = -1; side <= 1; side += 2) {
            switch (look.ears()) {
                case PRICKED -> pricked(side);
                case FOLDED -> folded(side);
                case BAT -> bat(side);
                case FLOPPY, LONG -> {}
            }
        }
    }

    /** Hanging ears lie over the sides of the head. */
    void before() {
        for (int side = -1; side <= 1; side += 2) {
            switch (look.ears()) {
                case FLOPPY -> hanging(side, 0.2);
                case LONG -> hanging(side, 0.3);
                case PRICKED, FOLDED, BAT -> {}
            }
        }
    }

    private double x(int side, double fromMiddle) {
        return 0.5 + side * fromMiddle * look.headWidth();
    }

    private void pricked(int side) {
        brush.shape(colour, triangle(side, 1));
        brush.shape(Brush.mix(INNER, colour, 0.35), triangle(side, 0.62));
    }

    private Path2D triangle(int side, double share) {
        double height = 0.25 * size * share;
        double half = 0.1 * size * share;
        double middle = x(side, 0.17);
        Path2D path = new Path2D.Double();
        path.moveTo(middle - half, 0.35);
        path.quadTo(middle - half * 0.6, 0.33 - height * 0.6, middle + side * half * 0.55, 0.33 - height);
        path.quadTo(middle + half * 0.9, 0.33 - height * 0.5, middle + half, 0.38);
        path.closePath();
        return path;
    }

    private void folded(int side) {
        brush.shape(colour, triangle(side, 0.9));
        double tipX = x(side, 0.2);
        double tipY = 0.33 - 0.14 * size;
        Path2D flap = new Path2D.Double();
        flap.moveTo(tipX - 0.09 * size, tipY - 0.02);
        flap.quadTo(tipX, tipY - 0.09 * size, tipX + 0.09 * size, tipY - 0.01);
        flap.quadTo(tipX + side * 0.09 * size, tipY + 0.1 * size, tipX + side * 0.06, tipY + 0.12 * size);
        flap.quadTo(tipX - side * 0.02, tipY + 0.06, tipX - 0.09 * size, tipY - 0.02);
        brush.shape(Brush.mix(colour, 0x000000, 0.18), flap);
    }

    private void bat(int side) {
        double middle = x(side, 0.19);
        double y = 0.24 - 0.02 * size;
        brush.oval(colour, middle, y, 0.1 * size, 0.16 * size, side * 0.3);
        brush.oval(Brush.mix(INNER, colour, 0.2), middle, y + 0.02, 0.06 * size, 0.11 * size, side * 0.3);
    }

    private void hanging(int side, double length) {
        double long1 = length * size;
        double middle = x(side, 0.265);
        int shade = Brush.mix(colour, 0x000000, side > 0 ? 0.16 : 0.04); // the light comes from the upper left
        brush.oval(shade, middle, 0.34 + long1 * 0.72, 0.088 * size, long1, -side * 0.13);
        brush.oval(
                Brush.mix(shade, 0xffffff, 0.12),
                middle - 0.012,
                0.34 + long1 * 0.6,
                0.045 * size,
                long1 * 0.7,
                -side * 0.13);
    }
}
