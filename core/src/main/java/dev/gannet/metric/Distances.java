package dev.gannet.metric;

import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.Tensor;

/** Squared Euclidean distances of all of some vectors to all of some others, from their inner products. */
final class Distances {
    private static final int STEP = 512;
    private static final double SAME = 1e-12;

    private Distances() {}

    /** Takes a distance. */
    interface Taker {
        /** From vector {@code i} of one set to vector {@code j} of the other. */
        void take(int i, int j, float squared);
    }

    /**
     * Gives every distance once: for each {@code i} in order of {@code j}. They are rounded to float32, and 0 below a
     * millionth of the vectors' own lengths, so that equal distances compare as equal in spite of what a product rounds.
     */
    static void each(Rows one, Rows other, Taker taker) {
        double[] lengths = squaredLengths(one);
        double[] otherLengths = squaredLengths(other);
        Products.each(one, other, (i, j, product) -> {
            double both = lengths[i] + otherLengths[j];
            double squared = both - 2 * product;
            taker.take(i, j, squared < SAME * both ? 0 : (float) squared);
        });
    }

    private static double[] squaredLengths(Rows rows) {
        double[] all = new double[rows.count()];
        for (int from = 0; from < all.length; from += STEP) {
            int to = Math.min(from + STEP, all.length);
            try (StepScope scope = StepScope.open()) {
                Tensor block = rows.source().block(from, to);
                double[] some = Moments.numbers(block.mul(block).sum(1));
                System.arraycopy(some, 0, all, from, some.length);
            }
        }
        return all;
    }
}
