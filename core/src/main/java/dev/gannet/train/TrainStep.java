package dev.gannet.train;

import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.Precision;
import dev.gannet.config.RunConfig;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.loss.Losses;
import dev.gannet.loss.Penalty;
import dev.gannet.model.Gan;
import dev.gannet.optim.Average;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import dev.gannet.trace.Stop;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * One round of the game: D learns from made and real images, then G learns from D. G is the forger, D the detective
 * (<a href="https://arxiv.org/abs/1406.2661">Goodfellow et al. 2014, algorithm 1</a>).
 */
public final class TrainStep implements AutoCloseable {
    final Player forger;
    final Player detective;
    final Ledger ledger;
    final Forward forward;
    final Disguise disguise;
    final Optional<Average> average;
    private final Game game;
    private final AdversarialLoss loss;
    private final Optional<Penalty> penalty;
    private final Draws draws;
    long step; // done

    /** Steps for two networks, which stay the caller's; the first is number {@code firstStep}. */
    public TrainStep(Gan gan, RunConfig config, long firstStep) {
        this(gan, config.recipe().game(), config.recipe().latent(), config.precision(), config.seed(), firstStep);
    }

    /** The same without a run; {@code latent} is the size of G's noise. */
    public TrainStep(Gan gan, Game game, int latent, Precision precision, long seed, long firstStep) {
        this.game = game;
        this.ledger = new Ledger(new Guard(gan));
        this.forger = new Player(gan.generator(), game.optimizer(), ledger.guard());
        this.detective = new Player(gan.discriminator(), game.optimizer(), ledger.guard());
        this.loss = Losses.of(game.loss());
        this.penalty = Losses.penalty(game.loss());
        this.draws = new Draws(new Noise(seed), game, latent);
        this.disguise = new Disguise(game, draws.noise());
        this.forward = new Forward(precision, draws.noise(), disguise);
        this.average = gan.average().map(net -> new Average(net, gan.generator(), game.emaKimg() * 1000));
        this.step = firstStep;
    }

    /**
     * Trains both networks once, and reads one number back: whether all was finite.
     *
     * @return statistics if {@code watch} and all was finite, else nothing
     */
    public Optional<StepStats> run(Batches reals, boolean watch) throws InterruptedException {
        return run(reals, watch, Witness.NONE);
    }

    Optional<StepStats> run(Batches reals, boolean watch, Witness witness) throws InterruptedException {
        forward.beginStep(step);
        try (StepScope scope = StepScope.open()) {
            witness.at(Stop.READY);
            // 1. The detective learns: made images (target 0) and real ones (target 1), in separate passes.
            detective.net().trainable(true);
            for (int k = 1; k < game.dSteps(); k++) {
                forward.tell(reals.classes());
                Tensor more = forward.trainWithoutGraph(forger.net(), draws.latents(step, k));
                learnToDetect(more, reals.take(), k, Witness.NONE);
            }
            forward.tell(reals.classes()); // if networks know of any, an image is made of the class of each real one
            Tensor z = draws.latents(step, 0); // (N, latent)
            witness.at(Stop.NOISE, z);
            boolean same = game.fakes() == Fakes.SAME; // then part 2 needs the graph
            Tensor made = same ? forward.train(forger.net(), z) : forward.trainWithoutGraph(forger.net(), z);
            witness.at(Stop.GENERATE, made);
            Tensor real = reals.take(); // (N, C, H, W) in [-1, 1]
            witness.at(Stop.REAL, real);
            Verdicts before = learnToDetect(made, real, 0, witness);

            // 2. The forger learns: its images through the updated D, target 1; the error goes back through D into G.
            detective.net().trainable(false);
            Tensor zForG = same ? z : draws.latents(step, game.dSteps());
            Tensor scored = same ? made : forward.train(forger.net(), zForG);
            Tensor after = learnToForge(zForG, scored, before.real(), witness);
            step++; // 3. Report.
            boolean good = ledger.settle(forger, detective);
            average.ifPresent(follower -> follower.follow(step * game.batch(), game.batch()));
            witness.at(Stop.RESULT);
            return watch && good ? Optional.of(watched(before, real, after, zForG)) : Optional.empty();
        }
    }

    private record Verdicts(Tensor real, Tensor fake, Disguise.Chance chance) {} // (N) each, and what fell to real

    /** One update of D. The made images come without their graph: D's error must not reach G. */
    private Verdicts learnToDetect(Tensor made, Tensor real, int k, Witness witness) throws InterruptedException {
        Tensor fake = made.detach();
        Tensor onFake = forward.judge(detective.net(), fake); // (N)
        witness.at(Stop.D_ON_FAKES, onFake);
        Tensor onReal = forward.judge(detective.net(), real); // (N)
        witness.at(Stop.D_ON_REALS, onReal);
        Verdicts before = new Verdicts(onReal.detach(), onFake.detach(), forward.judged());
        Tensor error = loss.discriminator(onReal, onFake).mean();
        ledger.lossD().add(error);
        if (penalty.filter(held -> held.isDue(step)).isPresent()) {
            error = error.add(forward.slopes(penalty.get(), detective.net(), real, fake, () -> draws.between(step, k)));
        }
        witness.at(Stop.ERRORS, error);
        detective.backPropagate(error);
        witness.at(Stop.BACKWARD_D);
        detective.update(error, game.pace(step * game.batch()));
        disguise.judged(onReal);
        witness.at(Stop.UPDATE_D);
        return before;
    }

    /** One update of G through D, which is frozen; what D says to the scored images. */
    private Tensor learnToForge(Tensor z, Tensor scored, Tensor real, Witness witness) throws InterruptedException {
        Tensor after = forward.judge(detective.net(), scored); // (N)
        witness.at(Stop.RESCORE, z, scored, after);
        Tensor error = loss.generator(after, real).mean();
        ledger.lossG().add(error);
        witness.at(Stop.G_ERROR, error);
        forger.backPropagate(error);
        witness.at(Stop.BACKWARD_G);
        forger.update(error, game.pace(step * game.batch()));
        witness.at(Stop.UPDATE_G);
        return after;
    }

    private StepStats watched(Verdicts before, Tensor real, Tensor after, Tensor z) {
        Tensor realAfter = forward.judgeAgain(detective.net(), real, before.chance()); // only D has changed
        Tensor afterG = forward.judgeAgain(detective.net(), forward.probe(forger.net(), z), forward.judged());
        return ledger.stats(loss, before.real(), realAfter, before.fake(), after, afterG);
    }

    @Override
    public void close() {
        forger.close();
        detective.close();
        average.ifPresent(Average::close);
        ledger.close();
    }
}
