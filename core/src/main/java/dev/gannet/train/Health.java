package dev.gannet.train;

import dev.gannet.run.Pictures;
import java.util.Optional;

/**
 * Whether a run looks as if it could still learn. Its checkpoint is worth going back to if G's pictures differ from one
 * another and D has not been certain of everything for 2,000 steps.
 */
final class Health {
    private static final double CERTAIN_REAL = 0.99;
    private static final double CERTAIN_FAKE = 0.01;
    private static final long PATIENCE_STEPS = 2000;
    private static final double LEAST_SPREAD = 1; // of 255

    private Optional<Long> confident = Optional.empty();

    /** Since which step D has been certain of everything, if it is. */
    Optional<Long> confident() {
        return confident;
    }

    void restore(Optional<Long> since) {
        confident = since;
    }

    /** Takes a watched step into account. */
    void saw(long step, StepStats stats) {
        boolean certain = stats.realBefore() > CERTAIN_REAL && stats.fakeBefore() < CERTAIN_FAKE;
        confident = certain ? confident.or(() -> Optional.of(step)) : Optional.empty();
    }

    /** Whether the run looks well after a step in which G paints these pictures of its fixed noise. */
    boolean isWell(long step, Pictures pictures) {
        boolean shut = confident.filter(since -> step - since >= PATIENCE_STEPS).isPresent();
        return !shut && spread(pictures) > LEAST_SPREAD;
    }

    /** How far the pictures are apart: the standard deviation of a pixel over the pictures, averaged, in 1/255. */
    static double spread(Pictures pictures) {
        int values = pictures.shape().bytes();
        int count = pictures.count();
        double sum = 0;
        for (int at = 0; at < values; at++) {
            double mean = 0;
            double square = 0;
            for (int i = 0; i < count; i++) {
                int value = pictures.pixels()[i * values + at] & 0xff;
                mean += value;
                square += (double) value * value;
            }
            mean /= count;
            sum += Math.sqrt(Math.max(0, square / count - mean * mean));
        }
        return sum / values;
    }
}
