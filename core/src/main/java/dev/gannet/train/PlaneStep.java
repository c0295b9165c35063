package dev.gannet.train;

import dev.gannet.config.Game;
import dev.gannet.config.Precision;
import dev.gannet.model.Gan;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** Training's own steps without a run around them: anybody may look on, and each network has its own learning rate. */
public final class PlaneStep implements AutoCloseable {
    private final TrainStep step;

    /**
     * Steps for two networks, which stay the caller's, in float32.
     *
     * @param latent numbers of noise per point
     * @param lrD D's learning rate, instead of the game's
     * @param lrG G's learning rate, instead of the game's
     */
    public PlaneStep(Gan gan, Game game, int latent, long seed, double lrD, double lrG) {
        step = new TrainStep(gan, game, latent, Precision.FP32, seed, 0);
        step.detective.lr(lrD);
        step.forger.lr(lrG);
    }

    /**
     * Trains both networks once, as {@link TrainStep#run(Batches, boolean)}.
     *
     * @param witness looks on; what it throws ends the step, and these networks with it
     */
    public Optional<StepStats> run(Batches reals, boolean watch, Witness witness) throws InterruptedException {
        return step.run(reals, watch, witness);
    }

    /** Where the last step's numbers were first not finite, if they were not. */
    public Optional<String> trouble() {
        return step.ledger.trouble().map(BadNumber::toString);
    }

    /**
     * For a witness: the slope of a number along a tensor, beside the one that the step takes.
     *
     * @param number (), with its graph
     * @param along a part of that graph
     * @return of the shape of {@code along}, in the current scope
     */
    public static Tensor slope(Tensor number, Tensor along) {
        return Slopes.of(number, along);
    }

    @Override
    public void close() {
        step.close();
    }
}
