package dev.gannet.data.dogs;

import java.util.Objects;

/**
 * Everything that decides what one drawn dog looks like. Two equal looks give equal pictures.
 *
 * <p>Immutable, hence safe to share between threads. Fractions run from 0 (least) to 1 (most) unless stated otherwise;
 * the compact constructor rejects values outside the documented ranges.
 *
 * @param coat coat colour
 * @param coatShift how much lighter (positive) or darker (negative) the coat is than its usual tone, -1 to 1
 * @param pattern how the coat is marked
 * @param mirrored whether one-sided markings lie on the right of the picture instead of on the left
 * @param detail seed of the small irregularities (places of spots); any value
 * @param ears kind of ears
 * @param earSize ear size, 0 to 1
 * @param snoutLength snout length, 0 (flat, high nose) to 1 (long, low nose)
 * @param snoutWidth snout width, 0 to 1
 * @param nose nose colour
 * @param eyes eye colour
 * @param eyeSize eye size, 0 to 1
 * @param tongueOut whether the mouth is open and the tongue hangs out
 * @param headWidth head width, 0 (narrow) to 1 (broad)
 * @param tiltDegrees head tilt in degrees, clockwise positive, -15 to 15
 * @param offsetX shift to the right as a fraction of the picture side, -0.05 to 0.05
 * @param offsetY shift downwards as a fraction of the picture side, -0.05 to 0.05
 * @param scale size of the dog relative to the usual one, 0.85 to 1.15
 * @param backdrop what is behind the dog
 * @param backdropTone colour family of a backdrop
 * @param collar collar colour, or {@link Collar#NONE}
 * @param fluff how shaggy the outline is, 0 (sleek) to 1 (shaggy)
 * @param chestVisible whether a light chest bib shows
 * @param pose where the head faces
 */
