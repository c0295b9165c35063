package dev.gannet.evaluate;

import dev.gannet.run.RunEvent.Scores;
import java.util.List;
import java.util.Optional;

/**
 * The rule that says which of a run's scores is the best: that of the lowest Fréchet distance, but never one that leaves out
 * much more of the real pictures than another has shown to be possible. A few kinds of pictures, made very well, can be near by
 * their distance alone.
 */
public final class Best {
    /** Of the best coverage so far: less is not good enough. */
    private static final double ENOUGH = 0.95;

    private Best() {}

    /**
     * The best so far. The checkpoint of one that was not the best in its time is not kept, so none becomes the best later on:
     * where a better coverage puts the best so far out, the newest takes its place.
     *
     * @param scores of a run, the newest last; only those count that can be compared with it
     * @return none if there is no distance that is a number
     */
    public static Optional<Scores> of(List<Scores> scores) {
        Optional<Scores> best = Optional.empty();
        double most = 0;
        for (Scores each : Plateau.comparable(scores)) {
            if (Double.isNaN(each.frechet())) {
                continue;
            }
            most = Math.max(most, each.coverage());
            double enough = ENOUGH * most;
            if (each.coverage() >= enough
                    && best.filter(other -> other.coverage() >= enough && other.frechet() <= each.frechet())
                            .isEmpty()) {
                best = Optional.of(each);
            }
        }
        return best;
    }
}
