package dev.gannet.metric;

import dev.gannet.tensor.StepScope;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Fréchet distance between the normal distributions with two sets' means and covariances,
 * {@code |mu1 - mu2|^2 + tr(S1) + tr(S2) - 2 tr((S1 S2)^(1/2))}, in squared units of the features. Depends on the feature
 * space and on the sizes of the samples: a number is worth nothing without both. It is called FID in the features of one
 * certain network only.
 *
 * @see <a href="https://arxiv.org/abs/1706.08500">Heusel et al. 2017, equation 6</a>
 */
public final class Frechet {
    private static final int SIZES = 15;

    private Frechet() {}

    /** The distance of two samples of at least two vectors each. */
    public static double between(Features real, Features made) {
        real.requireSameDims(made);
        return between(Moments.of(real), Moments.of(made));
    }

    /**
     * The distance of two normal distributions.
     *
     * @return at least 0 but for rounding, some 1e-8 of the variance
     */
    public static double between(Moments one, Moments other) {
        if (one.dims() != other.dims()) {
            throw new IllegalArgumentException("moments of %d and of %d numbers: expected the same feature space"
                    .formatted(one.dims(), other.dims()));
        }
        double shift = 0;
        for (int i = 0; i < one.dims(); i++) {
            double difference = one.mu()[i] - other.mu()[i];
            shift += difference * difference;
        }
        return shift + one.trace() + other.trace() - 2 * overlap(one, other);
    }

    /**
     * The trace of the root of S1 S2. That product is not symmetric, but with S1 = V L V' it has the eigenvalues of
     * (L^(1/2) V') S2 (V L^(1/2)), which is: two symmetric decompositions and no complex number.
     */
    private static double overlap(Moments one, Moments other) {
        try (StepScope scope = StepScope.open()) {
            T_TensorTensor_T eigen = torch.linalg_eigh(one.covariance());
            Tensor roots = eigen.get0().clamp_min(new Scalar(0.0)).sqrt();
            Tensor half = eigen.get1().mul(roots); // (d, d): V L^(1/2)
            Tensor product = torch.mm(torch.mm(half.t(), other.covariance()), half);
            Tensor symmetric = product.add(product.t()).mul(new Scalar(0.5));
            return torch.linalg_eigvalsh(symmetric)
                    .clamp_min(new Scalar(0.0))
                    .sqrt()
                    .sum()
                    .item_double();
        }
    }

    /**
     * Where the distance goes as samples grow. Of N pictures it comes out too large by about a constant over N; a line through
     * the distances of smaller samples, over 1/N, shows how much.
     *
     * @param limit the line at 1/N = 0: the distance of endless samples
     * @param slope divided by N, by how much a distance of N and N pictures is too large
     * @see <a href="https://arxiv.org/abs/1911.07023">Chong and Forsyth 2020, with both sets thinned, as both are samples here</a>
     */
    public record Trend(double limit, double slope) {}

    /**
     * The trend over 15 sizes from a tenth of the smaller set, but at least twice the dimensions, up to all of it.
     *
     * @param seed of which vectors are left out
     * @throws IllegalArgumentException with fewer than four times as many vectors as dimensions
     */
    public static Trend trend(Features real, Features made, long seed) {
        real.requireSameDims(made);
        int most = Math.min(real.count(), made.count());
        int least = Math.max(most / 10, 2 * real.dims());
        if (most < 2 * least) {
            throw new IllegalArgumentException("a trend over sizes: got %d vectors of %d numbers, expected at least %d"
                    .formatted(most, real.dims(), 4 * real.dims()));
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] inverse = new double[SIZES];
        double[] distance = new double[SIZES];
        for (int i = 0; i < SIZES; i++) {
            int size = least + (int) ((long) (most - least) * i / (SIZES - 1));
            inverse[i] = 1.0 / size;
            distance[i] = between(
                    real.pick(Draw.without(random, size, real.count())),
                    made.pick(Draw.without(random, size, made.count())));
        }
        return line(inverse, distance);
    }

    /** Least squares. */
    private static Trend line(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            products += (x[i] - meanX) * (y[i] - meanY);
            squares += (x[i] - meanX) * (x[i] - meanX);
        }
        double slope = products / squares;
        return new Trend(meanY - slope * meanX, slope);
    }
}
