package dev.gannet.tensor;

/**
 * A flat cut through noise: places around a noise vector, along two directions at a right angle, each of length 1. As the numbers
 * of noise have standard deviation 1, so has noise along any such direction.
 *
 * @param middle the noise vector
 * @param right a direction, as long
 * @param up the other one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NoisePlane(float[] middle, double[] right, double[] up) {
    /**
     * Through a noise vector, in directions that follow from the seed alone: the same for all of a run.
     *
     * @param middle two numbers or more
     */
    public static NoisePlane through(float[] middle, Noise noise) {
        int size = middle.length;
        double[] right;
        double[] up;
        try (StepScope scope = StepScope.open()) {
            right = TensorBytes.doubles(noise.normal(Noise.Stream.DIRECTION, 0, size));
            up = TensorBytes.doubles(noise.normal(Noise.Stream.DIRECTION, 1, size));
        }
        shrink(right);
        for (int pass = 0; pass < 2; pass++) { // twice is enough (Kahan): what rounding has left is gone
            double along = product(up, right);
            for (int i = 0; i < size; i++) {
                up[i] -= along * right[i];
            }
            shrink(up);
        }
        return new NoisePlane(middle, right, up);
    }

    /** The noise so far to the right of the middle and above it; the middle itself, bit for bit, at 0 and 0. */
    public float[] at(double byRight, double byUp) {
        float[] there = new float[middle.length];
        for (int i = 0; i < there.length; i++) {
            there[i] = (float) (middle[i] + byRight * right[i] + byUp * up[i]);
        }
        return there;
    }

    private static void shrink(double[] direction) {
        double length = Math.sqrt(product(direction, direction));
        for (int i = 0; i < direction.length; i++) {
            direction[i] /= length;
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
