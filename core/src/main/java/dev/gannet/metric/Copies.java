package dev.gannet.metric;

import java.util.Arrays;

/**
 * Whether made images lie nearer to the training images than new real ones do: the sign of a network that has learned them by
 * heart. What counts as near is what only a hundredth of held-out real images are.
 *
 * @param share of the made images that are near
 * @param expected the share to expect of made images that are like held-out ones
 * @param threshold the distance below which an image is near
 * @param chance of so many near ones or more if made images were like held-out ones, the accident of the threshold counted in
 */
public record Copies(double share, double expected, double threshold, double chance) {
    private static final double NEAR = 0.01;
    private static final double MANY = 0.05;
    private static final double UNLIKELY = 0.001;

    /**
     * From the distance of each image to its nearest training image.
     *
     * @param made at least one
     * @param heldOut of real images that were not trained on, at least one; with fewer than a hundred, one of them is the
     *     threshold
     */
    public static Copies among(double[] made, double[] heldOut) {
        if (made.length == 0 || heldOut.length == 0) {
            throw new IllegalArgumentException(
                    "%d made and %d held-out images: expected some".formatted(made.length, heldOut.length));
        }
        double[] sorted = heldOut.clone();
        Arrays.sort(sorted);
        int rank = Math.max(1, (int) (NEAR * (sorted.length + 1)));
        double threshold = sorted[rank - 1];
        int near = (int)
                Arrays.stream(made).filter(distance -> distance < threshold).count();
        return new Copies(
                (double) near / made.length,
                rank / (sorted.length + 1.0),
                threshold,
                chance(near, made.length, sorted.length, rank));
    }

    /** Whether it cannot be chance, and is worth a word. */
    public boolean suspicious() {
        return chance < UNLIKELY && share > MANY;
    }

    /**
     * Of {@code near} or more of {@code made} numbers below the one of that rank in {@code heldOut} others, where every order of
     * them all is as likely: negative hypergeometric.
     */
    private static double chance(int near, int made, int heldOut, int rank) {
        double logarithm = 0; // of the chance of none at all, which may be too small for a double
        for (int i = 0; i < rank; i++) {
            logarithm += Math.log((double) (heldOut - i) / (heldOut + made - i));
        }
        double chance = 0;
        for (int count = 0; count <= made; count++) {
            if (count >= near) {
                chance += Math.exp(logarithm);
            }
            double left = made - count;
            logarithm += Math.log((double) (count + rank) / (count + 1) * left / (left + heldOut - rank));
        }
        return Math.min(1, chance);
    }
}
