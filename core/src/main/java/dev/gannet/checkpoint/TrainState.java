package dev.gannet.checkpoint;

import dev.gannet.run.Environment;
import java.util.List;
import java.util.Optional;

/**
 * Everything of a run that is no tensor, as {@code state.json} holds it. Randomness and the order of the images are pure
 * functions of the seed and {@code step}, so they have no state of their own.
 *
 * @param step steps done: which images and which noise come next follows from it
 * @param seconds training time so far
 * @param lossD D's losses since the last tick
 * @param lossG G's losses since the last tick
 * @param recovery what became of steps with non-finite numbers
 * @param confident since which step D has been certain of everything, if it is
 * @param strength how strongly images are changed before D sees them
 * @param lost images that could be read once and cannot any more, by their number
 * @param events how much of {@code events.jsonl} had been written
 * @param data the images that it was trained on
 * @param environment where it was trained; compared, not restored
 */
public record TrainState(
        long step,
        double seconds,
        Meter lossD,
        Meter lossG,
        Recovery recovery,
        Optional<Long> confident,
        Strength strength,
        List<Integer> lost,
        long events,
        Data data,
        Environment environment) {

    /**
     * A sum that has not been looked at yet.
     *
     * @param sum a float32
     * @param count of what
     */
    public record Meter(double sum, int count) {
        /** Nothing yet. */
        public static final Meter EMPTY = new Meter(0, 0);
    }

    /**
     * Augmentation that follows D; see {@code AdaptiveStrength.State}.
     *
     * @param p the probability of each change, 0 to 1
     * @param sum of signs since it last moved
     * @param count of these signs
     */
    public record Strength(double p, long sum, long count) {
        /** Of augmentation that follows nobody. */
        public static final Strength NONE = new Strength(0, 0, 0);
    }

    /**
     * The images of a run.
     *
     * @param count how many
     * @param fingerprint changes when they do
     */
    public record Data(int count, String fingerprint) {}
}
