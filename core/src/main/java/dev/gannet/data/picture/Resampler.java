package dev.gannet.data.picture;

import java.util.Arrays;

/**
 * Resizes with an antialiasing filter: a triangle as wide as a source pixel when enlarging, as wide as a target pixel when
 * shrinking, along each axis in turn. Holds one row of the source at a time and may be used by many threads.
 *
 * @param height of the result
 * @param width of the result
 */
record Resampler(int height, int width) {
    /** Where the source's values come from. */
    @FunctionalInterface
    interface Rows {
        /** Writes row {@code y}: (width, channels) values. */
        void read(int y, float[] row);
    }

    /**
     * Resizes.
     *
     * @param rows read once each, from the top
     * @param sourceHeight how many there are, at least 1
     * @param sourceWidth at least 1
     * @return (height, width, channels) values
     */
    float[] resize(Rows rows, int sourceHeight, int sourceWidth, int channels) {
        Weights across = Weights.of(sourceWidth, width);
        Weights down = Weights.of(sourceHeight, height);
        float[] source = new float[sourceWidth * channels];
        float[] row = new float[width * channels];
        float[] out = new float[height * row.length];
        int open = 0; // the first target row that this and later source rows count for
        for (int y = 0; y < sourceHeight; y++) {
            rows.read(y, source);
            across.apply(source, row, channels);
            while (open < height && down.end(open) <= y) {
                open++;
            }
            for (int t = open; t < height && down.first[t] <= y; t++) {
                add(row, down.share(t, y), out, t * row.length);
            }
        }
        return out;
    }

    private static void add(float[] row, float share, float[] out, int at) {
        for (int i = 0; i < row.length; i++) {
            out[at + i] += share * row[i];
        }
    }

    /** For every target position, which source positions count and how much. */
    private record Weights(int[] first, float[][] shares) {
        static Weights of(int side, int target) {
            double scale = (double) side / target;
            double reach = Math.max(1, scale);
            int[] first = new int[target];
            float[][] shares = new float[target][];
            for (int t = 0; t < target; t++) {
                double centre = (t + 0.5) * scale - 0.5;
                int from = Math.max(0, (int) Math.ceil(centre - reach));
                int to = Math.min(side - 1, (int) Math.floor(centre + reach));
                first[t] = from;
                shares[t] = triangle(from, to, centre, reach);
            }
            return new Weights(first, shares);
        }

        private static float[] triangle(int from, int to, double centre, double reach) {
            double[] raw = new double[to - from + 1];
            Arrays.setAll(raw, i -> Math.max(0, 1 - Math.abs(from + i - centre) / reach));
            double sum = Arrays.stream(raw).sum();
            float[] shares = new float[raw.length];
            for (int i = 0; i < raw.length; i++) {
                shares[i] = (float) (raw[i] / sum);
            }
            return shares;
        }

        int end(int target) {
            return first[target] + shares[target].length;
        }

        float share(int target, int source) {
            return shares[target][source - first[target]];
        }

        /** Each target position is a weighted sum of neighbouring source positions, channel by channel. */
        void apply(float[] in, float[] out, int channels) {
            for (int t = 0; t < first.length; t++) {
                float[] share = shares[t];
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    int at = first[t] * channels + c;
                    for (float weight : share) {
                        sum += weight * in[at];
                        at += channels;
                    }
                    out[t * channels + c] = sum;
                }
            }
        }
    }
}
