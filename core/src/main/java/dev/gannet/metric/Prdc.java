package dev.gannet.metric;

import java.util.Arrays;

/**
 * Whether made features lie where real ones do, and real ones where made ones do. Around each vector of a set lies a ball that
 * reaches to its k-th nearest other of the same set; inside is what is strictly nearer.
 *
 * @param precision share of made vectors inside some real one's ball; in many dimensions about a half even for equal
 *     distributions, so to be compared with real against real
 * @param recall share of real vectors inside some made one's ball; the same holds
 * @param density real balls that a made vector lies in, over k, on average: about 1 for equal distributions, more where the
 *     made ones keep to the crowded places
 * @param coverage share of real balls with a made vector inside: see {@link #expectedCoverage}
 * @see <a href="https://arxiv.org/abs/2002.09797">Naeem et al. 2020, equations 3 to 6</a>
 * @see <a href="https://arxiv.org/abs/1904.06991">Kynkäänniemi et al. 2019, for precision and recall, with "at most" in place of
 *     "nearer"</a>
 */
public record Prdc(double precision, double recall, double density, double coverage) {
    /** The k that the paper recommends. */
    public static final int NEIGHBOURS = 5;

    /**
     * Compares as many made vectors as real ones: all four numbers depend on how many there are.
     *
     * @param k at least 1, fewer than there are vectors
     */
    public static Prdc between(Features real, Features made, int k) {
        real.requireSameDims(made);
        int count = real.count();
        if (made.count() != count || k < 1 || k >= count) {
            throw new IllegalArgumentException(
                    "%d real and %d made vectors with k = %d: expected as many made as real, and k from 1 to one less"
                            .formatted(count, made.count(), k));
        }
        Balls balls = new Balls(radii(real, k), radii(made, k));
        Distances.each(real.rows(), made.rows(), balls);
        return new Prdc(
                share(balls.madeInside),
                share(balls.realInside),
                (double) balls.pairs / ((double) k * count),
                share(balls.covered));
    }

    /**
     * The coverage to expect of two samples of one distribution, whichever it is: the k nearest others of a real vector are
     * not all real.
     *
     * @param count vectors in each sample
     */
    public static double expectedCoverage(int count, int k) {
        double none = 1;
        for (int i = 1; i <= k; i++) {
            none *= (double) (count - i) / (2.0 * count - i);
        }
        return 1 - none;
    }

    /** Squared distance of each vector to its k-th nearest other. */
    private static float[] radii(Features features, int k) {
        float[] radii = new float[features.count()];
        Closest[] closest = new Closest[features.count()];
        Arrays.setAll(closest, i -> new Closest(k));
        Distances.each(features.rows(), features.rows(), (i, j, squared) -> {
            if (i != j) {
                closest[i].see(squared);
            }
        });
        for (int i = 0; i < radii.length; i++) {
            radii[i] = closest[i].last();
        }
        return radii;
    }

    private static double share(boolean[] which) {
        int count = 0;
        for (boolean yes : which) {
            count += yes ? 1 : 0;
        }
        return (double) count / which.length;
    }

    private static final class Balls implements Distances.Taker {
        private final float[] realRadii;
        private final float[] madeRadii;
        private final boolean[] madeInside;
        private final boolean[] realInside;
        private final boolean[] covered;
        private long pairs;

        Balls(float[] realRadii, float[] madeRadii) {
            this.realRadii = realRadii;
            this.madeRadii = madeRadii;
            madeInside = new boolean[madeRadii.length];
            realInside = new boolean[realRadii.length];
            covered = new boolean[realRadii.length];
        }

        @Override
        public void take(int real, int made, float squared) {
            if (squared < realRadii[real]) {
                pairs++;
                madeInside[made] = true;
                covered[real] = true;
            }
            if (squared < madeRadii[made]) {
                realInside[real] = true;
            }
        }
    }
}
