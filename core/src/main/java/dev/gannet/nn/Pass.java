package dev.gannet.nn;

import dev.gannet.tensor.Noise;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** How a forward pass treats batch normalisation and dropout, and what it tells a network besides its input. */
public sealed interface Pass {
    /** The class of each input, (N) int64, for networks that are told; borrowed. */
    Optional<Tensor> classes();

    /**
     * A training pass: the batch's own statistics, which also move the running ones; dropout masks drawn by counter.
     *
     * @param noise where masks come from
     * @param counter different for every pass of a run
     * @param classes see {@link #classes}
     */
    record Train(Noise noise, long counter, Optional<Tensor> classes) implements Pass {
        /** Of networks that are told no classes. */
        public Train(Noise noise, long counter) {
            this(noise, counter, Optional.empty());
        }
    }

    /**
     * A look from outside: the batch's own statistics, no dropout, and nothing in the network changes.
     *
     * @param classes see {@link #classes}
     */
    record Probe(Optional<Tensor> classes) implements Pass {
        /** Of networks that are told no classes. */
        public Probe() {
            this(Optional.empty());
        }
    }

    /**
     * A training pass looked at once more: the batch's own statistics, the same dropout masks, and nothing in the network
     * changes.
     *
     * @param noise where masks come from
     * @param counter that of the training pass
     * @param classes see {@link #classes}
     */
    record Again(Noise noise, long counter, Optional<Tensor> classes) implements Pass {}

    /**
     * A look at guests, each alone in a seat of a batch: the first inputs are the batch, every other one is judged as if it sat
     * there instead. Batch normalisation measures by the batch as it is, whoever the guest. No dropout, and nothing in the
     * network changes.
     *
     * @param classes see {@link #classes}; of the batch and the guests
     * @param batch how many inputs are the batch
     * @param seat from 0
     */
    record Among(Optional<Tensor> classes, long batch, long seat) implements Pass {}

    /**
     * Use of a trained network: the running statistics, no dropout, so that no image depends on its neighbours.
     *
     * @param classes see {@link #classes}
     */
    record Eval(Optional<Tensor> classes) implements Pass {
        /** Of networks that are told no classes. */
        public Eval() {
            this(Optional.empty());
        }
    }
}
