package dev.gannet.train;

import dev.gannet.config.OptimizerConfig;
import dev.gannet.nn.Net;
import dev.gannet.optim.Optimizer;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** A network and the optimizer that alone may change it. */
final class Player implements AutoCloseable {
    private final Net net;
    private final OptimizerConfig config;
    private final Guard guard;
    private Optimizer optimizer;
    private double lr;

    /**
     * A player for a network, which stays its owner's.
     *
     * @param guard holds back an update whose numbers are not finite; shared by both players
     */
    Player(Net net, OptimizerConfig config, Guard guard) {
        this.net = net;
        this.config = config;
        this.optimizer = Optimizer.of(config, net.parameters());
        this.guard = guard;
        this.lr = config.lr();
    }

    Net net() {
        return net;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    /** The learning rate of the next updates; 0 freezes the network. */
    void lr(double rate) {
        lr = rate;
    }

    /**
     * The weights of one layer stay as they are from here on. What the optimizer remembers of the others is gone: to be filled
     * after this.
     *
     * @param layer what its weights' names begin with, up to their last dot
     */
    void freeze(String layer) {
        SequencedMap<String, Tensor> others = net.parameters();
        others.keySet()
                .removeIf(name -> name.substring(0, name.lastIndexOf('.')).equals(layer));
        optimizer.close();
        optimizer = Optimizer.of(config, others);
    }

    /** Sends the error back to this network's weights; what an earlier one has left there is gone. */
    void backPropagate(Tensor error) {
        net.clearGradients();
        error.backward();
    }

    /**
     * Changes this network's weights along the gradients of the error; no other network's.
     *
     * @param pace what the learning rate is multiplied by in this step
     */
    void update(Tensor error, double pace) {
        optimizer.step(lr * pace * guard.lrScale(), guard.skip(net.parameters(), error));
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
