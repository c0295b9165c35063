package dev.gannet.train;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Fakes;
import dev.gannet.config.LossConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.loss.Losses;
import dev.gannet.model.Gan;
import dev.gannet.nn.Net;
import dev.gannet.run.Hearing;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Histogram;
import dev.gannet.run.RunEvent.Range;
import dev.gannet.run.RunEvent.Weights;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Stop;
import dev.gannet.trace.WeightGradient;
import dev.gannet.trace.WeightUpdate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Takes the measures of one step that the doctor judges by. For one step; costs a fifth to a half of one. */
final class VitalSigns implements Witness {
    private static final int BINS = 20;
    private static final Range NOTHING = new Range(0, 0);
    private static final Weights NO_WEIGHTS = new Weights(0, 0, List.of(), List.of(), List.of(), List.of());

    private final RunConfig config;
    private final Gan gan;
    private final Forward forward;
    private final AdversarialLoss loss;
    private final Tensors of = new Tensors();
    private double[] fake = {};
    private double[] real = {};
    private double[] after = {};
    private double error; // D's, penalty included
    private double factor;
    private double slope;
    private Range realRange = NOTHING;
    private Range fakeRange = NOTHING;
    private Weights d = NO_WEIGHTS;
    private Weights g = NO_WEIGHTS;
    private Optional<Double> gain = Optional.empty();
    private boolean isolated = true;

    /** The step's own tensors, as far as it has got; borrowed. */
    private static final class Tensors {
        List<Tensor> before = List.of();
        Optional<Tensor> made = Optional.empty();
        Optional<Tensor> real = Optional.empty();
        Optional<Tensor> scored = Optional.empty();
        Optional<Tensor> after = Optional.empty();
        double predicted;
        Optional<WeightProbe> probe = Optional.empty();
    }

    VitalSigns(RunConfig config, Gan gan, Forward forward) {
        this.config = config;
        this.gan = gan;
        this.forward = forward;
        this.loss = Losses.of(config.recipe().game().loss());
    }

    @Override
    public void at(Stop stop, Tensor... seen) {
        switch (stop) {
            case READY -> of.before = copies(gan.generator());
            case GENERATE -> made(seen[0]);
            case REAL -> real(seen[0]);
            case D_ON_FAKES -> fake = numbers(seen[0]);
            case D_ON_REALS -> real = numbers(seen[0]);
            case BACKWARD_D -> of.probe = Optional.of(new WeightProbe(gan.discriminator()));
            case UPDATE_D -> updatedD();
            case RESCORE -> rescored(seen[1], seen[2]);
            case G_ERROR -> slopes(seen[0]);
            case BACKWARD_G -> of.probe = Optional.of(new WeightProbe(gan.generator()));
            case UPDATE_G -> updatedG();
            case ERRORS -> error = seen[0].item_float();
            case NOISE, RESULT -> {}
        }
    }

    private void made(Tensor images) {
        of.made = Optional.of(images);
        fakeRange = range(images);
    }

    private void real(Tensor images) {
        of.real = Optional.of(images);
        realRange = range(images);
    }

    private void updatedD() {
        WeightProbe probe = of.probe.orElseThrow();
        d = weights(probe);
        of.predicted = probe.predicted();
        isolated = unchanged(gan.generator());
        of.before = copies(gan.discriminator());
    }

    private void updatedG() {
        g = weights(of.probe.orElseThrow());
        isolated &= unchanged(gan.discriminator());
    }

    private void rescored(Tensor scored, Tensor logits) {
        of.scored = Optional.of(scored);
        of.after = Optional.of(logits);
        after = numbers(logits);
        if (!isComparable() || of.predicted == 0) {
            return;
        }
        boolean same = config.recipe().game().fakes() == Fakes.SAME;
        double[] fakeNow = same
                ? after
                : numbers(
                        forward.probe(gan.discriminator(), of.made.orElseThrow().detach()));
        double[] realNow = numbers(forward.probe(gan.discriminator(), of.real.orElseThrow()));
        gain = Optional.of((errorD(realNow, fakeNow) - errorD(real, fake)) / of.predicted);
    }

    /** Whether D's error before and after its update differs by the update alone, and is all that the update was for. */
    private boolean isComparable() {
        boolean plain = config.recipe().game().augment() instanceof AugmentConfig.None;
        return plain
                && !Recorder.drops(config.recipe())
                && Losses.penalty(config.recipe().game().loss()).isEmpty();
    }

