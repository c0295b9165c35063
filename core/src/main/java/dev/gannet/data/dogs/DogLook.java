package dev.gannet.data.dogs;

import dev.gannet.config.Seeds;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * How one dog looks: twenty independent parameters. Sizes are factors around 1, angles are in radians, the rest is named.
 *
 * @param coat main colour with its light and dark shades
 * @param pattern where other colours lie on the coat
 * @param ears kind of ears
 * @param earSize 0.85 to 1.15
 * @param headWidth 0.9 to 1.12
 * @param muzzleWidth 0.85 to 1.2
 * @param muzzleLength 0.85 to 1.2; long snouts hang lower
 * @param eyes colour of the eyes
 * @param eyeSize 0.85 to 1.25
 * @param eyeGap 0.9 to 1.1
 * @param brownNose whether the nose is brown instead of black
 * @param tongue whether the tongue hangs out
 * @param tilt of the head, -0.14 to 0.14
 * @param turn of the face, -1 (left) to 1 (right)
 * @param shiftX of the whole dog, -0.03 to 0.03 of the picture
 * @param scale of the whole dog, 1.0 to 1.1
 * @param fluff 0 (smooth) to 1 (shaggy)
 * @param whiteChest whether the chest is white
 * @param collar colour of the collar, or none
 * @param backdrop what is behind the dog
 * @param backdropHue of the backdrop, 0 to 1
 */
public record DogLook(
        Coat coat,
        Pattern pattern,
        Ears ears,
        double earSize,
        double headWidth,
        double muzzleWidth,
        double muzzleLength,
        Eyes eyes,
        double eyeSize,
        double eyeGap,
        boolean brownNose,
        boolean tongue,
        double tilt,
        double turn,
        double shiftX,
        double scale,
        double fluff,
        boolean whiteChest,
        Collar collar,
        Backdrop backdrop,
        double backdropHue) {

    /** Where other colours lie on the coat. */
    public enum Pattern {
        /** One colour, a little lighter at the muzzle. */
        SOLID,
        /** A dark muzzle and dark surroundings of the eyes. */
        MASK,
        /** A white stripe from the forehead down over the muzzle. */
        BLAZE,
        /** A dark patch around one eye, a white muzzle. */
        EYE_PATCH,
        /** Light dots over the eyes, light cheeks and muzzle. */
        TAN_POINTS,
        /** Dark spots on the forehead and cheeks. */
        SPOTS
    }

    /** Kinds of ears. */
    public enum Ears {
        /** Hanging at the sides, rounded. */
        FLOPPY,
        /** Standing triangles. */
        PRICKED,
        /** Standing with a folded tip. */
        FOLDED,
        /** Large, round and standing. */
        BAT,
        /** Long and hanging below the chin. */
        LONG
    }

    /** Colours of the eyes. */
    public enum Eyes {
        /** Dark brown. */
        DARK(0x2a1a10),
        /** Hazel brown. */
        BROWN(0x5b3617),
        /** Amber. */
        AMBER(0x9a6416),
        /** Ice blue. */
        BLUE(0x4d86b8);

        final int rgb;

        Eyes(int rgb) {
            this.rgb = rgb;
        }
    }

    /** Colours of the collar. */
    public enum Collar {
        /** No collar. */
        NONE(0),
        /** Red. */
        RED(0xd33a2f),
        /** Blue. */
        BLUE(0x2f6fd3),
        /** Green. */
        GREEN(0x2f9a52),
        /** Yellow. */
        YELLOW(0xe8b923),
        /** Purple. */
        PURPLE(0x8a46b5);

        final int rgb;

        Collar(int rgb) {
            this.rgb = rgb;
        }
    }

    /** What is behind the dog. */
    public enum Backdrop {
        /** One colour. */
        PLAIN,
        /** Light above, deeper below. */
        GRADIENT,
        /** Sky over grass. */
        MEADOW,
        /** A wall over a floor. */
        ROOM
    }

    private static final Eyes[] BROWN_EYES = {Eyes.DARK, Eyes.BROWN, Eyes.AMBER};

    /** Checks the ranges that the drawing relies on. */
    public DogLook {
        inRange("earSize", earSize, 0.5, 1.5);
        inRange("headWidth", headWidth, 0.7, 1.3);
        inRange("muzzleWidth", muzzleWidth, 0.6, 1.4);
        inRange("muzzleLength", muzzleLength, 0.6, 1.4);
        inRange("eyeSize", eyeSize, 0.5, 1.5);
        inRange("eyeGap", eyeGap, 0.7, 1.3);
        inRange("tilt", tilt, -0.5, 0.5);
        inRange("turn", turn, -1, 1);
        inRange("shiftX", shiftX, -0.2, 0.2);
        inRange("scale", scale, 0.5, 1.2);
        inRange("fluff", fluff, 0, 1);
        inRange("backdropHue", backdropHue, 0, 1);
    }

    /** The look of dog number {@code index}: depends on the seed and the number alone. */
    public static DogLook of(long seed, long index) {
        RandomGenerator random = new SplittableRandom(Seeds.mix(seed, index));
        return new DogLook(
                pick(random, Coat.values()),
                pick(random, Pattern.values()),
                pick(random, Ears.values()),
                random.nextDouble(0.85, 1.15),
                random.nextDouble(0.9, 1.12),
                random.nextDouble(0.85, 1.2),
                random.nextDouble(0.85, 1.2),
                random.nextInt(8) == 0 ? Eyes.BLUE : pick(random, BROWN_EYES),
                random.nextDouble(0.85, 1.25),
                random.nextDouble(0.9, 1.1),
                random.nextInt(5) == 0,
                random.nextInt(5) < 2,
                random.nextDouble(-0.14, 0.14),
                random.nextDouble(-1, 1),
                random.nextDouble(-0.03, 0.03),
                random.nextDouble(1.0, 1.1),
                random.nextDouble(),
                random.nextInt(3) == 0,
                pick(random, Collar.values()),
                pick(random, Backdrop.values()),
                random.nextDouble());
    }

    private static <T> T pick(RandomGenerator random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static void inRange(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s is %s; expected %s to %s".formatted(name, value, least, most));
        }
    }
}
