package dev.gannet.nn;

import dev.gannet.config.Device;
import dev.gannet.tensor.Placement;
import dev.gannet.tensor.Shapes;
import dev.gannet.tensor.StepScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/**
 * Layers in a row: a generator or a discriminator. Owns its weights; one thread at a time.
 *
 * <p>Weights are named {@code layer.weight}, such as {@code 8x8.conv.weight}, in order.
 */
public final class Net implements AutoCloseable {
    private final String name;
    private final long[] inputShape;
    private final SequencedMap<String, Layer> layers;
    private Device device = Device.CPU;

    /**
     * A network of the given layers.
     *
     * @param name {@code G} or {@code D}, for messages
     * @param inputShape of one input, without the batch axis
     */
    public Net(String name, long[] inputShape, SequencedMap<String, Layer> layers) {
        this.name = name;
        this.inputShape = inputShape.clone();
        this.layers = new LinkedHashMap<>(layers);
    }

    /** {@code G} or {@code D}. */
    public String name() {
        return name;
    }

    /**
     * The network's output, on its device, attached to the current scope.
     *
     * @param x (N, inputShape...) float32, on any device; borrowed, not changed
     * @throws IllegalArgumentException if the shape is another
     */
    public Tensor forward(Tensor x, Pass pass) {
        return forward(x, pass, (layer, kind, output) -> {});
    }

    /** Is shown what comes out of each layer, before the next one works on it: perhaps in place, so look at once. */
    @FunctionalInterface
    public interface Outputs {
        /**
         * A layer has worked.
         *
         * @param layer its name
         * @param kind what it is
         * @param output (N, ...), borrowed, not to be changed
         */
        void of(String layer, String kind, Tensor output);
    }

    /** As {@link #forward(Tensor, Pass)}, and shows what comes out of each layer. */
    public Tensor forward(Tensor x, Pass pass, Outputs outputs) {
        long[] expected = new long[inputShape.length + 1];
        expected[0] = Shapes.ANY;
        System.arraycopy(inputShape, 0, expected, 1, inputShape.length);
        Shapes.require(x, name + " input", expected);
        Tensor y = Placement.on(device, x);
        for (var named : layers.entrySet()) {
            Layer layer = named.getValue();
            y = layer.forward(y, pass);
            outputs.of(named.getKey(), layer.describe(), y);
        }
        return y;
    }

    /** Moves all weights; the tensors stay the same ones, for whoever holds them. */
    public void moveTo(Device to) {
        try (StepScope scope = StepScope.open()) {
            state().values().forEach(tensor -> tensor.set_data(Placement.on(to, tensor.detach())));
        }
        device = to;
    }

    /** Whether one output depends on the other inputs of the batch, in passes that do not use running statistics. */
    public boolean seesNeighbours() {
        return layers.values().stream().anyMatch(Layer::seesNeighbours);
    }

    /**
     * The network's output if other numbers had come out of one of its layers, attached to the current scope.
     *
     * @param layer its name
     * @param output (N, ...) as the layer's own; may be overwritten
     * @throws IllegalArgumentException if there is no such layer
     */
    public Tensor onward(String layer, Tensor output, Pass pass) {
        require(layer);
        Tensor y = Placement.on(device, output);
        boolean behind = false; // not by the layer itself: one without weights may stand in several places
        for (var named : layers.entrySet()) {
            y = behind ? named.getValue().forward(y, pass) : y;
            behind |= named.getKey().equals(layer);
        }
        return y;
    }

    /**
     * The kernels of a layer's convolutions, as {@link Layer#kernels} has them.
     *
     * @throws IllegalArgumentException if there is no such layer
     */
    public Map<String, Tensor> kernels(String layer) {
        return require(layer).kernels();
    }

    private Layer require(String layer) {
        return Optional.ofNullable(layers.get(layer))
                .orElseThrow(() -> new IllegalArgumentException("%s has no layer %s".formatted(name, layer)));
    }

    /** Trained weights by full name, in a fixed order; borrowed. */
    public SequencedMap<String, Tensor> parameters() {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        layers.forEach((at, layer) -> layer.parameters().forEach((key, tensor) -> all.put(at + "." + key, tensor)));
        return all;
    }

    /** State that is not trained by full name, such as running averages; borrowed. */
    public SequencedMap<String, Tensor> buffers() {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        layers.forEach((at, layer) -> layer.buffers().forEach((key, tensor) -> all.put(at + "." + key, tensor)));
        return all;
    }

    /** Trained weights and buffers by full name: all that a file needs to hold; borrowed. */
    public SequencedMap<String, Tensor> state() {
        SequencedMap<String, Tensor> all = parameters();
        all.putAll(buffers());
        return all;
    }

    /** Lets gradients reach the weights, or keeps them from it: a frozen network passes gradients through, to its input. */
    public void trainable(boolean yes) {
        parameters().values().forEach(weight -> weight.requires_grad_(yes));
    }

    /** Drops the weights' gradients; the next backward pass makes new ones instead of adding. */
    public void clearGradients() {
        try (var undefined = new Tensor()) {
            parameters().values().forEach(weight -> weight.mutable_grad().put(undefined));
        }
    }

    /** One line per layer. */
    public List<SummaryRow> summary() {
        List<SummaryRow> rows = new ArrayList<>();
        long[] shape = inputShape;
        for (var entry : layers.entrySet()) {
            Layer layer = entry.getValue();
            long multiplyAdds = layer.multiplyAdds(shape);
            shape = layer.outputShape(shape);
            long parameters = layer.parameters().values().stream()
                    .mapToLong(Tensor::numel)
                    .sum();
            rows.add(
                    new SummaryRow(entry.getKey(), layer.describe(), Arrays.toString(shape), parameters, multiplyAdds));
        }
        return rows;
    }

    @Override
    public void close() {
        state().values().forEach(Tensor::close);
    }
}
