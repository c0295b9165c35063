package dev.gannet.nn;

import dev.gannet.tensor.Noise;

/** How a forward pass treats batch normalisation and dropout. */
public sealed interface Pass {
    /**
     * A training pass: the batch's own statistics, which also move the running ones; dropout masks drawn by counter.
     *
     * @param noise where masks come from
     * @param counter different for every pass of a run
     */
    record Train(Noise noise, long counter) implements Pass {}

    /** A look from outside: the batch's own statistics, no dropout, and nothing in the network changes. */
    record Probe() implements Pass {}

    /** Use of a trained network: the running statistics, no dropout, so that no image depends on its neighbours. */
    record Eval() implements Pass {}
}
