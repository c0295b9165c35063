package dev.gannet.evaluate;

import dev.gannet.run.RunEvent.Scores;
import java.util.List;

/**
 * The rule that says that a training does not get better any more: the best of the last few Fréchet distances is not better
 * than the best one before them by more than a small share.
 *
 * @param evaluations how many are waited for, at least 1
 * @param gain by which share the distance has to fall to count as better, 0 to 1
 */
public record Plateau(int evaluations, double gain) {
    /** Ten evaluations without two hundredths of a gain. */
    public static final Plateau USUAL = new Plateau(10, 0.02);

    /** Checks the ranges. */
    public Plateau {
        if (evaluations < 1 || !(gain >= 0 && gain < 1)) {
            throw new IllegalArgumentException(
                    "%d evaluations, gain %s: expected at least 1, and 0 to less than 1".formatted(evaluations, gain));
        }
    }

    /**
     * Whether it is reached. Only scores that can be compared with the newest count; distances that are no numbers are never
     * better.
     *
     * @param scores of a run, the newest last
     */
    public boolean reached(List<Scores> scores) {
        if (scores.isEmpty()) {
            return false;
        }
        List<Scores> comparable = comparable(scores);
        int before = comparable.size() - evaluations;
        return before >= 1
                && !(best(comparable.subList(before, comparable.size()))
                        < (1 - gain) * best(comparable.subList(0, before)));
    }

    /** Those that can be compared with the newest, in order. */
    static List<Scores> comparable(List<Scores> scores) {
        return scores.stream()
                .filter(other -> comparable(scores.getLast(), other))
                .toList();
    }

    private static boolean comparable(Scores one, Scores other) {
        return one.n() == other.n()
                && one.seed() == other.seed()
                && one.features().equals(other.features())
                && one.hash().equals(other.hash());
    }

    private static double best(List<Scores> scores) {
        return scores.stream()
                .mapToDouble(Scores::frechet)
                .filter(distance -> !Double.isNaN(distance))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
