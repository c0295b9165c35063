package dev.gannet.train;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Budget;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.OptimizerConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.evaluate.Sample;
import dev.gannet.nn.Net;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Severity;
import dev.gannet.tensor.Images;
import dev.gannet.trace.Stop;
import dev.gannet.train.Patient.Sabotage;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A training with something wrong in it, or with nothing wrong.
 *
 * @param name what is done to it
 * @param rule that must say so; empty if none
 * @param severity how bad that must be at least
 * @param config of the training
 * @param steps how long it is
 * @param images what is made of the drawings of dogs before they are trained on
 * @param sabotage what is done to its steps
 * @param judging who scores it now and then
 */
record Faulty(
        String name,
        String rule,
        Severity severity,
        RunConfig config,
        int steps,
        UnaryOperator<ImageSource> images,
        Sabotage sabotage,
        Supervision.Judging judging) {
    private static final UnaryOperator<ImageSource> AS_THEY_ARE = UnaryOperator.identity();
    private static final int HELD_OUT = 100;

    @Override
    public String toString() {
        return (rule.isEmpty() ? "" : rule + ": ") + name;
    }

    List<RunEvent> events() throws InterruptedException {
        try (ImageSource drawn = Sources.drawn((DataConfig.Dogs) config.data(), config.image())) {
            return Patient.train(config, images.apply(drawn), steps, sabotage, judging);
        }
    }

    private static RunConfig config(LossConfig loss, double lr) {
        return RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, 500), new ImageShape(3, 16))
                .withBudget(new Budget.Steps(500))
                .withRecipe(new Recipe.Dcgan(
                        16,
                        4,
                        Recipe.Dcgan.TUTORIAL
                                .game()
                                .withLoss(loss)
                                .withBatch(16)
                                .withLr(lr)));
    }

    private static RunConfig sgd(double lr) {
        Game game = usual().recipe().game();
        OptimizerConfig descent = new OptimizerConfig.Sgd(lr, 0.5);
        return usual().withRecipe(
                        usual().recipe().withGame(new Game(game.loss(), descent, game.batch(), game.fakes(), 1)));
    }

    private static RunConfig usual() {
        return config(new LossConfig.Bce(), 1e-3);
    }

    private static Faulty sabotaged(String rule, Severity severity, String name, int steps, Sabotage sabotage) {
        return new Faulty(name, rule, severity, usual(), steps, AS_THEY_ARE, sabotage, Judges::none);
    }

    private static Faulty configured(
            String rule, Severity severity, String name, int steps, RunConfig config, Sabotage sabotage) {
        return new Faulty(name, rule, severity, config, steps, AS_THEY_ARE, sabotage, Judges::none);
    }

    private static Faulty healthy(String name, RunConfig config) {
        return new Faulty(name, "", Severity.INFO, config, 500, AS_THEY_ARE, Sabotage.NONE, Judges::plain);
    }

    private static Faulty judged(
            String rule, Severity severity, String name, int steps, Sabotage sabotage, Supervision.Judging judging) {
        return new Faulty(name, rule, severity, usual(), steps, AS_THEY_ARE, sabotage, judging);
    }

    /** Trainings with nothing wrong in them. */
    static List<Faulty> healthy() {
        RunConfig fresh = usual().withRecipe(
                        usual().recipe().withGame(usual().recipe().game().withFakes(Fakes.FRESH)));
        Game now = Recipe.Modern.DEFAULT.game().withBatch(16);
        return List.of(
                healthy("modern", modern()),
                healthy(
                        "modern, augmented",
                        usual().withRecipe(new Recipe.Modern(16, 8, false, now.withAugment(AugmentConfig.Diff.ALL)))),
                healthy("dcgan, bce, seed 1", usual()),
                healthy("dcgan, bce, seed 2", usual().withSeed(2)),
                healthy("dcgan, bce, seed 3", usual().withSeed(3)),
                healthy("dcgan, bce, fresh fakes", fresh),
                healthy("dcgan, hinge", config(new LossConfig.Hinge(), 1e-3)),
                healthy("dcgan, least-squares", config(new LossConfig.LeastSquares(), 1e-3)),
                healthy("dcgan, wasserstein-gp", config(new LossConfig.WassersteinGp(10), 1e-3)),
                healthy("vanilla with Adam", vanilla()),
                healthy("dcgan, 100 images held out", usual().withHoldOut(HELD_OUT)),
                new Faulty(
                        "dcgan, two classes",
                        "",
                        Severity.INFO,
                        usual(),
                        500,
                        Changed::halfNegative,
                        Sabotage.NONE,
                        Judges::byClasses));
    }

    /** One training for every way to go wrong, and more for some. */
    static List<Faulty> all() {
        return List.of(
                configured(
                        "B1",
                        Severity.WARNING,
                        "saturating loss, real images x 20 from step 150 on",
                        500,
                        config(new LossConfig.Saturating(), 1e-3),
                        at(Stop.REAL, 150, 1, 20)),
                configured(
                        "B2",
                        Severity.WARNING,
                        "saturating loss, D's updates x 10",
                        300,
                        config(new LossConfig.Saturating(), 1e-3),
                        Patient.fasterD(step -> 10)),
                sabotaged(
                        "B2",
                        Severity.WARNING,
                        "D's last layer is next to 0 from step 150 on",
                        300,
                        Patient.scaled(true, "score.weight", 150, 0.01)),
                sabotaged(
                        "B3",
                        Severity.WARNING,
                        "D's last layer grows from step 100 on",
                        300,
                        Patient.scaled(true, "score.weight", 100, 1.05)),
                new Faulty(
                        "two images, no noise, both networks still",
                        "B3",
                        Severity.CRITICAL,
                        usual().withData(new DataConfig.Dogs(1, 2), new ImageShape(3, 16)),
                        200,
                        AS_THEY_ARE,
                        still(),
                        Judges::none),
                sabotaged(
                        "B4",
                        Severity.WARNING,
                        "D's updates x 0.01 from step 200 on",
                        500,
                        Patient.fasterD(step -> step < 200 ? 1 : 0.01)),
                sabotaged("B5", Severity.INFO, "D's last layer is 0", 200, Patient.scaled(true, "score.weight", 1, 0)),
                sabotaged("B5", Severity.CRITICAL, "D's last layer is 0, and D stands still", 200, deaf()),
                sabotaged("B7", Severity.WARNING, "D's updates x 50", 200, Patient.fasterD(step -> 50)),
                configured("B8", Severity.WARNING, "gradient descent, learning rate 1", 200, sgd(1), Sabotage.NONE),
                sabotaged("O1", Severity.WARNING, "D and G fast in turn", 500, inTurn()),
                sabotaged("O2", Severity.WARNING, "G's updates x 0.01", 200, Patient.fasterG(step -> 0.01)),
                sabotaged(
                        "N1",
                        Severity.WARNING,
                        "noise is not a number in every tenth step",
                        100,
                        at(Stop.NOISE, 10, Double.NaN)),
                sabotaged(
                        "N2",
                        Severity.WARNING,
                        "D's last layer grows fast from step 200 on",
                        400,
                        Patient.scaled(true, "score.weight", 200, 1.05)),
                sabotaged("X1", Severity.CRITICAL, "G's update changes D as well", 50, trespass()),
                sabotaged("X3", Severity.CRITICAL, "G's gradient is cut off", 200, cut()),
                sabotaged("X4", Severity.CRITICAL, "D's targets are swapped", 400, swapped()),
                new Faulty(
                        "real images in 0..1",
                        "X5",
                        Severity.CRITICAL,
                        usual(),
                        200,
                        drawn -> new Changed(drawn, 1, value -> 128 + value / 2),
                        Sabotage.NONE,
                        Judges::none),
                new Faulty(
                        "real images at half their range",
                        "X5",
                        Severity.WARNING,
                        usual(),
                        200,
                        drawn -> new Changed(drawn, 1, value -> 64 + value / 2),
                        Sabotage.NONE,
                        Judges::none),
                sabotaged("X5", Severity.CRITICAL, "real images in 0..255", 200, at(Stop.REAL, 1, 127.5)),
                sabotaged(
                        "C1",
                        Severity.CRITICAL,
                        "G's first layer is 0 from step 200 on",
                        400,
                        Patient.scaled(false, "4x4.project.weight", 200, 0)),
                sabotaged(
                        "C2",
                        Severity.CRITICAL,
                        "G's first layer is 0 from step 100 on",
                        400,
                        Patient.scaled(false, "4x4.project.weight", 100, 0)),
                judged(
                        "C3",
                        Severity.CRITICAL,
                        "G's first layer is 0 from step 200 on, scored",
                        400,
                        Patient.scaled(false, "4x4.project.weight", 200, 0),
                        Judges::plain),
                judged(
                        "C4",
                        Severity.WARNING,
                        "G hears one of its 16 numbers and learns slowly from step 200 on, scored",
                        500,
                        deafened(200).and(Patient.fasterG(step -> step >= 200 ? 0.02 : 1)),
                        Judges::plain),
                judged(
                        "C5",
                        Severity.WARNING,
                        "scored by images half of which are negatives",
                        400,
                        Sabotage.NONE,
                        real -> Judges.byClasses(new HoldOut(Changed.halfNegative(real.training()), real.heldOut()))),
                configured(
                        "C6",
                        Severity.WARNING,
                        "vanilla, one grey, in turn bright and dark",
                        400,
                        vanilla(),
                        turning()),
                configured(
                        "K1",
                        Severity.WARNING,
                        "modern, D hears but the spread of its batch from step 150 on",
                        400,
                        modern(),
                        listening(150)),
                new Faulty(
                        "three images to train on, others held out",
                        "M1",
                        Severity.CRITICAL,
                        usual().withHoldOut(HELD_OUT),
                        300,
                        source -> Few.of(source, 3, HELD_OUT, usual().seed()),
                        Sabotage.NONE,
                        Judges::none),
                new Faulty(
                        "vanilla, G's last layer holds an image whenever it is scored",
                        "M2",
                        Severity.WARNING,
                        vanilla().withHoldOut(HELD_OUT),
                        200,
                        AS_THEY_ARE,
                        holding(),
                        Judges::plain),
                sabotaged("A1", Severity.WARNING, "G's last layer alternates from row to row", 600, checks(450)),
                sabotaged(
                        "A2",
                        Severity.WARNING,
                        "G's last layer fades from step 150 on",
                        350,
                        Patient.scaled(false, "image.conv.weight", 150, 0.3)),
                sabotaged(
                        "A2",
                        Severity.WARNING,
                        "G's last layer grows from step 150 on",
                        350,
                        Patient.scaled(false, "image.conv.weight", 150, 1.05)),
                sabotaged(
                        "A2",
                        Severity.WARNING,
                        "G's last layer takes the red out of everything from step 150 on",
                        350,
                        red(150)),
                sabotaged("A3", Severity.WARNING, "G's last layer alternates from step 200 on", 400, checks(200)),
                sabotaged("K2", Severity.WARNING, "G's running averages are never updated", 400, stale()));
    }

    /** The first of the noise's numbers is all that is left of it. */
    private static Sabotage deafened(long from) {
        return (trainer, step, stop, seen) -> {
            if (step >= from && stop == Stop.RESULT) {
                Tensor weight = Patient.weight(trainer.gan().generator(), "4x4.project.weight"); // (latent, ...)
                weight.narrow(0, 1, weight.size(0) - 1).zero_();
            }
        };
    }

    private static Sabotage red(long from) {
        return (trainer, step, stop, seen) -> {
            if (step >= from && stop == Stop.RESULT) {
                Patient.weight(trainer.gan().generator(), "image.conv.weight")
                        .select(1, 0)
                        .abs_()
                        .neg_(); // (in, out, 4, 4); what comes in is never below 0
            }
        };
    }

    private static Sabotage turning() {
        return (trainer, step, stop, seen) -> {
            if (stop == Stop.RESULT) {
                Net g = trainer.gan().generator();
                Patient.weight(g, "pixels.weight").mul_(new Scalar(0.9));
                Patient.weight(g, "pixels.bias").fill_(new Scalar(step / 100 % 2 == 0 ? 0.5 : -0.5));
            }
        };
    }

    private static RunConfig vanilla() {
        Game game = Recipe.Dcgan.TUTORIAL.game().withBatch(16).withLr(1e-3);
        return usual().withRecipe(new Recipe.Vanilla(16, 64, 32, 3, game));
    }

    /** The first of those that the judge has. */
    private static Sabotage holding() {
        return (trainer, step, stop, seen) -> {
            if (stop == Stop.RESULT && step % Patient.SCORES == 0) {
                Pictures image = Sample.of(trainer.images().training(), 2 * Judges.PICTURES, Judges.SEED)
                        .pictures()
                        .first(1);
                Tensor pixels =
                        Images.toTensor(image.pixels(), 1, image.shape()).mul(new Scalar(0.99));
                Net g = trainer.gan().generator();
                Patient.weight(g, "pixels.weight").zero_();
                Patient.weight(g, "pixels.bias").copy_(pixels.flatten(0, -1).atanh());
            }
        };
    }

    private static RunConfig modern() {
        Game game = Recipe.Modern.DEFAULT.game().withBatch(16);
        return usual().withRecipe(new Recipe.Modern(16, 8, true, game));
    }

    /** The last input of the score is how much the images beside each other differ. */
    private static Sabotage listening(long from) {
        return (trainer, step, stop, seen) -> {
            if (stop == Stop.UPDATE_D && step >= from) {
                Tensor weight = Patient.weight(trainer.gan().discriminator(), "score.weight"); // (1, inputs, 4, 4)
                weight.narrow(1, 0, weight.size(1) - 1).zero_();
            }
        };
    }

    /** What they are at the beginning: mean 0, variance 1. */
    private static Sabotage stale() {
        return (trainer, step, stop, seen) -> {
            if (stop == Stop.RESULT) {
                trainer.gan()
                        .generator()
                        .buffers()
                        .forEach((name, average) -> average.fill_(new Scalar(name.endsWith("mean") ? 0.0 : 1.0)));
            }
        };
    }

    private static Sabotage at(Stop where, int every, double factor) {
        return at(where, 1, every, factor);
    }

    private static Sabotage at(Stop where, long from, int every, double factor) {
        return (trainer, step, stop, seen) -> {
            if (stop == where && step >= from && step % every == 0) {
                seen[0].mul_(new Scalar(factor));
            }
        };
    }

    private static Sabotage still() {
        Sabotage d = Patient.fasterD(step -> 0);
        Sabotage g = Patient.fasterG(step -> 0);
        Sabotage z = at(Stop.NOISE, 1, 0);
        return (trainer, step, stop, seen) -> {
            d.at(trainer, step, stop, seen);
            g.at(trainer, step, stop, seen);
            z.at(trainer, step, stop, seen);
        };
    }

    private static Sabotage deaf() {
        Sabotage zero = Patient.scaled(true, "score.weight", 1, 0);
        Sabotage still = Patient.fasterD(step -> 0);
        return (trainer, step, stop, seen) -> {
            still.at(trainer, step, stop, seen);
            zero.at(trainer, step, stop, seen);
        };
    }

    private static Sabotage inTurn() {
        Sabotage d = Patient.fasterD(step -> step / 40 % 2 == 0 ? 4 : 0.05);
        Sabotage g = Patient.fasterG(step -> step / 40 % 2 == 0 ? 0.05 : 4);
        return (trainer, step, stop, seen) -> {
            d.at(trainer, step, stop, seen);
            g.at(trainer, step, stop, seen);
        };
    }

    private static Sabotage trespass() {
        return (trainer, step, stop, seen) -> {
            if (stop == Stop.UPDATE_G) {
                Patient.weight(trainer.gan().discriminator(), "score.weight").mul_(new Scalar(1.0001));
            }
        };
    }

    private static Sabotage cut() {
        return (trainer, step, stop, seen) -> {
            if (stop == Stop.BACKWARD_G) {
                trainer.gan()
                        .generator()
                        .parameters()
                        .values()
                        .forEach(weight -> weight.grad().zero_());
            }
        };
    }

    private static Sabotage swapped() {
        return (trainer, step, stop, seen) -> {
            if (stop == Stop.BACKWARD_D) {
                trainer.gan()
                        .discriminator()
                        .parameters()
                        .values()
                        .forEach(weight -> weight.grad().neg_());
            }
        };
    }

    /** An output row is made by every second tap of a filter: the others are made their opposite. */
    private static Sabotage checks(long from) {
        return (trainer, step, stop, seen) -> {
            if (step >= from && stop == Stop.RESULT) {
                var weight = Patient.weight(trainer.gan().generator(), "image.conv.weight"); // (in, out, 4, 4)
                for (long tap = 0; tap < 4; tap += 2) {
                    weight.select(2, tap).abs_(); // so that G cannot learn to make one channel undo another
                    weight.select(2, tap + 1).copy_(weight.select(2, tap).neg());
                }
            }
        };
    }
}
