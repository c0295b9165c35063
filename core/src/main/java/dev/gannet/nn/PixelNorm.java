package dev.gannet.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

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

    /** (N, C) or (N, C, H, W) with a mean square of 1 along C, of the same type; {@code x} stays as it is. */
    static Tensor of(Tensor x) {
        Tensor square = x.mul(x);
        Tensor mean = x.dim() == 4 ? meanOfImages(square) : square.mean(new long[] {1}, true, new ScalarTypeOptional());
        return x.mul(mean.add(new Scalar(EPSILON)).rsqrt().to(x.scalar_type()));
    }

    /**
     * The same mean for all channels of a pixel, as a product with equal weights: a sum along the channels, and what it takes to
     * go back through one, takes longer by three quarters.
     */
    private static Tensor meanOfImages(Tensor square) {
        long channels = square.size(1);
        Tensor equal = square.new_full(new long[] {channels, channels, 1, 1}, new Scalar(1.0 / channels));
        return torch.conv2d(
                square, equal, new TensorOptional(), new long[] {1, 1}, new long[] {0, 0}, new long[] {1, 1}, 1);
    }

    @Override
    public String describe() {
        return "PixelNorm";
    }
}
