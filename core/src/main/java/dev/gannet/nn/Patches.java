package dev.gannet.nn;

import dev.gannet.tensor.Autocast;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The 4x4 convolution with stride 2 and padding 1, and its transpose, as one bf16 matrix product over all patches. For many
 * weights on few pixels that takes a half to a third of the time of oneDNN's own convolutions, whose gradients of the weights
 * are slow there (docs/speed.md).
 *
 * <p>A patch of 4x4 pixels is four blocks of 2x2, and a block is shared by the four patches around it. So an image with an edge
 * of zeros is cut into blocks once, and patches are put together from whole blocks, in the order (block row, block column, row,
 * column, channel).
 */
final class Patches {
    private static final long MOST_PIXELS = 16;
    private static final long LEAST_WEIGHTS = 1 << 20;
    private static final long[] EDGE = {1, 1, 1, 1};

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
        Tensor blocks = blocks(x.to(ScalarType.BFloat16));
        TensorVector parts = new TensorVector();
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                parts.push_back(blocks.narrow(1, i, height).narrow(2, j, width));
            }
        }
        Tensor patches = torch.cat(parts, 3).view(-1, 16 * weight.size(1));
        Tensor flat = torch.mm(patches, rows(weight).t()).view(x.size(0), height, width, weight.size(0));
        return biased(flat, bias).permute(0, 3, 1, 2);
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
        Tensor patches = torch.mm(pixels, rows(weight)).view(x.size(0), height, width, 2, 2, 4 * weight.size(1));
        Tensor blocks = block(patches, 0, 0)
                .add(block(patches, 0, 1))
                .add(block(patches, 1, 0))
                .add(block(patches, 1, 1)); // (N, h + 1, w + 1, 4 out)
        Tensor image = blocks.view(x.size(0), height + 1, width + 1, 2, 2, weight.size(1))
                .permute(0, 1, 3, 2, 4, 5)
                .reshape(x.size(0), 2 * height + 2, 2 * width + 2, weight.size(1))
                .narrow(1, 1, 2 * height)
                .narrow(2, 1, 2 * width);
        // without a copy that leaves the edge behind, batch normalisation takes its slow way, there and back
        return biased(image, bias).permute(0, 3, 1, 2).contiguous(MemoryFormat.ChannelsLast);
    }

    /** (N, C, 2h, 2w) to (N, h + 1, w + 1, 4C): an image with its edge, cut into blocks of 2x2 pixels. */
    private static Tensor blocks(Tensor x) {
        Tensor edged = torch.constant_pad_nd(x, EDGE, new Scalar(0)).permute(0, 2, 3, 1);
        long height = edged.size(1) / 2;
        long width = edged.size(2) / 2;
        return edged.view(x.size(0), height, 2, width, 2, x.size(1))
                .permute(0, 1, 3, 2, 4, 5)
                .reshape(x.size(0), height, width, 4 * x.size(1));
    }

    /** One of the four blocks of all patches, where it lies among all blocks. */
    private static Tensor block(Tensor patches, int row, int column) {
        long[] around = {0, 0, column, 1 - column, row, 1 - row};
        return torch.constant_pad_nd(patches.select(3, row).select(3, column), around, new Scalar(0));
    }

    /** (A, B, 4, 4) to (A, 16B) bf16, in the order of patches; whole pixels are copied, there and back. */
    private static Tensor rows(Tensor weight) {
        return weight.to(ScalarType.BFloat16)
                .permute(0, 2, 3, 1)
                .reshape(weight.size(0), 2, 2, 2, 2, weight.size(1))
                .permute(0, 1, 3, 2, 4, 5)
                .reshape(weight.size(0), 16 * weight.size(1));
    }

    private static Tensor biased(Tensor pixels, Optional<Tensor> bias) {
        return bias.map(values -> pixels.add(values.to(ScalarType.BFloat16))).orElse(pixels);
    }
}
