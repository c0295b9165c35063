package dev.gannet.augment;

import static dev.gannet.Tensors.doubles;
import static dev.gannet.Tensors.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** First and second derivatives of a change of images against differences of its values. */
final class Derivatives {
    private static final Noise NOISE = new Noise(5);
    private static final double STEP = 1e-2;

    private Derivatives() {}

    /** Numbers uniform in [-1, 1). */
    static Tensor images(long counter, long... shape) {
        return NOISE.uniform(Noise.Stream.LATENT, counter, shape)
                .mul(new Scalar(2f))
                .sub(new Scalar(1f))
                .contiguous(MemoryFormat.ChannelsLast);
    }

    /** Asserts that both derivatives of {@code sum(a (change(x) + change(x)^3))} along a direction are what they should be. */
    static void check(UnaryOperator<Tensor> change, long... shape) {
        try (StepScope scope = StepScope.open()) {
            double[] x = doubles(images(1, shape));
            double[] direction = doubles(images(2, shape));
            double[] a = doubles(images(3, shape));
            double[] slope = slope(change, a, x, shape);
            double difference = (value(change, a, moved(x, direction, STEP), shape)
                            - value(change, a, moved(x, direction, -STEP), shape))
                    / (2 * STEP);
            assertThat(dot(slope, direction)).isCloseTo(difference, within(2e-3 * (1 + Math.abs(difference))));
            double[] ahead = slope(change, a, moved(x, direction, STEP), shape);
            double[] behind = slope(change, a, moved(x, direction, -STEP), shape);
            double[] bend = bend(change, a, x, direction, shape);
            for (int i = 0; i < bend.length; i++) {
                double expected = (ahead[i] - behind[i]) / (2 * STEP);
                assertThat(bend[i]).as("at %d", i).isCloseTo(expected, within(5e-3 * (1 + Math.abs(expected))));
            }
            assertThat(Arrays.stream(bend).map(Math::abs).max().orElseThrow()).isPositive();
        }
    }

    private static Tensor total(UnaryOperator<Tensor> change, double[] a, Tensor x) {
        Tensor y = change.apply(x);
        Tensor cube = y.mul(y).mul(y);
        return y.add(cube).mul(tensor(a, x.shape())).sum();
    }

    /** In double precision: differences of float sums would drown in rounding. */
    private static double value(UnaryOperator<Tensor> change, double[] a, double[] x, long... shape) {
        double[] y = doubles(change.apply(tensor(x, shape)));
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum += a[i] * (y[i] + y[i] * y[i] * y[i]);
        }
        return sum;
    }

    private static double[] slope(UnaryOperator<Tensor> change, double[] a, double[] x, long... shape) {
        Tensor leaf = tensor(x, shape);
        leaf.requires_grad_(true);
        total(change, a, leaf).backward();
        return doubles(leaf.grad());
    }

    /** The second derivative times a direction, by a backward pass through a backward pass. */
    private static double[] bend(UnaryOperator<Tensor> change, double[] a, double[] x, double[] along, long... shape) {
        Tensor leaf = tensor(x, shape);
        leaf.requires_grad_(true);
        TensorVector slopes = torch.grad(
                new TensorVector(total(change, a, leaf)),
                new TensorVector(leaf),
                new TensorVector(),
                new BoolOptional(true),
                true,
                false);
        slopes.get(0).mul(tensor(along, shape)).sum().backward();
        return doubles(leaf.grad());
    }

    private static double[] moved(double[] x, double[] direction, double step) {
        double[] moved = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            moved[i] = x[i] + step * direction[i];
        }
        return moved;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static Tensor tensor(double[] values, long... shape) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return of(floats, shape).contiguous(MemoryFormat.ChannelsLast);
    }
}
