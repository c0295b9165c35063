package dev.gannet.nn;

import dev.gannet.tensor.Noise;
import dev.gannet.tensor.Noise.Stream;
import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Makes weights. The n-th tensor depends on the seed and n alone. All are float32 and owned by the caller; those with
 * four axes are channels-last in memory, which the fast convolution kernels need.
 */
public final class Init {
    private final Noise noise;
    private final long firstCounter;
    private int made;

    /** Weights from {@code noise}; networks of one run use different {@code network} numbers. */
    public Init(Noise noise, int network) {
        this.noise = noise;
        this.firstCounter = (long) network << 32;
    }

    /** A trained weight from N(mean, std). */
    public Tensor normal(double mean, double std, long... shape) {
        try (StepScope scope = StepScope.open()) {
            Tensor drawn = noise.normal(Stream.INIT, firstCounter + made++, shape);
            return weight(scope, drawn.mul_(new Scalar(std)).add_(new Scalar(mean)));
        }
    }

    /** A trained weight, uniform in [-bound, bound). */
    public Tensor uniform(double bound, long... shape) {
        try (StepScope scope = StepScope.open()) {
            Tensor drawn = noise.uniform(Stream.INIT, firstCounter + made++, shape);
            return weight(scope, drawn.mul_(new Scalar(2 * bound)).sub_(new Scalar(bound)));
        }
    }

    /** A trained weight of zeros. */
    public Tensor zeros(long... shape) {
        try (StepScope scope = StepScope.open()) {
            return weight(scope, torch.zeros(shape));
        }
    }

    /** A buffer filled with one value. */
    public Tensor buffer(double value, long... shape) {
        try (StepScope scope = StepScope.open()) {
            return scope.keep(torch.zeros(shape).add_(new Scalar(value)));
        }
    }

    private static Tensor weight(StepScope scope, Tensor values) {
        Tensor placed = values.ndimension() == 4 ? values.contiguous(MemoryFormat.ChannelsLast) : values;
        placed.requires_grad_(true);
        return scope.keep(placed);
    }
}
