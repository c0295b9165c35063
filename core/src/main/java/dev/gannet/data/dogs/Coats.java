package dev.gannet.data.dogs;

import dev.gannet.data.dogs.DogLook.Coat;

/** Turns a coat and its pattern into the colours of the parts of the dog. Stateless. */
final class Coats {

    private static final int PALE = 0xF4EEE4;
    private static final int CHESTNUT = 0x9A6238;
    private static final int TAN_MARK = 0xC07F42;
    private static final int MASK_MARK = 0x63514A;

    private Coats() {}

    /**
     * Colours of one dog.
     *
     * @param ground head and body
     * @param mark markings on the head
     * @param muzzle muzzle and chin
     * @param chest bib on the chest
     * @param leftEar ear on the left of the picture
     * @param rightEar ear on the right of the picture
     */
    record Palette(int ground, int mark, int muzzle, int chest, int leftEar, int rightEar) {}

    static Palette palette(DogLook look) {
        int base = base(look);
        int ear = Tint.darker(base, 0.16);
        int pale = Tint.mix(PALE, base, 0.06);
        int colour = markable(look.coat(), base);
        int markEar = Tint.darker(colour, 0.12);
        boolean onRight = look.mirrored();
        return switch (look.pattern()) {
            case SOLID -> new Palette(base, base, softMuzzle(base), softMuzzle(base), ear, ear);
            case EYE_PATCH ->
                new Palette(
                        pale,
                        colour,
                        PALE,
                        PALE,
                        onRight ? Tint.darker(pale, 0.12) : markEar,
                        onRight ? markEar : Tint.darker(pale, 0.12));
            case MASK -> masked(base);
            case BLAZE -> new Palette(colour, pale, pale, pale, markEar, markEar);
            case SPOTS -> new Palette(pale, colour, PALE, PALE, markEar, markEar);
            case TAN_POINTS -> pointed(colour);
            case CAP -> new Palette(colour, pale, pale, pale, markEar, markEar);
            case SPLIT ->
                new Palette(
                        pale,
                        colour,
                        PALE,
                        PALE,
                        onRight ? Tint.darker(pale, 0.12) : markEar,
                        onRight ? markEar : Tint.darker(pale, 0.12));
        };
    }

    /** A colour that stands out from white: very pale coats are replaced, pale ones deepened. */
    private static int markable(Coat coat, int base) {
        return switch (coat) {
            case WHITE, CREAM -> CHESTNUT;
            case SILVER -> Tint.darker(base, 0.32);
            case FAWN, GOLDEN -> Tint.darker(base, 0.10);
            case BLACK, CHOCOLATE, LIVER, GREY, SLATE, RED, GINGER, TAN, SABLE -> base;
        };
    }

    /** A black mask needs a coat it stands out from. */
    private static Palette masked(int base) {
        int ground = Tint.brightness(base) < 0.45 ? Tint.mix(base, 0xD8B98C, 0.6) : base;
        int ear = Tint.mix(ground, MASK_MARK, 0.72);
        return new Palette(ground, MASK_MARK, Tint.lighter(MASK_MARK, 0.10), Tint.lighter(ground, 0.35), ear, ear);
    }

    /** Tan points need a coat darker than tan. */
    private static Palette pointed(int base) {
        int ground = Tint.brightness(base) > 0.4 ? Tint.mix(base, 0x2A2422, 0.72) : base;
        int tan = Tint.mix(TAN_MARK, base, 0.12);
        int ear = Tint.darker(ground, 0.12);
        return new Palette(ground, tan, Tint.lighter(tan, 0.12), tan, ear, ear);
    }

    private static int base(DogLook look) {
        int rgb = look.coat().rgb();
        double shift = look.coatShift();
        return shift < 0 ? Tint.darker(rgb, -0.18 * shift) : Tint.lighter(rgb, 0.14 * shift);
    }

    private static int softMuzzle(int base) {
        // Dark coats get a clearly lighter muzzle, or nose and mouth would vanish at 32 pixels.
        return Tint.mix(base, 0xF3E3CD, Tint.brightness(base) < 0.33 ? 0.40 : 0.34);
    }
}
