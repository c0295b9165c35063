package dev.gannet;

import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Tensors to Java arrays and back, for tests. */
public final class Tensors {
    private Tensors() {}

    /** A float32 tensor. */
    public static Tensor of(float[] values, long... shape) {
        return Tensor.create(values, shape);
    }

    /** A float32 tensor of one axis. */
    public static Tensor of(float... values) {
        return Tensor.create(values, values.length);
    }

    /** The tensor's numbers in row-major order. */
    public static float[] floats(Tensor tensor) {
        return TensorBytes.floats(tensor);
    }

    /** The tensor's numbers in row-major order. */
    public static double[] doubles(Tensor tensor) {
        return TensorBytes.doubles(tensor);
    }

    /** SHA-256. */
    public static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The state of the generator that libtorch's operators draw from when they are given none. */
    public static byte[] defaultGenerator() {
        try (StepScope scope = StepScope.open()) {
            Tensor state = torch.getDefaultCPUGenerator().get_state();
            byte[] bytes = new byte[(int) state.numel()];
            ByteBuffer buffer = state.createBuffer();
            buffer.get(bytes);
            return bytes;
        }
    }
}
