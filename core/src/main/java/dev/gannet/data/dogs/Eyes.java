package dev.gannet.data.dogs;

/** Eyes and brows. Stateless. */
final class Eyes {

    private static final double DARK = 0.38;

    /** On paler coats a brow would not show, and rounding would leave it a tinge of green. */
    private static final double PALEST_WITH_BROWS = 0.85;

    private Eyes() {}

    static void paint(Brush brush, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        for (int side = -1; side <= 1; side += 2) {
            int under = under(look, palette, side);
            socket(brush, anatomy, side, under);
            eye(brush, anatomy, side, look, under);
        }
    }

    /** The colour of the coat around the eye, which decides how the eye is set off from it. */
    private static int under(DogLook look, Coats.Palette palette, int side) {
        boolean marked = switch (look.pattern()) {
            case EYE_PATCH, SPLIT -> look.mirrored() == (side > 0);
            case MASK, CAP -> true;
            case SOLID, BLAZE, SPOTS, TAN_POINTS -> false;
        };
        return marked ? palette.mark() : palette.ground();
    }

    private static void socket(Brush brush, Anatomy anatomy, int side, int under) {
        double x = anatomy.eyeX(side);
        double r = anatomy.eyeR();
        boolean dark = Tint.brightness(under) < DARK;
        // The rim is lighter on dark coats and darker on light ones: either way the eye stays readable.
        int rim = dark ? Tint.mix(under, 0xE6CBA8, 0.55) : Tint.darker(under, 0.35);
        brush.glow(x, anatomy.eyeY(), r * 1.75, r * 1.65, rim, dark ? 0.7 : 0.45);
        if (Tint.brightness(under) < PALEST_WITH_BROWS) {
            brush.glow(
                    x - side * 0.012,
                    anatomy.eyeY() - r * 2.0,
                    r * 0.9,
                    r * 0.5,
                    Tint.lighter(under, dark ? 0.25 : 0.5),
                    0.45);
        }
    }

    private static void eye(Brush brush, Anatomy anatomy, int side, DogLook look, int under) {
        double x = anatomy.eyeX(side);
        double y = anatomy.eyeY();
        double r = anatomy.eyeR();
        double gaze = x + anatomy.turn() * 0.006;
        boolean dark = Tint.brightness(under) < DARK;
        brush.ellipse(x, y, r * 1.12, r * 1.05, Tint.INK);
        if (dark) {
            brush.ellipse(x, y + r * 0.06, r * 1.0, r * 0.93, 0xF4EBDD);
        }
        brush.ellipse(gaze, y + r * 0.02, r * 0.90, r * 0.90, look.eyes().rgb());
        brush.ellipse(gaze, y + r * 0.02, r * 0.58, r * 0.60, 0x120C0C);
        brush.ellipse(gaze - r * 0.32, y - r * 0.36, r * 0.34, r * 0.34, Tint.WHITE);
        brush.ellipse(gaze + r * 0.34, y + r * 0.40, r * 0.16, r * 0.14, Tint.WHITE, 0.7);
    }
}
