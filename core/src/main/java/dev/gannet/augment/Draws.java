package dev.gannet.augment;

import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;

/**
 * The random numbers of one batch: three for each kind of change and image, whether they are used or not, so that no change
 * moves another's.
 *
 * @param uniforms (N, kinds, 3) in [0, 1)
 * @param kinds how many kinds of changes there are
 */
record Draws(double[] uniforms, int kinds) {
    private static final int EACH = 3;

    static Draws of(Noise noise, long counter, long images, int kinds) {
        try (StepScope scope = StepScope.open()) {
            return new Draws(
                    TensorBytes.doubles(noise.uniform(Noise.Stream.AUGMENT, counter, images, kinds, EACH)), kinds);
        }
    }

    /** What is drawn for a kind of change of an image. */
    Draw of(int image, Enum<?> kind) {
        int at = (image * kinds + kind.ordinal()) * EACH;
        return new Draw(uniforms[at], uniforms[at + 1], uniforms[at + 2]);
    }

    /**
     * The numbers of one change.
     *
     * @param chance decides whether it happens, in [0, 1)
     * @param first in [0, 1)
     * @param second in [0, 1)
     */
    record Draw(double chance, double first, double second) {
        /** Whether the change happens: with probability {@code p}. */
        boolean happens(double p) {
            return chance < p;
        }

        /** {@code first} stretched to [from, to). */
        double between(double from, double to) {
            return from + (to - from) * first;
        }

        /** A standard normal number, at most 5.8 from 0 (Box and Muller 1958). */
        double normal() {
            return radius() * Math.cos(2 * Math.PI * second);
        }

        /** Another one, independent of {@link #normal}. */
        double otherNormal() {
            return radius() * Math.sin(2 * Math.PI * second);
        }

        private double radius() {
            return Math.sqrt(-2 * Math.log(1 - first));
        }
    }
}
