package dev.gannet.nn;

import dev.gannet.tensor.Autocast;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The 4x4 convolution with stride 2 and padding 1, and its transpose, as one bf16 matrix product over all patches. For many
 * weights on few pixels that takes a half to a third of the time of oneDNN's own convolutions, whose gradients of the weights
 * are slow there (docs/speed.md).
 *
 * <p>A patch is four rows of four pixels, in the order (row, column, channel) of channels-last weights, which so need no
 * copy of their own. An image with an edge of zeros is cut into pairs of rows and of columns, which are whole in every patch: a
 * pair of rows belongs to the patches above and below, a pair of columns to those left and right.
 */
final class Patches {
    private static final long MOST_PIXELS = 16;
    private static final long LEAST_WEIGHTS = 1 << 20;
    private static final long[] EDGE = {1, 1, 1, 1};
    private static final long[] NO_EDGE = {-1, -1, -1, -1};

    private Patches() {}

    /**
     * Whether a layer with these weights is quicker this way, in the current precision, on so many pixels of the smaller side.
     * On a GPU it never is.
     */
    static boolean pay(Tensor weight, long pixels) {
        return Autocast.isOn() && !weight.is_cuda() && pixels <= MOST_PIXELS && weight.numel() >= LEAST_WEIGHTS;
    }

    /**
     * The convolution.
     *
     * @param x (N, in, 2h, 2w)
     * @param weight (out, in, 4, 4)
     * @param bias (out)
     * @return (N, out, h, w) bf16, channels-last
     */
    static Tensor convolve(Tensor x, Tensor weight, Optional<Tensor> bias) {
        long height = x.size(2) / 2;
        long width = x.size(3) / 2;
        Tensor pairs = torch.constant_pad_nd(x.to(ScalarType.BFloat16), EDGE, new Scalar(0))
                .permute(0, 2, 3, 1)
                .view(x.size(0), height + 1, 2, width + 1, 2 * x.size(1));
        Tensor quads = torch.cat(new TensorVector(pairs.narrow(3, 0, width), pairs.narrow(3, 1, width)), 4)
                .permute(0, 1, 3, 2, 4); // (N, h + 1, w, 2, 4 in)
        Tensor patches = torch.cat(new TensorVector(quads.narrow(1, 0, height), quads.narrow(1, 1, height)), 3)
                .view(-1, 16 * weight.size(1));
        Tensor flat = torch.mm(patches, rows(weight).t()).view(x.size(0), height, width, weight.size(0));
        return biased(flat.permute(0, 3, 1, 2), bias);
    }

    /**
     * The transposed convolution.
     *
     * @param x (N, in, h, w)
     * @param weight (in, out, 4, 4)
     * @param bias (out)
     * @return (N, out, 2h, 2w) bf16, channels-last
     */
    static Tensor spread(Tensor x, Tensor weight, Optional<Tensor> bias) {
        long height = x.size(2);
        long width = x.size(3);
        Tensor pixels = x.to(ScalarType.BFloat16).permute(0, 2, 3, 1).reshape(-1, weight.size(0));
        Tensor patches = torch.mm(pixels, rows(weight)).view(x.size(0), height, width, 2, 2, 2, 2 * weight.size(1));
        Tensor pairs = part(patches, 0, 0)
                .add(part(patches, 0, 1))
                .add(part(patches, 1, 0))
                .add(part(patches, 1, 1)); // (N, h + 1, 2, w + 1, 2 out)
        Tensor image = pairs.view(x.size(0), 2 * height + 2, 2 * width + 2, weight.size(1))
                .permute(0, 3, 1, 2);
        // the edge goes by a copy: on a view, batch normalisation would take its slow way, there and back
        return biased(torch.constant_pad_nd(image, NO_EDGE, new Scalar(0)), bias);
    }

    /** What all patches hold of pairs of rows and of columns, the first or second of each, where it lies in the image. */
    private static Tensor part(Tensor patches, int row, int column) {
        long[] around = {0, 0, column, 1 - column, 0, 0, row, 1 - row};
        Tensor inside = patches.select(5, column).select(3, row).permute(0, 1, 3, 2, 4); // (N, h, 2, w, 2 out)
        return torch.constant_pad_nd(inside, around, new Scalar(0));
    }

    /** (A, B, 4, 4) to (A, 16B) bf16, in the order of patches: a view of channels-last weights. */
    private static Tensor rows(Tensor weight) {
        return weight.to(ScalarType.BFloat16).permute(0, 2, 3, 1).reshape(weight.size(0), 16 * weight.size(1));
    }

    /** A value per channel for (N, C, h, w). */
    private static Tensor biased(Tensor pixels, Optional<Tensor> bias) {
        return bias.map(values -> pixels.add(values.to(ScalarType.BFloat16).view(1, -1, 1, 1)))
                .orElse(pixels);
    }
}
