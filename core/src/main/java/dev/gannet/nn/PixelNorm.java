package dev.gannet.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Brings the channels of every pixel, or the numbers of every noise vector, to a mean square of 1: each image by itself and
 * without weights, so that no image depends on its neighbours in the batch and no layer's output can grow without end.
 *
 * @see <a href="https://arxiv.org/abs/1710.10196">Karras et al. 2018, section 4.2</a>
 */
public record PixelNorm() implements Layer {
    private static final double EPSILON = 1e-8;

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return of(x);
    }

    /** (N, C, ...) with a mean square of 1 along C, of the same type; {@code x} stays as it is. */
    static Tensor of(Tensor x) {
        Tensor square = x.to(ScalarType.Float).square().mean(new long[] {1}, true, new ScalarTypeOptional());
        return x.mul(square.add(new Scalar(EPSILON)).rsqrt().to(x.scalar_type()));
    }

    @Override
    public String describe() {
        return "PixelNorm";
    }
}
