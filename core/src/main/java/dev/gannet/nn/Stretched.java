package dev.gannet.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Bilinear interpolation to twice the size, as a sum of the image and its neighbours. For GPUs: libtorch's own adds up the
 * gradient there in whatever order its threads come by, and a run that is resumed would not be the same to the last bit.
 */
final class Stretched {
    private static final double NEAR = 0.75; // a new pixel's middle is a quarter of an old pixel from an old one's
    private static final double FAR = 0.25;

    private Stretched() {}

    /** (N, C, H, W) to (N, C, 2H, 2W), channels-last; beyond its edges an image goes on as at them. */
    static Tensor twice(Tensor x) {
        return along(along(x, 2), 3).contiguous(MemoryFormat.ChannelsLast);
    }

    private static Tensor along(Tensor x, int axis) {
        long last = x.size(axis) - 1;
        Tensor near = x.mul(new Scalar(NEAR));
        Tensor far = x.mul(new Scalar(FAR));
        Tensor before = torch.cat(new TensorVector(far.narrow(axis, 0, 1), far.narrow(axis, 0, last)), axis);
        Tensor after = torch.cat(new TensorVector(far.narrow(axis, 1, last), far.narrow(axis, last, 1)), axis);
        return torch.stack(new TensorVector(near.add(before), near.add(after)), axis + 1)
                .flatten(axis, axis + 1);
    }
}
