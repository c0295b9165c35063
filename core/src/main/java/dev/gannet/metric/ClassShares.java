package dev.gannet.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * What a classifier sees in a set of pictures.
 *
 * @param shares of the pictures that look most like each class, sum 1
 * @param score how sure it is of each picture and how many classes it sees, 1 to the number of classes:
 *     {@code exp(E KL(p(y|x) || p(y)))}, over the whole set at once. Called Inception score with one certain classifier only
 * @see <a href="https://arxiv.org/abs/1606.03498">Salimans et al. 2016, section 4</a>
 */
public record ClassShares(List<Double> shares, double score) {
    private static final double ROUNDING = 1e-3;

    /** Copies the list. */
    public ClassShares {
        shares = List.copyOf(shares);
    }

    /**
     * From probabilities.
     *
     * @param probabilities (N, classes), at least 0, of sum 1 for each picture
     */
    public static ClassShares of(Features probabilities) {
        int classes = probabilities.dims();
        double[] mean = new double[classes];
        double[] most = new double[classes];
        double information = 0;
        for (int i = 0; i < probabilities.count(); i++) {
            checkRow(probabilities, i);
            int best = 0;
            for (int c = 0; c < classes; c++) {
                double p = probability(probabilities, i, c);
                mean[c] += p / probabilities.count();
                information += plogp(p) / probabilities.count();
                best = p > probability(probabilities, i, best) ? c : best;
            }
            most[best]++;
        }
        List<Double> shares = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            information -= plogp(mean[c]); // E KL(p(y|x) || p(y)) = H(mean) - mean H
            shares.add(most[c] / probabilities.count());
        }
        return new ClassShares(shares, Math.exp(information));
    }

    /** Share of the pictures that would have to change their class to have these shares: 0 to 1. */
    public double distance(ClassShares other) {
        requireSameClasses(other);
        double sum = 0;
        for (int c = 0; c < shares.size(); c++) {
            sum += Math.abs(shares.get(c) - other.shares.get(c));
        }
        return sum / 2;
    }

    /**
     * How far these shares are from others, in nats: {@code sum p ln(p / q)} (Kullback and Leibler).
     *
     * @param from of a set of so many pictures, half a picture added to each class: what a set lacks is not impossible
     * @param pictures in that set
     */
    public double divergence(ClassShares from, int pictures) {
        requireSameClasses(from);
        double sum = 0;
        for (int c = 0; c < shares.size(); c++) {
            double p = shares.get(c);
            double q = (from.shares.get(c) * pictures + 0.5) / (pictures + 0.5 * shares.size());
            sum += p == 0 ? 0 : p * Math.log(p / q);
        }
        return Math.max(0, sum);
    }

    private void requireSameClasses(ClassShares other) {
        if (shares.size() != other.shares.size()) {
            throw new IllegalArgumentException(
                    "%d and %d classes: expected the same".formatted(shares.size(), other.shares.size()));
        }
    }

    private static double probability(Features probabilities, int picture, int c) {
        return probabilities.values()[picture * probabilities.dims() + c];
    }

    private static double plogp(double p) {
        return p == 0 ? 0 : p * Math.log(p);
    }

    private static void checkRow(Features probabilities, int picture) {
        double sum = 0;
        boolean negative = false;
        for (int c = 0; c < probabilities.dims(); c++) {
            double p = probability(probabilities, picture, c);
            negative |= p < 0;
            sum += p;
        }
        if (negative || !(Math.abs(sum - 1) < ROUNDING)) {
            throw new IllegalArgumentException(
                    "class probabilities of picture %d: got the sum %s%s, expected none below 0 and the sum 1"
                            .formatted(picture, sum, negative ? " with some below 0" : ""));
        }
    }
}
