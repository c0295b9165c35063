package dev.gannet;

import dev.gannet.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.pytorch.Tensor;

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
        byte[] bytes = TensorBytes.of(tensor);
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    /** The tensor's numbers in row-major order. */
    public static double[] doubles(Tensor tensor) {
        float[] values = floats(tensor);
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
