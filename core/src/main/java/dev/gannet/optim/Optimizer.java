package dev.gannet.optim;

import dev.gannet.config.OptimizerConfig;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** Changes a network's weights along their gradients. Its whole state is plain named tensors, so that files can hold it. */
public sealed interface Optimizer extends AutoCloseable permits Adam, Sgd {
    /**
     * One update of every weight from its gradient; in place, outside of autograd.
     *
     * @param lr the learning rate of this update
     * @param skip (), 1 if nothing may change, neither weights nor moments, else 0; decided where it lives, not read here
     */
    void step(double lr, Tensor skip);

    /** Moments and counters, named {@code weight.moment}, float32, in a fixed order; borrowed. */
    SequencedMap<String, Tensor> state();

    @Override
    void close();

    /**
     * A new optimizer for the given weights, which stay their network's own.
     *
     * @param weights float32, requiring gradients, by name
     */
    static Optimizer of(OptimizerConfig config, SequencedMap<String, Tensor> weights) {
        return switch (config) {
            case OptimizerConfig.Adam adam -> new Adam(adam, weights);
            case OptimizerConfig.Sgd sgd -> new Sgd(sgd, weights);
        };
    }
}
