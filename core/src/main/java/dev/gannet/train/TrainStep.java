package dev.gannet.train;

import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.loss.GradientPenalty;
import dev.gannet.loss.Losses;
import dev.gannet.model.Gan;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * One round of the game, top to bottom: D learns from real and made images, then G learns from D. G is the forger, D the
 * detective.
 *
 * @see <a href="https://arxiv.org/abs/1406.2661">Goodfellow et al. 2014, algorithm 1</a>
 */
public final class TrainStep implements AutoCloseable {
    private static final int LATENTS = 128; // room for the noise batches of one step: 100 for D, one for G

    private final Player forger;
    private final Player detective;
    private final Game game;
    private final AdversarialLoss loss;
    private final Optional<GradientPenalty> penalty;
    private final Forward forward;
    private final Noise noise;
    private final ImageShape image;
    private final int latent;
    private final Ledger ledger;
    private long step;

    /** Steps for the two networks, which stay the caller's; the first call of {@link #run} is step {@code firstStep}. */
    public TrainStep(Gan gan, RunConfig config, long firstStep) {
        this.game = config.recipe().game();
        this.ledger = new Ledger(new Guard(gan));
        this.forger = Player.of(gan.generator(), game.optimizer(), ledger.guard());
        this.detective = Player.of(gan.discriminator(), game.optimizer(), ledger.guard());
        this.loss = Losses.of(game.loss());
        this.penalty = Losses.penalty(game.loss());
        this.image = config.image();
        this.latent = config.recipe().latent();
        this.noise = new Noise(config.seed());
        this.forward = new Forward(config.precision(), noise);
        this.step = firstStep;
    }

    /**
     * Trains both networks once. Reads one number back, whether all was finite, and more if {@code watch} asks for it.
     *
     * @return statistics if {@code watch} and all was finite, else nothing
     */
    public Optional<StepStats> run(Batches reals, boolean watch) throws InterruptedException {
        forward.beginStep(step);
        try (StepScope scope = StepScope.open()) {
            // 1. The detective learns: real images (target 1) and made ones (target 0), in separate passes.
            detective.net().trainable(true);
            for (int k = 1; k < game.dSteps(); k++) {
                learnToDetect(k, real(reals), makeForD(k));
            }
            Tensor z = latents(0);
            Tensor real = real(reals); // (N, C, H, W) in [-1, 1]
            boolean same = game.fakes() == Fakes.SAME;
            Tensor made =
                    same ? forward.train(forger.net(), z) : makeForD(0); // (N, C, H, W); G's graph is kept for part 2
            Verdicts before = learnToDetect(0, real, made);

            // 2. The forger learns: its images through the updated D, target 1; the error goes back through D into G.
            detective.net().trainable(false);
            Tensor zForG = same ? z : latents(game.dSteps());
            Tensor scored = same ? made : forward.train(forger.net(), zForG);
            Tensor after = forward.train(detective.net(), scored); // (N)
            Tensor error = loss.generator(after).mean();
            ledger.lossG().add(error);
            Tensor realAfter = watch ? forward.probe(detective.net(), real) : after;
            forger.learnFrom(error);

            // 3. Report.
            step++;
            boolean good = ledger.settle(forger, detective);
            return watch && good ? Optional.of(watched(before, realAfter, after, zForG)) : Optional.empty();
        }
    }

    /** D's output on real and made images before its update, (N) each. */
    private record Verdicts(Tensor real, Tensor fake) {}

    /** One update of D. The made images come without their graph: D's error must not reach G. */
    private Verdicts learnToDetect(int k, Tensor real, Tensor made) {
        Tensor fake = made.detach();
        Tensor onReal = forward.train(detective.net(), real); // (N)
        Tensor onFake = forward.train(detective.net(), fake); // (N)
        Tensor error = loss.discriminator(onReal, onFake).mean();
        ledger.lossD().add(error);
        if (penalty.isPresent()) {
            error = error.add(slopeError(penalty.get(), k, real, fake));
        }
        detective.learnFrom(error);
        return new Verdicts(onReal, onFake);
    }

    private Tensor slopeError(GradientPenalty gp, int k, Tensor real, Tensor fake) {
        Tensor where = noise.uniform(Noise.Stream.INTERPOLATE, step * LATENTS + k, real.size(0), 1, 1, 1);
        Tensor between = gp.between(real, fake, where); // (N, C, H, W)
        return gp.of(between, forward.train(detective.net(), between)).mean();
    }

    private Tensor real(Batches reals) throws InterruptedException {
        var batch = reals.take();
        return Images.toTensor(batch.pixels(), batch.count(), image);
    }

    private Tensor latents(int k) {
        return noise.normal(Noise.Stream.LATENT, step * LATENTS + k, game.batch(), latent); // (N, latent) from N(0, 1)
    }

    private Tensor makeForD(int k) {
        return forward.trainWithoutGraph(forger.net(), latents(k));
    }

    private StepStats watched(Verdicts before, Tensor realAfter, Tensor fakeAfterD, Tensor z) {
        Tensor fakeAfterG = forward.probe(detective.net(), forward.probe(forger.net(), z));
        return ledger.stats(loss, before.real(), realAfter, before.fake(), fakeAfterD, fakeAfterG);
    }

    Player forger() {
        return forger;
    }

    Player detective() {
        return detective;
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    public void close() {
        forger.close();
        detective.close();
        ledger.close();
    }
}
