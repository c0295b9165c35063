package dev.gannet.tensor;

/**
 * The way from one noise vector to another that turns evenly from the one direction to the other: slerp. On the straight way
 * the middle would be shorter than noise ever is, and G has not learned to draw from there.
 *
 * @param from where it begins
 * @param to where it ends; as long as {@code from}
 * @see <a href="https://arxiv.org/abs/1609.04468">White 2016, section 2.1</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Arc(float[] from, float[] to) {
    private static final double FLAT = 1e-6; // sine below which the arc is a straight line, or one of many

    /** Checks that both have as many numbers. */
    public Arc {
        if (from.length != to.length) {
            throw new IllegalArgumentException("an arc from %d numbers to %d".formatted(from.length, to.length));
        }
    }

    /** The angle between the two directions, 0 to pi; 0 if either has none. */
    public double angle() {
        double lengths = Math.sqrt(product(from, from) * product(to, to));
        return lengths == 0 ? 0 : Math.acos(Math.clamp(product(from, to) / lengths, -1, 1));
    }

    /**
     * A place on the way; between vectors that point the same way, or exactly apart, on the straight one.
     *
     * @param t 0 gives {@code from}, 1 gives {@code to}, bit for bit
     */
    public float[] at(double t) {
        double angle = angle();
        double sine = Math.sin(angle);
        boolean flat = sine < FLAT;
        double first = flat ? 1 - t : Math.sin((1 - t) * angle) / sine;
        double second = flat ? t : Math.sin(t * angle) / sine;
        float[] there = new float[from.length];
        for (int i = 0; i < there.length; i++) {
            there[i] = (float) (first * from[i] + second * to[i]);
        }
        return there;
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
