package dev.gannet.train;

import dev.gannet.config.OptimizerConfig;
import dev.gannet.nn.Net;
import dev.gannet.optim.Optimizer;
import org.bytedeco.pytorch.Tensor;

/**
 * A network and the optimizer that alone may change it.
 *
 * @param net the network; closed by its owner, not here
 * @param config its optimizer's settings
 * @param optimizer its optimizer
 * @param guard holds back an update whose numbers are not finite; shared by both players
 */
record Player(Net net, OptimizerConfig config, Optimizer optimizer, Guard guard) implements AutoCloseable {
    static Player of(Net net, OptimizerConfig config, Guard guard) {
        return new Player(net, config, Optimizer.of(config, net.parameters()), guard);
    }

    /** Back-propagates the error and changes this network's weights; no other network's. */
    void learnFrom(Tensor error) {
        net.clearGradients();
        error.backward();
        optimizer.step(config.lr() * guard.lrScale(), guard.skip(net.parameters(), error));
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
