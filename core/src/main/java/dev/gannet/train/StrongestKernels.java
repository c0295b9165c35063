package dev.gannet.train;

import dev.gannet.nn.Net;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Units.Filters;
import dev.gannet.trace.Units.Kernel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/** Chooses among the kernels of a layer, of which there may be half a million. */
final class StrongestKernels {
    private static final int MOST = 16;

    private StrongestKernels() {}

    /** Those of each weight of a layer that has any. */
    static List<Filters> of(Net net, String layer) {
        try (StepScope scope = StepScope.open()) {
            return net.kernels(layer).entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(named -> of(named.getKey(), named.getValue()))
                    .toList();
        }
    }

    /** @param weight (out, in, height, width) */
    private static Filters of(String name, Tensor weight) {
        float[] values = TensorBytes.floats(weight);
        int inputs = Math.toIntExact(weight.size(1));
        int height = Math.toIntExact(weight.size(2));
        int width = Math.toIntExact(weight.size(3));
        int size = height * width;
        int[] strongest = strongest(values, size);
        float[] pictures = new float[strongest.length * size];
        Kernel[] kernels = new Kernel[strongest.length];
        for (int i = 0; i < strongest.length; i++) {
            int at = strongest[i];
            System.arraycopy(values, at * size, pictures, i * size, size);
            double[] sorted = IntStream.range(at * size, (at + 1) * size)
                    .mapToDouble(tap -> values[tap])
                    .sorted()
                    .toArray();
            kernels[i] = new Kernel(at % inputs, at / inputs, sorted[0], sorted[size - 1]);
        }
        Sketch.Heat heat = Sketch.heat(pictures, height, width);
        return new Filters(name, values.length / size, Arrays.asList(kernels), heat.scale(), heat.strip());
    }

    /** The numbers of the kernels with the largest sums of squares, largest first. */
    private static int[] strongest(float[] values, int size) {
        double[] squares = new double[values.length / size];
        for (int at = 0; at < values.length; at++) {
            squares[at / size] += (double) values[at] * values[at];
        }
        return UnitValues.largest(squares, MOST);
    }
}
