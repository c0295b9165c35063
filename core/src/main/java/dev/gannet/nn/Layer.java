package dev.gannet.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** One layer: a function of a tensor, with named weights. Weights are owned by the {@link Net} that the layer is in. */
public interface Layer {
    /**
     * The layer's output, attached to the current scope. May work in place on {@code x}, which must be another layer's
     * output.
     *
     * @param x (N, ...) with the shape that {@link #outputShape} takes behind N
     */
    Tensor forward(Tensor x, Pass pass);

    /** Trained weights by name, in a fixed order; float32, requiring gradients. */
    default Map<String, Tensor> parameters() {
        return Map.of();
    }

    /** The usual pair of weights, in this order. */
    static Map<String, Tensor> weightAndBias(Tensor weight, Tensor bias) {
        SequencedMap<String, Tensor> named = new LinkedHashMap<>();
        named.put("weight", weight);
        named.put("bias", bias);
        return named;
    }

    /**
     * The kernels of its convolutions by the name of the weight that they are in: (out, in, height, width), views, attached to
     * the current scope.
     */
    default Map<String, Tensor> kernels() {
        return Map.of();
    }

    /** State that is not trained, by name, such as running averages; float32. */
    default Map<String, Tensor> buffers() {
        return Map.of();
    }

    /** Whether one output depends on the other inputs of the batch. */
    default boolean seesNeighbours() {
        return false;
    }

    /** Shape of one output, without the batch axis, for one input of the given shape. */
    default long[] outputShape(long[] inputShape) {
        return inputShape;
    }

    /** Multiply-adds for one input of the given shape; element-wise work is not counted. */
    default long multiplyAdds(long[] inputShape) {
        return 0;
    }

    /** What the printed summary calls this layer. */
    String describe();
}
