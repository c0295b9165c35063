package dev.gannet.augment;

import dev.gannet.tensor.Placement;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * New pixels as weighted sums of old ones. By gather, whose backward pass can be gone back through too and adds in a fixed
 * order; libtorch's grid sampler has no second derivative.
 *
 * @param index (N, T, H W) int64: which pixels a new pixel is the sum of, each in [0, H W)
 * @param weight (N, T, H W) float32: how much of each
 */
record Resampling(Tensor index, Tensor weight) {
    /**
     * The new images.
     *
     * @param images (N, C, H, W)
     * @return (N, C, H, W), channels-last in memory
     */
    Tensor apply(Tensor images) {
        long n = images.size(0);
        long channels = images.size(1);
        long taps = index.size(1);
        long pixels = index.size(2);
        Tensor from = Placement.beside(images, index).view(n, 1, taps * pixels).expand(n, channels, taps * pixels);
        Tensor taken = images.flatten(2, -1).gather(2, from); // (N, C, T H W)
        Tensor weighted = taken.mul(Placement.beside(images, weight).view(n, 1, taps * pixels));
        Tensor summed =
                taps == 1 ? weighted : weighted.view(n, channels, taps, pixels).sum(2); // (N, C, H W)
        return summed.view(images.shape()).contiguous(MemoryFormat.ChannelsLast);
    }
}
