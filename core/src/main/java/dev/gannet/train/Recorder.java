package dev.gannet.train;

import dev.gannet.config.Fakes;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.loss.Losses;
import dev.gannet.model.Gan;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepObserver;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import dev.gannet.train.SecondLook.Judged;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Reads a step's tensors at every stop, into plain numbers, and tells an observer. For one step. */
final class Recorder implements Witness {
    static final int SHOWN = 16;

    private final RunConfig config;
    private final Gan gan;
    private final Forward forward;
    private final AdversarialLoss loss;
    private final SecondLook look;
    private final boolean penalised; // D learns from more than its error on images
    private final Sketch sketch;
    private final Supplier<List<String>> names;
    private final StepObserver observer;
    private final Looking looking;
    private final LayerOutputs layers = new LayerOutputs();
    private final Tensors of = new Tensors();
    private String forgerHash = "";
    private String detectiveHash = "";

    /**
     * Where the step is looked at.
     *
     * @param step its number, from 1
     * @param epoch passes over the data before it
     * @param lr the learning rate in force
     * @param hashes of all state before it
     */
    record Looking(long step, double epoch, double lr, Map<String, String> hashes) {}

    /** The step's own tensors, as far as it has got; borrowed. */
    private static final class Tensors {
        Tensor z = new Tensor();
        Tensor made = new Tensor();
        Tensor real = new Tensor();
        Tensor onFake = new Tensor();
        Tensor onReal = new Tensor();
        Judged fake = new Judged(z, new Disguise.Chance(0, 0));
        Judged genuine = fake;
        Judged forged = fake; // the scored images
        Tensor scored = new Tensor();
        Tensor after = new Tensor();
        Tensor slope = new Tensor();
        List<WeightProbe.Parts> parts = List.of();
        Optional<WeightProbe> probe = Optional.empty();
        double factor;
        double logitSlope;
        double lossD;
        double lossG;
        double gradientD;
        double gradientG;
        double realAfter;
    }

    /** @param names of the images in the batch that was taken last */
    Recorder(
            RunConfig config,
            Gan gan,
            Forward forward,
            Looking looking,
            Supplier<List<String>> names,
            StepObserver observer) {
        this.config = config;
        this.gan = gan;
        this.forward = forward;
        this.loss = Losses.of(config.recipe().game().loss());
        this.look = new SecondLook(forward, gan.discriminator());
        this.penalised = Losses.penalty(config.recipe().game().loss())
                .filter(penalty -> penalty.isDue(looking.step() - 1))
                .isPresent();
        this.sketch = new Sketch(config.image(), SHOWN);
        this.names = names;
        this.observer = observer;
        this.looking = looking;
    }

    /**
     * For a trainer's next step.
     *
     * @param hashes of all its state now
     */
    static Recorder of(Trainer trainer, Map<String, String> hashes, StepObserver observer) {
        return new Recorder(
                trainer.config(),
                trainer.gan(),
                trainer.forward(),
                new Looking(trainer.step() + 1, trainer.epoch(), trainer.lr(), hashes),
                trainer::names,
                observer);
    }

    @Override
    public void at(Stop stop, Tensor... seen) throws InterruptedException {
        observer.at(
                stop,
                switch (stop) {
                    case READY -> ready();
                    case NOISE -> noise(seen[0]);
                    case GENERATE -> made(seen[0]);
                    case REAL -> real(seen[0]);
                    case D_ON_FAKES -> scores(of.onFake = seen[0], of.fake = look.just(of.made));
                    case D_ON_REALS -> scores(of.onReal = seen[0], of.genuine = look.just(of.real));
                    case ERRORS -> errors(seen[0]);
                    case BACKWARD_D -> backwardD();
                    case UPDATE_D -> updateD();
                    case RESCORE -> rescored(seen[0], seen[1], seen[2]);
                    case G_ERROR -> forgerError(seen[0]);
                    case BACKWARD_G -> backwardG();
                    case UPDATE_G -> updateG();
                    case RESULT -> result();
                });
    }

    private Seen ready() {
        var game = config.recipe().game();
        forgerHash = Snapshot.hash(gan.generator().parameters());
        forward.show(layers);
        return new Seen.Ready(
                looking.step(),
                looking.epoch(),
                game.batch(),
                Math.min(SHOWN, game.batch()),
                game.dSteps(),
                looking.lr(),
                game.loss().shortName(),
                loss.probability(),
                game.fakes() == Fakes.SAME,
                looking.hashes());
    }

