package dev.gannet.tensor;

import dev.gannet.config.Device;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** A float32 tensor's numbers as little-endian bytes in row-major order, whatever its layout in memory. */
public final class TensorBytes {
    private TensorBytes() {}

    /** A copy of the numbers. */
    public static byte[] of(Tensor tensor) {
        requireFloat(tensor);
        try (StepScope scope = StepScope.open()) {
            Tensor plain = Placement.on(Device.CPU, tensor.detach()).contiguous(MemoryFormat.Contiguous);
            byte[] bytes = new byte[Math.toIntExact(plain.nbytes())];
            new BytePointer(plain.data_ptr()).capacity(bytes.length).get(bytes);
            return bytes;
        }
    }

    /** A copy of the numbers, in row-major order. */
    public static float[] floats(Tensor tensor) {
        byte[] bytes = of(tensor);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** The same in double precision. */
    public static double[] doubles(Tensor tensor) {
        float[] values = floats(tensor);
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** Overwrites the tensor's numbers, keeping its layout. */
    public static void copyInto(Tensor tensor, byte[] bytes) {
        requireFloat(tensor);
        if (bytes.length != tensor.nbytes()) {
            throw new IllegalArgumentException("got %d bytes, expected %d".formatted(bytes.length, tensor.nbytes()));
        }
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor plain = torch.empty(tensor.shape());
            ByteBuffer target =
                    new BytePointer(plain.data_ptr()).capacity(bytes.length).asBuffer();
            target.order(ByteOrder.LITTLE_ENDIAN).put(bytes);
            tensor.copy_(plain);
        }
    }

    private static void requireFloat(Tensor tensor) {
        if (tensor.scalar_type().intern() != ScalarType.Float) {
            throw new IllegalArgumentException("got a %s tensor, expected Float"
                    .formatted(tensor.scalar_type().intern()));
        }
    }
}
