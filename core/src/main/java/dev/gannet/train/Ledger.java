package dev.gannet.train;

import dev.gannet.checkpoint.TrainState.Meter;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.tensor.Images;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** What is written down of the steps: the losses since somebody looked, and whether the last step's numbers were numbers. */
final class Ledger implements AutoCloseable {
    private final Guard guard;
    private final LossMeter lossD;
    private final LossMeter lossG;
    private Optional<BadNumber> trouble = Optional.empty();

    Ledger(Guard guard) {
        this.guard = guard;
        this.lossD = guard.meter();
        this.lossG = guard.meter();
    }

    LossMeter lossD() {
        return lossD;
    }

    LossMeter lossG() {
        return lossG;
    }

    Guard guard() {
        return guard;
    }

    /** The first number that was none in the last step; the step has then changed nothing since. */
    Optional<BadNumber> trouble() {
        return trouble;
    }

    /** Ends a step; whether all was well. */
    boolean settle(Player forger, Player detective) {
        boolean good = guard.isGood();
        trouble = good ? Optional.empty() : Optional.of(BadNumber.first(forger, detective, this));
        if (good) {
            guard.keep();
        } else {
            guard.putBack();
        }
        guard.reset();
        lossD.settle(good);
        lossG.settle(good);
        return good;
    }

    /** The step that has begun is forgotten, and what was wrong with the one before. */
    void drop() {
        trouble = Optional.empty();
        guard.reset();
        lossD.settle(false);
        lossG.settle(false);
    }

    /** Drops the losses that nobody has looked at: they are of steps that were taken back. */
    void forget() {
        lossD.restore(Meter.EMPTY);
        lossG.restore(Meter.EMPTY);
    }

    /** Statistics of a good step from D's logits: real and made images, before and after the updates. */
    StepStats stats(
            AdversarialLoss loss, Tensor real, Tensor realAfter, Tensor fake, Tensor fakeAfterD, Tensor fakeAfterG) {
        double[] verdicts = Stream.of(real, realAfter, fake, fakeAfterD, fakeAfterG)
                .mapToDouble(logits -> Images.mean(loss.verdict(logits)))
                .toArray();
        return StepStats.of(lossD.drain(), lossG.drain(), verdicts);
    }

    @Override
    public void close() {
        lossD.close();
        lossG.close();
        guard.close();
    }
}
