package dev.gannet.optim;

import dev.gannet.nn.Net;
import dev.gannet.tensor.StepScope;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A network that follows another one slowly: the exponential moving average of its weights, which makes better pictures than
 * any single moment of a game that goes round and round (Yazici et al. 2019, arXiv 1806.04498). All weights in one pass.
 */
public final class Average implements AutoCloseable {
    private static final String SCRIPT = """
            def step(average: List[Tensor], now: List[Tensor], share: float):
                torch._foreach_lerp_(average, now, share)
            """;
    /** Early on, the average remembers no longer than a tenth of what has been: the first networks are noise. */
    private static final double MEMORY = 0.1;

    private final Net average;
    private final Net followed;
    private final double halfLife;
    private final Kernel kernel;

    /**
     * An average that begins as the network is.
     *
     * @param average of the same layers as {@code followed}; both stay the caller's
     * @param halfLife images after which an old network weighs half, above 0
     */
    public Average(Net average, Net followed, double halfLife) {
        this.average = average;
        this.followed = followed;
        this.halfLife = halfLife;
        average.trainable(false);
        try (StepScope scope = StepScope.open()) {
            this.kernel = new Kernel(SCRIPT);
        }
    }

    /** Makes it what the network is now. */
    public void reset() {
        copy(List.copyOf(average.state().values()), List.copyOf(followed.state().values()));
    }

    /**
     * Follows by one step.
     *
     * @param images that the network has made in training so far, the last step's included
     * @param batch images of the last step
     */
    public void follow(long images, int batch) {
        double remembered = Math.min(halfLife, images * MEMORY);
        double share = 1 - Math.pow(0.5, batch / remembered);
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            kernel.call(
                    Kernel.list(average.parameters().values()),
                    Kernel.list(followed.parameters().values()),
                    new IValue(share));
        }
        copy(
                List.copyOf(average.buffers().values()),
                List.copyOf(followed.buffers().values()));
    }

    private static void copy(List<Tensor> to, List<Tensor> from) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            for (int i = 0; i < to.size(); i++) {
                to.get(i).copy_(from.get(i));
            }
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
