package dev.gannet.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** The gradients that a backward pass left in the weights. */
final class Gradients {
    private Gradients() {}

    /**
     * One per weight, in the weights' order and layout.
     *
     * @throws IllegalStateException naming the first weight that no gradient has reached
     */
    static List<Tensor> of(SequencedMap<String, Tensor> weights) {
        List<Tensor> gradients = new ArrayList<>(weights.size());
        weights.forEach((name, weight) -> {
            Tensor gradient = weight.grad();
            if (!gradient.defined()) {
                throw new IllegalStateException("no gradient has reached " + name);
            }
            gradients.add(gradient);
        });
        return gradients;
    }
}
