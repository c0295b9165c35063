package dev.gannet.optim;

import dev.gannet.tensor.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What an optimizer remembers of every weight, as named tensors that it owns. */
final class Moments implements AutoCloseable {
    private final SequencedMap<String, Tensor> weights;
    private final SequencedMap<String, Tensor> named = new LinkedHashMap<>();

    Moments(SequencedMap<String, Tensor> weights) {
        this.weights = weights;
    }

    /** Zeros of every weight's shape, named {@code weight.suffix}, in the layout in which the kernels walk them side by side. */
    List<Tensor> zerosLikeWeights(String suffix) {
        List<Tensor> made = new ArrayList<>();
        try (StepScope scope = StepScope.open()) {
            weights.forEach((name, weight) -> made.add(
                    own(name + suffix, scope.keep(torch.zeros_like(weight).detach()))));
        }
        return made;
    }

    /** One number for every weight, 0 at first. */
    List<Tensor> counters(String suffix) {
        List<Tensor> made = new ArrayList<>();
        try (StepScope scope = StepScope.open()) {
            weights.forEach((name, weight) ->
                    made.add(own(name + suffix, scope.keep(weight.detach().new_zeros(new long[] {})))));
        }
        return made;
    }

    private Tensor own(String name, Tensor tensor) {
        named.put(name, tensor);
        return tensor;
    }

    SequencedMap<String, Tensor> named() {
        return named;
    }

    @Override
    public void close() {
        named.values().forEach(Tensor::close);
    }
}
