package dev.gannet.train;

import dev.gannet.config.OptimizerConfig;
import dev.gannet.nn.Net;
import dev.gannet.optim.Optimizer;
import org.bytedeco.pytorch.Tensor;

/**
 * A network and the optimizer that alone may change it.
 *
 * @param net the network; closed by its owner, not here
 * @param optimizer its optimizer
 */
record Player(Net net, Optimizer optimizer) implements AutoCloseable {
    static Player of(Net net, OptimizerConfig config) {
        return new Player(net, Optimizer.of(config, net.parameters()));
    }

    /** Back-propagates the error and changes this network's weights; no other network's. */
    void learnFrom(Tensor error) {
        net.clearGradients();
        error.backward();
        optimizer.step();
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
