package dev.gannet.doctor;

import java.util.List;

/**
 * One way in which a training goes wrong, and how to tell. A rule looks at one measured step at a time, or at one score;
 * {@link Watch} decides whether it has been so for long enough.
 */
sealed interface Rule
        permits Overpowered,
                Vanishing,
                Saturated,
                Garbage,
                CoinFlip,
                LayerFlow,
                Overshoot,
                Oscillation,
                Imbalance,
                BadNumbers,
                Explosion,
                Trespass,
                NoGradient,
                Swapped,
                PixelRange,
                Collapse,
                DeadNoise,
                Checkerboard,
                FlatPictures,
                Spectrum,
                StaleAverages,
                Coverage,
                Support,
                MissingModes,
                Rotation,
                BatchMates,
                ByHeart,
                Copying {

    /** Every rule. One that is added is added here and above. */
    static List<Rule> all() {
        return List.of(
                new Overpowered(),
                new Vanishing(),
                new Saturated(),
                new Garbage(),
                new CoinFlip(),
                new LayerFlow(),
                new Overshoot(),
                new Oscillation(),
                new Imbalance(),
                new BadNumbers(),
                new Explosion(),
                new Trespass(),
                new NoGradient(),
                new Swapped(),
                new PixelRange(),
                new Collapse(),
                new DeadNoise(),
                new Checkerboard(),
                new FlatPictures(),
                new Spectrum(),
                new StaleAverages(),
                new Coverage(),
                new Support(),
                new MissingModes(),
                new Rotation(),
                new BatchMates(),
                new ByHeart(),
                new Copying());
    }

    /** Its name in the log, such as B1. */
    String id();

    /** What it is about, a few words. */
    String title();

    /** What it says to the newest measured step, or scores. */
    Sight look(Course course);

    /** Whether it is asked when there are new scores, instead of in every measured step. */
    default boolean afterScores() {
        return false;
    }

    /** Whether it is told at once, instead of when it has been so for a while. */
    default boolean atOnce() {
        return false;
    }
}
