package dev.gannet.tensor;

import dev.gannet.config.Device;
import dev.gannet.config.ImageShape;
import java.nio.ByteBuffer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Image bytes to tensors and back, by the fixed map 0..255 to [-1, 1]: never a stretch to the batch's own range. */
public final class Images {
    private Images() {}

    /**
     * A batch of images as the networks take it.
     *
     * @param pixels (N, H, W, C) bytes, 0 black to 255 white
     * @return (N, C, H, W) float32 in [-1, 1], channels-last in memory; attached to the current scope
     */
    public static Tensor toTensor(byte[] pixels, int count, ImageShape shape) {
        return toTensor(pixels, count, shape, Device.CPU);
    }

    /** As {@link #toTensor(byte[], int, ImageShape)}, on a device: the bytes travel, and become numbers there. */
    public static Tensor toTensor(byte[] pixels, int count, ImageShape shape, Device device) {
        if (pixels.length != count * shape.bytes()) {
            throw new IllegalArgumentException("pixels: got %d bytes, expected %d for %d images of %s"
                    .formatted(pixels.length, count * shape.bytes(), count, shape));
        }
        Tensor bytes = Tensor.create(pixels, count, shape.height(), shape.width(), shape.channels()); // (N, H, W, C)
        return Placement.on(device, bytes)
                .to(ScalarType.Float)
                .div_(new Scalar(127.5f))
                .sub_(new Scalar(1f))
                .permute(0, 3, 1, 2); // (N, C, H, W)
    }

    /**
     * Pixels of a batch of images, rounded; what lies outside of [-1, 1] is clipped.
     *
     * @param images (N, C, H, W) of any float type
     * @return (N, H, W, C) bytes
     */
    public static byte[] toBytes(Tensor images) {
        try (StepScope scope = StepScope.open()) {
            Tensor bytes = images.to(ScalarType.Float)
                    .add(new Scalar(1f))
                    .mul_(new Scalar(127.5f))
                    .round_()
                    .clamp_(new ScalarOptional(new Scalar(0f)), new ScalarOptional(new Scalar(255f)))
                    .to(ScalarType.Byte)
                    .permute(0, 2, 3, 1)
                    .contiguous(MemoryFormat.Contiguous);
            Tensor read = Placement.on(Device.CPU, bytes);
            byte[] out = new byte[Math.toIntExact(read.numel())];
            ByteBuffer buffer = read.createBuffer();
            buffer.get(out);
            return out;
        }
    }

    /** The mean of a tensor of any shape as a Java number: waits for the device, so not inside a step. */
    public static float mean(Tensor values) {
        try (StepScope scope = StepScope.open()) {
            return torch.mean(values).item_float();
        }
    }
}
