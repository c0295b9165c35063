package dev.gannet.data.dogs;

import dev.gannet.config.Seeds;
import dev.gannet.data.dogs.DogLook.BackdropStyle;
import dev.gannet.data.dogs.DogLook.BackdropTone;
import dev.gannet.data.dogs.DogLook.Coat;
import dev.gannet.data.dogs.DogLook.Collar;
import dev.gannet.data.dogs.DogLook.EarType;
import dev.gannet.data.dogs.DogLook.EyeTone;
import dev.gannet.data.dogs.DogLook.NoseTone;
import dev.gannet.data.dogs.DogLook.Pattern;
import dev.gannet.data.dogs.DogLook.Pose;
import java.util.SplittableRandom;

/** Draws the parameters of a {@link DogLook} from a seeded stream. Stateless. */
final class LookSampler {

    private LookSampler() {}

    /** A pure function of both arguments. The order of the draws is part of the data set: do not reorder them. */
    static DogLook sample(long seed, long index) {
        SplittableRandom random = new SplittableRandom(Seeds.mix(seed, index));
        return new DogLook(
                pick(random, Coat.values()),
                bell(random, 1),
                pick(random, Pattern.values()),
                random.nextBoolean(),
                random.nextLong(),
                pick(random, EarType.values()),
                random.nextDouble(),
                random.nextDouble(),
                random.nextDouble(),
                pick(random, NoseTone.values()),
                eyes(random),
                random.nextDouble(),
                random.nextDouble() < 0.4,
                random.nextDouble(),
                bell(random, 9),
                bell(random, 0.02),
                bell(random, 0.02),
                1 + bell(random, 0.05),
                pick(random, BackdropStyle.values()),
                pick(random, BackdropTone.values()),
                collar(random),
                random.nextDouble(),
                random.nextDouble() < 0.5,
                pose(random));
    }

    private static <T> T pick(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** Within plus or minus {@code reach}, most often near 0: a mild spread is easier to learn than a uniform one. */
    private static double bell(SplittableRandom random, double reach) {
        return reach * (random.nextDouble() + random.nextDouble() - 1);
    }

    private static EyeTone eyes(SplittableRandom random) {
        double u = random.nextDouble();
        if (u < 0.35) {
            return EyeTone.DARK;
        }
        if (u < 0.65) {
            return EyeTone.BROWN;
        }
        if (u < 0.80) {
            return EyeTone.AMBER;
        }
        return u < 0.88 ? EyeTone.HAZEL : EyeTone.BLUE;
    }

    private static Collar collar(SplittableRandom random) {
        return random.nextDouble() < 0.35 ? Collar.NONE : Collar.values()[1 + random.nextInt(5)];
    }

    private static Pose pose(SplittableRandom random) {
        double u = random.nextDouble();
        if (u < 0.5) {
            return Pose.FRONT;
        }
        return u < 0.75 ? Pose.LEFT : Pose.RIGHT;
    }
}
