package dev.gannet.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Grey images. Towards a single channel, oneDNN's strided convolutions compute wrong numbers on some processors with AVX-512
 * (seen on AMD's Zen 5: bf16 from any number of channels, float32 from few; docs/decisions/006-one-channel.md). Towards two they
 * are right, so a lone channel gets one of zeros beside it.
 */
final class Lone {
    private static final long[] ONE_MORE_CHANNEL = {0, 0, 0, 0, 0, 1};

    private Lone() {}

    /** (N, 1, H, W) to (N, 2, H, W), channels-last; with more channels, or on a GPU, the tensor itself. */
    static Tensor paired(Tensor x) {
        return x.size(1) == 1 && !x.is_cuda()
                ? torch.constant_pad_nd(x, ONE_MORE_CHANNEL, new Scalar(0)).contiguous(MemoryFormat.ChannelsLast)
                : x;
    }
}
