package dev.gannet.metric;

import dev.gannet.tensor.StepScope;
import java.nio.DoubleBuffer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Mean and covariance of a set of features: all that a Fréchet distance looks at. Files of other tools hold the same two under
 * the names {@code mu} and {@code sigma}.
 *
 * @param mu (d)
 * @param sigma (d, d) row by row, symmetric
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Moments(double[] mu, double[] sigma) {
    /** Checks that one has the square of the other's size. */
    public Moments {
        if (mu.length == 0 || sigma.length != (long) mu.length * mu.length) {
            throw new IllegalArgumentException("moments: got %d means and %d covariances, expected d and d x d"
                    .formatted(mu.length, sigma.length));
        }
    }

    /**
     * Of a sample, in float64 and two passes: the mean first, then the products of what deviates from it. Divided by N - 1, as
     * for pytorch-fid; NVIDIA's code divides by N.
     *
     * @param features at least two
     */
    public static Moments of(Features features) {
        if (features.count() < 2) {
            throw new IllegalArgumentException("moments: got 1 vector, expected at least 2");
        }
        try (StepScope scope = StepScope.open()) {
            Tensor rows = features.tensor();
            Tensor mean = torch.mean(rows, 0);
            Tensor centred = rows.sub(mean);
            Tensor sigma = torch.mm(centred.t(), centred).div(new Scalar((double) features.count() - 1));
            return new Moments(numbers(mean), numbers(sigma));
        }
    }

    /** How many numbers a vector has. */
    public int dims() {
        return mu.length;
    }

    /** Sum of the variances. */
    public double trace() {
        double sum = 0;
        for (int i = 0; i < mu.length; i++) {
            sum += sigma[i * mu.length + i];
        }
        return sum;
    }

    /** The covariance as (d, d) float64, attached to the current scope. */
    Tensor covariance() {
        return Tensor.create(sigma, dims(), dims());
    }

    /** A float64 tensor's numbers in order. */
    static double[] numbers(Tensor tensor) {
        Tensor dense = tensor.contiguous();
        double[] out = new double[Math.toIntExact(dense.numel())];
        DoubleBuffer buffer = dense.createBuffer();
        buffer.get(out);
        return out;
    }
}
