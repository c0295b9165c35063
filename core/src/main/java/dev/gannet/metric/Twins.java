package dev.gannet.metric;

import dev.gannet.run.Pictures;
import java.util.Arrays;

/**
 * Which pictures count as one picture twice: those that are nearer to each other than a hundredth of the real pictures are to
 * their nearest. Of n pictures drawn from N that are equally likely, n(n - 1) / 2N pairs are expected to be one twice: the
 * birthday paradox, by which Arora and others count how many pictures a generator can make.
 *
 * @param near by pixels, as {@link Nearest#byPixels} without the mirror
 * @see <a href="https://arxiv.org/abs/1706.08224">Arora and Zhang 2017</a>
 */
public record Twins(double near) {
    private static final double FEW = 0.01;

    /**
     * As near as real pictures seldom are.
     *
     * @param real at least two; of fewer than a hundred, the nearest two decide
     */
    public static Twins among(Pictures real) {
        if (real.count() < 2) {
            throw new IllegalArgumentException("%d real pictures: expected at least two".formatted(real.count()));
        }
        float[] nearest = new float[real.count()];
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        Rows rows = Nearest.rows(real);
        Distances.each(rows, rows, (i, j, squared) -> {
            if (i != j) {
                nearest[i] = Math.min(nearest[i], squared);
            }
        });
        Arrays.sort(nearest);
        int rank = Math.max(1, (int) (FEW * (nearest.length + 1)));
        return new Twins(Math.sqrt(nearest[rank - 1] / (double) real.shape().bytes()));
    }

    /** How many pairs of these pictures are one picture twice. */
    public long pairs(Pictures pictures) {
        double bytes = pictures.shape().bytes();
        long[] pairs = new long[1];
        Rows rows = Nearest.rows(pictures);
        Distances.each(rows, rows, (i, j, squared) -> pairs[0] += i < j && Math.sqrt(squared / bytes) < near ? 1 : 0);
        return pairs[0];
    }
}
