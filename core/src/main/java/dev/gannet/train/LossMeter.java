package dev.gannet.train;

import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Sums a loss over the steps where it lives, so that no step waits for a number; read when somebody looks. */
final class LossMeter implements AutoCloseable {
    private final Tensor sum;
    private int count;

    LossMeter() {
        try (StepScope scope = StepScope.open()) {
            sum = scope.keep(torch.zeros(new long[] {}));
        }
    }

    void add(Tensor loss) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            sum.add_(loss.detach());
        }
        count++;
    }

    /** The mean since the last call. */
    double drain() {
        double mean = sum.item_float() / count;
        sum.zero_();
        count = 0;
        return mean;
    }

    @Override
    public void close() {
        sum.close();
    }
}
