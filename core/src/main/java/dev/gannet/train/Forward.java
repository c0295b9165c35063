package dev.gannet.train;

import dev.gannet.config.Precision;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.tensor.Autocast;
import dev.gannet.tensor.Noise;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Forward passes of a run: in its precision, each with a dropout counter of its own, float32 in and out. */
final class Forward {
    private static final int PASSES = 1024; // room for the passes of one step

    private final Precision precision;
    private final Noise noise;
    private long counter;

    Forward(Precision precision, Noise noise) {
        this.precision = precision;
        this.noise = noise;
    }

    void beginStep(long step) {
        counter = step * PASSES;
    }

    /** A training pass. */
    Tensor train(Net net, Tensor x) {
        return run(net, x, new Pass.Train(noise, counter++));
    }

    /** A training pass without a graph: nothing will go back through it. */
    Tensor trainWithoutGraph(Net net, Tensor x) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return train(net, x);
        }
    }

    /** A look at the output that leaves no trace in the network. */
    Tensor probe(Net net, Tensor x) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return run(net, x, new Pass.Probe());
        }
    }

    private Tensor run(Net net, Tensor x, Pass pass) {
        try (Autocast region = Autocast.region(precision)) {
            return net.forward(x, pass).to(ScalarType.Float);
        }
    }
}
