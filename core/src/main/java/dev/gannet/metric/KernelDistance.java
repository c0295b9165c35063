package dev.gannet.metric;

import java.util.SplittableRandom;

/**
 * Squared maximum mean discrepancy under the kernel {@code (x·y / d + 1)^3}, estimated without bias on random subsets: small
 * samples need no correction, and between equal distributions it is as often below 0 as above. Called KID in the features of
 * one certain network only.
 *
 * @param subsets how many; a single one where both sets have no more vectors than it takes
 * @param size vectors in each subset of either set, at least 2; fewer where a set has fewer
 * @param seed of which vectors are taken
 * @see <a href="https://arxiv.org/abs/1801.01401">Bińkowski et al. 2018, section 4 and equation 4</a>
 */
public record KernelDistance(int subsets, int size, long seed) {
    /** 100 subsets of 1000. */
    public static final KernelDistance STANDARD = new KernelDistance(100, 1000, 1);

    /**
     * What the subsets say.
     *
     * @param mean over them
     * @param deviation over them, of the single subset: the mean's own error is smaller, but the subsets overlap; 0 where there
     *     is one subset only
     */
    public record Estimate(double mean, double deviation) {}

    /** The same with other subsets. */
    public KernelDistance withSeed(long other) {
        return new KernelDistance(subsets, size, other);
    }

    /** The distance of two samples of at least two vectors each. */
    public Estimate between(Features real, Features made) {
        real.requireSameDims(made);
        int taken = Math.min(size, Math.min(real.count(), made.count()));
        if (taken < 2 || subsets < 1) {
            throw new IllegalArgumentException(
                    "%d subsets of %d vectors: expected at least 1 of at least 2".formatted(subsets, taken));
        }
        int drawn = taken == real.count() && taken == made.count() ? 1 : subsets; // all are the same, of everything
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < drawn; i++) {
            double distance = distance(
                    real.pick(Draw.without(random, taken, real.count())),
                    made.pick(Draw.without(random, taken, made.count())));
            sum += distance;
            squares += distance * distance;
        }
        double mean = sum / drawn;
        return new Estimate(mean, Math.sqrt(Math.max(0, squares / drawn - mean * mean)));
    }

    /** Of as many vectors each; a vector's kernel with itself is left out. */
    private static double distance(Features real, Features made) {
        double count = real.count();
        Sum among = new Sum(real.dims());
        Products.pairs(real.rows(), among);
        Products.pairs(made.rows(), among);
        Sum across = new Sum(real.dims());
        Products.each(real.rows(), made.rows(), across);
        return 2 * among.value / (count * (count - 1)) - 2 * across.value / (count * count);
    }

    /** Of kernels. */
    private static final class Sum implements Products.Taker {
        private final double dims;
        private double value;

        Sum(int dims) {
            this.dims = dims;
        }

        @Override
        public void take(int i, int j, double product) {
            double base = product / dims + 1;
            value += base * base * base;
        }
    }
}