    private Seen noise(Tensor z) {
        of.z = z;
        layers.take(); // of D's earlier updates in this step
        int size = Math.toIntExact(z.size(1));
        float[] all = TensorBytes.floats(z);
        double[] lengths = new double[Math.toIntExact(z.size(0))];
        float[][] values = new float[Math.min(SHOWN, lengths.length)][];
        for (int i = 0; i < lengths.length; i++) {
            float[] row = Arrays.copyOfRange(all, i * size, (i + 1) * size);
            double square = 0;
            for (float value : row) {
                square += (double) value * value;
            }
            lengths[i] = Math.sqrt(square / size);
            if (i < values.length) {
                values[i] = row;
            }
        }
        return new Seen.Noise(size, values, lengths);
    }

    private Seen made(Tensor images) {
        of.made = images;
        try (NoGradGuard frozen = new NoGradGuard()) {
            double clipped = images.detach()
                    .abs()
                    .gt(new Scalar(0.99f))
                    .to(ScalarType.Float)
                    .mean()
                    .item_float();
            return new Seen.Made(sketch.images(images), layers.take(), clipped, spread(images));
        }
    }

    private Seen real(Tensor images) {
        of.real = images;
        List<String> shown = names.get();
        return new Seen.Reals(
                sketch.images(images),
                shown.subList(0, Math.min(SHOWN, shown.size())),
                spread(images),
                forward.disguise().changes(),
                forward.disguise().strength());
    }

