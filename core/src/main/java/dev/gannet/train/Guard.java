package dev.gannet.train;

import dev.gannet.config.Game;
import dev.gannet.model.Gan;
import dev.gannet.optim.FiniteCheck;
import dev.gannet.tensor.StepScope;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Keeps numbers that are none out of the networks. An update whose error or gradients are not finite changes nothing, nor
 * do the later updates of that step; running averages that such a step has spoilt are put back.
 */
final class Guard implements AutoCloseable {
    private final FiniteCheck check = new FiniteCheck();
    private final List<Tensor> averages = new ArrayList<>();
    private final List<Tensor> kept = new ArrayList<>();
    private final Tensor found; // () float32: 1 from the first bad number of a step on
    private double lrScale = 1;

    Guard(Gan gan) {
        try (StepScope scope = StepScope.open()) {
            Stream.of(gan.generator(), gan.discriminator())
                    .flatMap(net -> net.buffers().values().stream())
                    .forEach(averages::add);
            averages.forEach(average -> kept.add(scope.keep(average.clone())));
            Tensor any = gan.discriminator().parameters().firstEntry().getValue();
            found = scope.keep(any.detach().new_zeros(new long[] {}));
        }
    }

    /** What the configured learning rate is multiplied by: less than 1 after trouble. */
    double lrScale() {
        return lrScale;
    }

    void lrScale(double scale) {
        lrScale = scale;
    }

    /**
     * The learning rate in force.
     *
     * @param step number of the step, from 0
     */
    double lr(Game game, long step) {
        return game.optimizer().lr() * game.pace(step * game.batch()) * lrScale;
    }

    /** Forgets what has been found: a new step begins. */
    void reset() {
        found.zero_();
    }

    /** Checks an update before it is made; (), 1 if it must not be. */
    Tensor skip(SequencedMap<String, Tensor> weights, Tensor error) {
        found.copy_(check.ofGradients(weights, error, found));
        return found;
    }

    /** Whether the step's numbers are all finite, the running averages included. The one number that a step reads back. */
    boolean isGood() {
        if (!averages.isEmpty()) {
            try (StepScope scope = StepScope.open()) {
                found.copy_(check.of(averages, found, found));
            }
        }
        return found.item_float() == 0;
    }

    /** A new sum of losses, on the networks' device; the caller owns it. */
    LossMeter meter() {
        return new LossMeter(found);
    }

    /** Whether all these tensors' numbers are finite. */
    boolean isFinite(List<Tensor> tensors) {
        try (StepScope scope = StepScope.open()) {
            Tensor nothing = torch.zeros_like(found);
            return check.of(tensors, nothing, nothing).item_float() == 0;
        }
    }

    /** The running averages as they are now are the ones to go back to. */
    void keep() {
        copy(averages, kept);
    }

    /** The running averages as they were when last kept. */
    void putBack() {
        copy(kept, averages);
    }

    private static void copy(List<Tensor> from, List<Tensor> to) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            for (int i = 0; i < from.size(); i++) {
                to.get(i).copy_(from.get(i));
            }
        }
    }

    @Override
    public void close() {
        kept.forEach(Tensor::close);
        found.close();
        check.close();
    }
}
