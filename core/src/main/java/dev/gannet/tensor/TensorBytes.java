package dev.gannet.tensor;

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
            Tensor plain = tensor.detach().contiguous(MemoryFormat.Contiguous);
            byte[] bytes = new byte[Math.toIntExact(plain.nbytes())];
            new BytePointer(plain.data_ptr()).capacity(bytes.length).get(bytes);
            return bytes;
        }
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