    private double errorD(double[] onReal, double[] onFake) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            return mean(numbers(loss.onReal(tensor(onReal), tensor(onFake))))
                    + mean(numbers(loss.onFake(tensor(onFake), tensor(onReal))));
        }
    }

    private static Tensor tensor(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return Tensor.create(narrow, narrow.length);
    }

    private void slopes(Tensor error) {
        Tensor logits = of.after.orElseThrow();
        factor = Slopes.passedOn(error, logits);
        slope = Slopes.steepness(logits, of.scored.orElseThrow());
    }

    /** What was measured, once the step is done; {@code gallery} and {@code hearing} of the networks after it. */
    RunEvent.Vitals vitals(long step, Optional<Gallery> gallery, Optional<Hearing> hearing) {
        double[] realVerdicts = verdicts(real);
        double[] fakeVerdicts = verdicts(fake);
        Range range = config.recipe().game().loss().verdict() == LossConfig.Verdict.SCORE
                ? range(realVerdicts, fakeVerdicts)
                : new Range(0, 1);
        double boundary = loss.boundary();
        return new RunEvent.Vitals(
                step,
                histogram(realVerdicts, range),
                histogram(fakeVerdicts, range),
                share(real, boundary),
                1 - share(fake, boundary),
                share(after, boundary),
                mean(DoubleStream.concat(Arrays.stream(real), Arrays.stream(fake))
                        .map(Math::abs)
                        .toArray()),
                factor,
                slope,
                d,
                g,
                realRange,
                fakeRange,
                gain,
                isolated,
                gallery,
                hearing,
                penalty(step),
                gallery.map(_ -> Stretch.of(gan)));
    }

    private Optional<Double> penalty(long step) {
        return Losses.penalty(config.recipe().game().loss())
                .filter(held -> held.isDue(step - 1))
                .map(_ -> error - errorD(real, fake));
    }

    private double[] verdicts(double[] logits) {
        try (StepScope scope = StepScope.open()) {
            return numbers(loss.verdict(tensor(logits)));
        }
    }

    private static Histogram histogram(double[] values, Range range) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(BINS, 0));
        double width = Math.max((range.high() - range.low()) / BINS, Double.MIN_NORMAL);
        for (double value : values) {
            int bin = (int) Math.clamp(Math.floor((value - range.low()) / width), 0, BINS - 1);
            counts.set(bin, counts.get(bin) + 1);
        }
        return new Histogram(range.low(), range.high(), counts);
    }

    private static Weights weights(WeightProbe probe) {
        List<WeightGradient> gradients = probe.gradients(List.of());
        List<WeightUpdate> updates = probe.updates();
        double norms = updates.stream()
                .mapToDouble(w -> w.weightNorm() * w.weightNorm())
                .sum();
        double changes =
                updates.stream().mapToDouble(w -> w.change() * w.change()).sum();
        return new Weights(
                probe.norm(),
                norms == 0 ? 0 : Math.sqrt(changes / norms),
                updates.stream().map(WeightUpdate::weight).toList(),
                gradients.stream().map(WeightGradient::norm).toList(),
                updates.stream().map(WeightUpdate::weightNorm).toList(),
                updates.stream().map(WeightUpdate::ratio).toList());
    }

    private static List<Tensor> copies(Net net) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return net.parameters().values().stream()
                    .map(weight -> weight.detach().clone())
                    .toList();
        }
    }

    /** Whether a network's weights are still what {@link #copies} has last copied. */
    private boolean unchanged(Net net) {
        int at = 0;
        for (Tensor weight : net.parameters().values()) {
            if (!weight.equal(of.before.get(at++))) {
                return false;
            }
        }
        return true;
    }

    private static Range range(Tensor images) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor pixels = images.detach();
            return new Range(pixels.min().item_float(), pixels.max().item_float());
        }
    }

    private static Range range(double[] some, double[] others) {
        var all =
                DoubleStream.concat(Arrays.stream(some), Arrays.stream(others)).summaryStatistics();
        return new Range(all.getMin(), all.getMax());
    }

    private static double[] numbers(Tensor values) {
        return TensorBytes.doubles(values);
    }

    private static double share(double[] values, double above) {
        return mean(Arrays.stream(values).map(value -> value > above ? 1 : 0).toArray());
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