    private static double spread(Tensor images) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor apart = images.detach().sub(images.detach().mean(0));
            return Math.sqrt(apart.square().mean().item_float());
        }
    }

    private Optional<Strip> disguised(Judged once) {
        return once.disguised() ? Optional.of(sketch.images(look.seen(once))) : Optional.empty();
    }

    private Seen scores(Tensor logits, Judged once) {
        return new Seen.Scores(numbers(logits), verdicts(logits), layers.take(), disguised(once));
    }

    /** Whether D leaves out parts of itself by chance while it learns. */
    static boolean drops(Recipe recipe) {
        return switch (recipe) {
            case Recipe.Vanilla _ -> true;
            case Recipe.Dcgan _, Recipe.Modern _ -> false;
        };
    }

    private Seen errors(Tensor error) {
        forward.showNobody();
        double[] fake;
        double[] real;
        try (NoGradGuard frozen = new NoGradGuard()) {
            fake = numbers(loss.onFake(of.onFake.detach(), of.onReal.detach()));
            real = numbers(loss.onReal(of.onReal.detach(), of.onFake.detach()));
        }
        Tensor fakeSlope = Slopes.of(error, of.onFake);
        Tensor realSlope = Slopes.of(error, of.onReal);
        of.parts = List.of(new WeightProbe.Parts(
                WeightProbe.part(gan.discriminator(), of.onReal, realSlope),
                WeightProbe.part(gan.discriminator(), of.onFake, fakeSlope)));
        of.lossD = mean(fake) + mean(real);
        return new Seen.Errors(
                fake,
                real,
                timesCount(numbers(fakeSlope)),
                timesCount(numbers(realSlope)),
                of.lossD,
                penalised ? error.item_float() - of.lossD : 0);
    }

    private Seen backwardD() {
        WeightProbe probe = new WeightProbe(gan.discriminator());
        of.probe = Optional.of(probe);
        of.gradientD = probe.norm();
        return new Seen.BackwardD(probe.gradients(of.parts), of.gradientD);
    }

    private Seen updateD() {
        WeightProbe probe = of.probe.orElseThrow();
        detectiveHash = Snapshot.hash(gan.discriminator().parameters());
        boolean untouched = forgerHash.equals(Snapshot.hash(gan.generator().parameters()));
        double predicted = penalised
                ? probe.predicted(of.parts.getFirst().sum()) // to be compared with an error that has no penalty in it
                : probe.predicted();
        return new Seen.Update(probe.updates(), predicted, untouched);
    }

    private Seen rescored(Tensor z, Tensor scored, Tensor after) {
        boolean same = config.recipe().game().fakes() == Fakes.SAME;
        of.z = z;
        of.scored = scored;
        of.after = after;
        of.forged = look.just(scored);
        boolean chance = of.fake.disguised() || of.forged.disguised() || drops(config.recipe());
        boolean probe = !same || chance;
        Tensor onFake = probe ? look.now(of.fake) : after.detach();
        Tensor onReal = look.now(of.genuine);
        try (NoGradGuard frozen = new NoGradGuard()) {
            double lossD = mean(numbers(loss.onFake(onFake, onReal))) + mean(numbers(loss.onReal(onReal, onFake)));
            of.realAfter = mean(verdicts(onReal));
            Optional<Strip> fresh = same ? Optional.empty() : Optional.of(sketch.images(scored));
            return new Seen.Rescored(
                    numbers(onFake), verdicts(onFake), numbers(onReal), verdicts(onReal), lossD, fresh, probe);
        }
    }

    private Seen forgerError(Tensor error) {
        of.slope = Slopes.of(error, of.scored);
        of.factor = Slopes.passedOn(error, of.after);
        of.logitSlope = Slopes.steepness(of.after, of.scored);
        of.lossG = error.item_float();
        try (NoGradGuard frozen = new NoGradGuard()) {
            Tensor each = loss.generator(of.after.detach(), of.onReal.detach());
            return new Seen.ForgerError(
                    numbers(of.after), verdicts(of.after), numbers(each), of.lossG, disguised(of.forged));
        }
    }

    private Seen backwardG() {
        WeightProbe probe = new WeightProbe(gan.generator());
        of.probe = Optional.of(probe);
        of.gradientG = probe.norm();
        Sketch.Heat wanted = sketch.heat(of.slope.neg());
        return new Seen.BackwardG(
                wanted.strip(),
                wanted.scale(),
                timesCount(Slopes.normsPerImage(of.slope)),
                of.factor,
                of.logitSlope,
                probe.gradients(List.of()),
                of.gradientG);
    }

    private Seen updateG() {
        WeightProbe probe = of.probe.orElseThrow();
        boolean untouched =
                detectiveHash.equals(Snapshot.hash(gan.discriminator().parameters()));
        return new Seen.Update(probe.updates(), probe.predicted(), untouched);
    }

    private Seen result() {
        try (NoGradGuard frozen = new NoGradGuard()) {
            Tensor images = forward.probe(gan.generator(), of.z);
            Tensor logits = look.now(of.forged, images);
            Tensor change = images.sub(of.scored.detach());
            Sketch.Heat heat = sketch.heat(change);
            double lossG = mean(numbers(loss.generator(logits, of.onReal.detach())));
            return new Seen.Result(
                    sketch.images(images),
                    heat.strip(),
                    heat.scale(),
                    numbers(logits),
                    verdicts(logits),
                    Slopes.cosinePerImage(change, of.slope.neg()),
                    lossG,
                    ledger(verdicts(logits)));
        }
    }

    private String ledger(double[] made) {
        return String.format(
                Locale.ROOT,
                "step %d e%.1f L_D %.3f L_G %.3f D(x) %.2f>%.2f D(G(z)) %.2f>%.2f>%.2f |gD| %.3g |gG| %.3g acc r %.2f f %.2f",
                looking.step(),
                looking.epoch(),
                of.lossD,
                of.lossG,
                mean(verdicts(of.onReal)),
                of.realAfter,
                mean(verdicts(of.onFake)),
                mean(verdicts(of.after)),
                mean(made),
                of.gradientD,
                of.gradientG,
                shareAbove(loss.boundary(), numbers(of.onReal)),
                1 - shareAbove(loss.boundary(), numbers(of.onFake)));
    }

    private static double shareAbove(double boundary, double[] logits) {
        return Arrays.stream(logits).filter(logit -> logit > boundary).count() / (double) logits.length;
    }

    private double[] verdicts(Tensor logits) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return numbers(loss.shown(logits.detach()));
        }
    }

    private static double[] numbers(Tensor values) {
        return TensorBytes.doubles(values.detach());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /** The slope of a mean is 1/N of each image's own. */
    private static double[] timesCount(double[] slopes) {
        return Arrays.stream(slopes).map(slope -> slope * slopes.length).toArray();
    }
}
