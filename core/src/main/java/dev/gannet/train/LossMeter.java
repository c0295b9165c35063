package dev.gannet.train;

import dev.gannet.checkpoint.TrainState.Meter;
import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Sums a loss over the steps where it lives, so that no step waits for a number; read when somebody looks. */
final class LossMeter implements AutoCloseable {
    private final Tensor sum;
    private final Tensor ofStep;
    private int count;
    private int inStep;

    /** @param beside where the losses will be */
    LossMeter(Tensor beside) {
        try (StepScope scope = StepScope.open()) {
            sum = scope.keep(beside.new_zeros(new long[] {}));
            ofStep = scope.keep(beside.new_zeros(new long[] {}));
        }
    }

    /** Adds a loss of the current step. */
    void add(Tensor loss) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            ofStep.add_(loss.detach());
        }
        inStep++;
    }

    /** Ends a step: counts its losses, or forgets them. */
    void settle(boolean good) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            if (good) {
                sum.add_(ofStep);
                count += inStep;
            }
            ofStep.zero_();
            inStep = 0;
        }
    }

    /** The loss of the step that has not ended yet, in sum. */
    float ofStep() {
        return ofStep.item_float();
    }

    /** The mean since the last call; of all steps that have ended. */
    double drain() {
        double mean = sum.item_float() / count;
        restore(Meter.EMPTY);
        return mean;
    }

    Meter state() {
        return new Meter(sum.item_float(), count);
    }

    void restore(Meter state) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            sum.fill_(new Scalar((float) state.sum()));
            count = state.count();
        }
    }

    @Override
    public void close() {
        sum.close();
        ofStep.close();
    }
}
