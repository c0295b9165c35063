package dev.gannet.data.scan;

import java.util.Arrays;

/**
 * A hash that is near for pictures that look alike (pHash). Of the 32 x 32 thumbnail's cosine transform the 8 x 8
 * lowest frequencies are taken without the mean; a bit tells whether one is above their median. 63 bits, row by row from
 * bit 1 on; bit 0 is 0.
 */
final class Perceptual {
    private static final int LOW = 8;
    private static final double ROUNDING = 1e-9;

    private Perceptual() {}

    static long hash(long[] cells, int orientation) {
        double[] upright = upright(cells, orientation);
        double[] low = transform(upright);
        double[] sorted = Arrays.copyOfRange(low, 1, low.length);
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        // symmetric pictures have coefficients that are 0 but for rounding: those are no details
        double least = median + ROUNDING * Math.max(sorted[sorted.length - 1], -sorted[0]);
        long hash = 0;
        for (int i = 1; i < low.length; i++) {
            if (low[i] > least) {
                hash |= 1L << i;
            }
        }
        return hash;
    }

    private static double[] upright(long[] cells, int orientation) {
        int side = Thumbnail.SIDE;
        Turn turn = new Turn(orientation, side, side);
        double[] upright = new double[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                upright[y * side + x] = cells[turn.source(x, y)];
            }
        }
        return upright;
    }

    /** (8, 8) coefficients, the vertical frequency first; along the rows, then along the columns. */
    private static double[] transform(double[] cells) {
        int side = Thumbnail.SIDE;
        double[][] waves = waves();
        double[] rows = new double[side * LOW];
        for (int y = 0; y < side; y++) {
            for (int u = 0; u < LOW; u++) {
                double sum = 0;
                for (int x = 0; x < side; x++) {
                    sum += cells[y * side + x] * waves[u][x];
                }
                rows[y * LOW + u] = sum;
            }
        }
        double[] low = new double[LOW * LOW];
        for (int v = 0; v < LOW; v++) {
            for (int u = 0; u < LOW; u++) {
                double sum = 0;
                for (int y = 0; y < side; y++) {
                    sum += rows[y * LOW + u] * waves[v][y];
                }
                low[v * LOW + u] = sum;
            }
        }
        return low;
    }

    /** (8, 32) samples of the cosines. */
    private static double[][] waves() {
        double[][] waves = new double[LOW][Thumbnail.SIDE];
        for (int frequency = 0; frequency < LOW; frequency++) {
            for (int x = 0; x < Thumbnail.SIDE; x++) {
                double share = frequency == 0 ? Math.sqrt(0.5) : 1;
                waves[frequency][x] = share * Math.cos(Math.PI * frequency * (2 * x + 1) / (2 * Thumbnail.SIDE));
            }
        }
        return waves;
    }
}
