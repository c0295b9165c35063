package dev.gannet.data;

/**
 * Resizes the square in the middle of a picture with an antialiasing filter: a triangle as wide as a source pixel when
 * enlarging, as wide as a target pixel when shrinking, along each axis in turn.
 */
final class Resampler {
    private final int target;

    Resampler(int target) {
        this.target = target;
    }

    /**
     * The middle square of a raster, resized.
     *
     * @param raster (height, width, channels) values
     * @return (target, target, channels) values
     */
    float[] square(float[] raster, int width, int height, int channels) {
        int side = Math.min(width, height);
        int left = (width - side) / 2;
        int top = (height - side) / 2;
        Weights weights = Weights.of(side, target);
        float[] rows = new float[side * target * channels]; // (side, target, channels)
        for (int y = 0; y < side; y++) {
            int from = ((top + y) * width + left) * channels;
            weights.apply(raster, from, channels, rows, y * target * channels, channels, channels);
        }
        float[] out = new float[target * target * channels];
        int rowLength = target * channels;
        weights.apply(rows, 0, rowLength, out, 0, rowLength, rowLength);
        return out;
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
            double sum = 0;
            for (int i = 0; i < raw.length; i++) {
                raw[i] = Math.max(0, 1 - Math.abs(from + i - centre) / reach);
                sum += raw[i];
            }
            float[] shares = new float[raw.length];
            for (int i = 0; i < raw.length; i++) {
                shares[i] = (float) (raw[i] / sum);
            }
            return shares;
        }

        /** Each target position is a weighted sum of runs of {@code run} neighbouring values. */
        void apply(float[] in, int inAt, int inStep, float[] out, int outAt, int outStep, int run) {
            for (int t = 0; t < first.length; t++) {
                float[] share = shares[t];
                for (int i = 0; i < share.length; i++) {
                    int source = inAt + (first[t] + i) * inStep;
                    int goal = outAt + t * outStep;
                    for (int k = 0; k < run; k++) {
                        out[goal + k] += share[i] * in[source + k];
                    }
                }
            }
        }
    }
}
