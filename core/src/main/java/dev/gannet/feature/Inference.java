package dev.gannet.feature;

import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A network in use: some pictures at a time, without gradients.
 *
 * @param dims numbers that come out for one picture
 * @param batch pictures at a time
 * @param net from pictures to numbers
 */
record Inference(int dims, int batch, Net net) {
    private static final int BATCH = 250;

    /** For small networks. */
    Inference(int dims, Net net) {
        this(dims, BATCH, net);
    }

    /** From some pictures to (N, dims) float32, attached to the current scope. */
    @FunctionalInterface
    interface Net {
        Tensor of(Pictures some);
    }

    Features of(Pictures pictures) {
        float[] values = new float[Math.multiplyExact(pictures.count(), dims)];
        int bytes = pictures.shape().bytes();
        for (int from = 0; from < pictures.count(); from += batch) {
            int to = Math.min(from + batch, pictures.count());
            Pictures some =
                    new Pictures(pictures.shape(), Arrays.copyOfRange(pictures.pixels(), from * bytes, to * bytes));
            try (StepScope scope = StepScope.open();
                    NoGradGuard frozen = new NoGradGuard()) {
                float[] part = TensorBytes.floats(net.of(some));
                System.arraycopy(part, 0, values, from * dims, part.length);
            }
        }
        return new Features(values, pictures.count(), dims);
    }

    /** For each vector, the place of its largest number; the first one of several. */
    static int[] largest(Features features) {
        int[] places = new int[features.count()];
        for (int i = 0; i < places.length; i++) {
            int row = i * features.dims();
            for (int k = 1; k < features.dims(); k++) {
                if (features.values()[row + k] > features.values()[row + places[i]]) {
                    places[i] = k;
                }
            }
        }
        return places;
    }
}
