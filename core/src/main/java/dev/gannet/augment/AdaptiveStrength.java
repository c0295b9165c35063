package dev.gannet.augment;

import dev.gannet.config.AugmentConfig;
import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * How likely each change is: more when D knows the real images too well, less when it does not. The sign of that is r_t, the
 * mean sign of D's logits on real images: 0 where D only guesses, 1 where it is sure of all of them. After every few batches
 * {@code p} moves by a fixed amount, up if r_t is above its target and down if it is below.
 *
 * <pre>{@code
 * Tensor logits = d.forward(augmentation.apply(real, counter, strength.p()));
 * strength.see(logits);
 * }</pre>
 *
 * @see <a href="https://arxiv.org/abs/2006.06676">Karras et al. 2020, section 3, eq. 1</a>
 */
public final class AdaptiveStrength {
    /** Batches between two moves; the paper's number. */
    public static final int BATCHES = 4;

    private final AugmentConfig.Ada config;
    private final int batch;
    private State state;

    /**
     * All that is remembered: whoever starts from it goes on exactly.
     *
     * @param p the probability of each change, from 0 to 1
     * @param sum of the signs of the logits since {@code p} last moved
     * @param count of these logits, 0 or more
     */
    public record State(double p, long sum, long count) {
        /** Checks the ranges. */
        public State {
            if (!(p >= 0 && p <= 1) || count < 0 || Math.abs(sum) > count) {
                throw new IllegalArgumentException(
                        "strength: got p %s, sum %d, count %d; expected p from 0 to 1 and a sum from -count to count"
                                .formatted(p, sum, count));
            }
        }
    }

    /**
     * A strength that begins at a state.
     *
     * @param batch images in a batch, at least 1
     */
    public AdaptiveStrength(AugmentConfig.Ada config, int batch, State state) {
        this.config = config;
        this.batch = batch;
        this.state = state;
    }

    /** A strength at a run's first step. */
    public AdaptiveStrength(AugmentConfig.Ada config, int batch) {
        this(config, batch, new State(config.initial(), 0, 0));
    }

    /** The probability of each change, from 0 to 1. */
    public double p() {
        return state.p;
    }

    /** What must be saved. */
    public State state() {
        return state;
    }

    /** Goes back to a state, as when a step is taken back. */
    public void restore(State saved) {
        state = saved;
    }

    /**
     * Takes note of a batch, and after every {@link #BATCHES} moves {@code p}. Reads one number back.
     *
     * @param logits (N), D's output on changed real images, above 0 where D takes them for real; of a loss that judges pairs,
     *     D(real) - D(made). What is not a number counts as 0. A loss whose logits have no such zero has no use for this
     */
    public void see(Tensor logits) {
        try (StepScope scope = StepScope.open()) {
            Tensor above = logits.gt(new Scalar(0f)).sum();
            Tensor below = logits.lt(new Scalar(0f)).sum();
            long signs = above.sub(below).item_long();
            state = new State(state.p, state.sum + signs, state.count + logits.numel());
        }
        if (state.count >= (long) BATCHES * batch) {
            move();
        }
    }

    private void move() {
        double sign = (double) state.sum / state.count;
        double step = Math.signum(sign - config.target()) * state.count / (config.speedKimg() * 1000);
        state = new State(Math.clamp(state.p + step, 0.0, 1.0), 0, 0);
    }
}
