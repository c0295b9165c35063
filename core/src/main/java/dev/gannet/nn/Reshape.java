package dev.gannet.nn;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** The same numbers in another shape. */
public final class Reshape implements Layer {
    private final long[] shape;

    /** To {@code shape}, without the batch axis. */
    public Reshape(long... shape) {
        this.shape = shape.clone();
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        long[] batched = new long[shape.length + 1];
        batched[0] = x.size(0);
        System.arraycopy(shape, 0, batched, 1, shape.length);
        return x.reshape(batched);
    }

    @Override
    public long[] outputShape(long[] in) {
        return shape.clone();
    }

    @Override
    public String describe() {
        return "Reshape to " + Arrays.toString(shape);
    }
}