public record DogLook(
        Coat coat,
        double coatShift,
        Pattern pattern,
        boolean mirrored,
        long detail,
        EarType ears,
        double earSize,
        double snoutLength,
        double snoutWidth,
        NoseTone nose,
        EyeTone eyes,
        double eyeSize,
        boolean tongueOut,
        double headWidth,
        double tiltDegrees,
        double offsetX,
        double offsetY,
        double scale,
        BackdropStyle backdrop,
        BackdropTone backdropTone,
        Collar collar,
        double fluff,
        boolean chestVisible,
        Pose pose) {

    /** Checks every range; throws {@link IllegalArgumentException} naming the first value out of range. */
    public DogLook {
        Objects.requireNonNull(coat, "coat");
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(ears, "ears");
        Objects.requireNonNull(nose, "nose");
        Objects.requireNonNull(eyes, "eyes");
        Objects.requireNonNull(backdrop, "backdrop");
        Objects.requireNonNull(backdropTone, "backdropTone");
        Objects.requireNonNull(collar, "collar");
        Objects.requireNonNull(pose, "pose");
        requireWithin("coatShift", coatShift, -1, 1);
        requireWithin("earSize", earSize, 0, 1);
        requireWithin("snoutLength", snoutLength, 0, 1);
        requireWithin("snoutWidth", snoutWidth, 0, 1);
        requireWithin("eyeSize", eyeSize, 0, 1);
        requireWithin("headWidth", headWidth, 0, 1);
        requireWithin("tiltDegrees", tiltDegrees, -15, 15);
        requireWithin("offsetX", offsetX, -0.05, 0.05);
        requireWithin("offsetY", offsetY, -0.05, 0.05);
        requireWithin("scale", scale, 0.85, 1.15);
        requireWithin("fluff", fluff, 0, 1);
    }

    /**
     * The look of picture {@code index} of the data set with the given seed: a pure function of both, so any picture
     * can be made without making those before it.
     *
     * @param seed seed of the data set; any value
     * @param index number of the picture; any value, usually 0 or more
     * @return the look
     */
    public static DogLook of(long seed, long index) {
        return LookSampler.sample(seed, index);
    }

    private static void requireWithin(String name, double value, double low, double high) {
        // Written so that NaN fails too.
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " must be from " + low + " to " + high + ", not " + value);
        }
    }

    /** Coat colour, after the natural coats of dogs. */
    public enum Coat {
        /** Near black with a cool sheen. */
        BLACK(0x2E2C33),
        /** Dark brown. */
        CHOCOLATE(0x5E3823),
        /** Warm liver brown. */
        LIVER(0x7D4A30),
        /** Golden retriever gold. */
        GOLDEN(0xD79B4A),
        /** Pale cream. */
        CREAM(0xEBD6AE),
        /** White. */
        WHITE(0xF3EFE8),
        /** Middle grey. */
        GREY(0x8A8B90),
        /** Blue-grey as of a Weimaraner or a blue Great Dane. */
        SLATE(0x5C6470),
        /** Fox red. */
        RED(0xB2582B),
        /** Light ginger. */
        GINGER(0xCE7B3C),
        /** Fawn as of a pug. */
        FAWN(0xD4B083),
        /** Plain tan. */
        TAN(0xAE8050),
        /** Pale silver. */
        SILVER(0xC0C0C2),
        /** Dark sable. */
        SABLE(0x6F5843);

        private final int rgb;

        Coat(int rgb) {
            this.rgb = rgb;
        }

        int rgb() {
            return rgb;
        }
    }

    /** How the coat is marked. */
    public enum Pattern {
        /** One colour with a slightly lighter muzzle. */
        SOLID,
        /** Light dog with a coloured patch over one eye and one coloured ear. */
        EYE_PATCH,
        /** Dark muzzle and eye surrounds. */
        MASK,
        /** Coloured sides with a white blaze, muzzle and chest. */
        BLAZE,
        /** Light dog with coloured spots and ears. */
        SPOTS,
        /** Tan muzzle, cheeks and eyebrow dots. */
        TAN_POINTS,
        /** White cheeks and brows under a coloured cap, as of a husky. */
        CAP,
        /** One half of the face coloured, the other white. */
        SPLIT
    }

    /** Kind of ears. */
    public enum EarType {
        /** Middle-long hanging ears. */
        FLOPPY,
        /** Upright pointed ears. */
        PRICKED,
        /** Upright ears with the tips folded forward. */
        SEMI_FOLDED,
        /** Large, upright, round-tipped ears. */
        BAT,
        /** Long, wide, wavy hanging ears. */
        SPANIEL
    }

    /** Nose colour. */
    public enum NoseTone {
        /** Black. */
        BLACK(0x17151A),
        /** Very dark grey. */
        CHARCOAL(0x302C32),
        /** Dark liver brown. */
        LIVER(0x3F211A);

        private final int rgb;

        NoseTone(int rgb) {
            this.rgb = rgb;
        }

        int rgb() {
            return rgb;
        }
    }

    /** Colour of the iris. */
    public enum EyeTone {
        /** Dark brown. */
        DARK(0x3A2215),
        /** Brown. */
        BROWN(0x6B3D1C),
        /** Amber. */
        AMBER(0xB3741F),
        /** Hazel green. */
        HAZEL(0x77763A),
        /** Ice blue. */
        BLUE(0x5FA3D6);

        private final int rgb;

        EyeTone(int rgb) {
            this.rgb = rgb;
        }

        int rgb() {
            return rgb;
        }
    }

    /** What is behind the dog. */
    public enum BackdropStyle {
        /** One colour. */
        PLAIN,
        /** A soft gradient from top to bottom. */
        GRADIENT,
        /** Sky above, grass below. */
        MEADOW,
        /** A wall and a floor. */
        ROOM
    }

    /** Colour family of a backdrop. */
    public enum BackdropTone {
        /** Sky blue. */
        SKY(0x9CC9E8),
        /** Mint green. */
        MINT(0xA9D8BE),
        /** Rose. */
        ROSE(0xEDB7BD),
        /** Butter yellow. */
        BUTTER(0xF3DE9B),
        /** Lavender. */
        LAVENDER(0xBFB6E3),
        /** Sea green. */
        TEAL(0x5FA8A6),
        /** Dusky blue. */
        DUSK(0x6D83AE),
        /** Coral. */
        CORAL(0xE59A80);

        private final int rgb;

        BackdropTone(int rgb) {
            this.rgb = rgb;
        }

        int rgb() {
            return rgb;
        }
    }

    /** Collar colour. */
    public enum Collar {
        /** No collar. */
        NONE(0),
        /** Red. */
        RED(0xCC2F36),
        /** Blue. */
        BLUE(0x2C62B8),
        /** Green. */
        GREEN(0x2F9157),
        /** Yellow. */
        YELLOW(0xEDBE2F),
        /** Purple. */
        PURPLE(0x7C48A8);

        private final int rgb;

        Collar(int rgb) {
            this.rgb = rgb;
        }

        int rgb() {
            return rgb;
        }
    }

    /** Where the head faces, as seen in the picture. */
    public enum Pose {
        /** Straight at the viewer. */
        FRONT(0),
        /** Slightly to the left of the picture. */
        LEFT(-1),
        /** Slightly to the right of the picture. */
        RIGHT(1);

        private final int turn;

        Pose(int turn) {
            this.turn = turn;
        }

        int turn() {
            return turn;
        }
    }
}
