package dev.gannet.plane;

import dev.gannet.loss.AdversarialLoss;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Stop;
import dev.gannet.trace.plane.PlaneView.Round;
import dev.gannet.train.PlaneStep;
import dev.gannet.train.Witness;
import java.util.Arrays;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Writes down one step's points and what happens to them: the step's own tensors, before the step frees them. */
final class RoundRecorder implements Witness {
    private static final double[][] NO_POINTS = {};
    private static final double[] NO_NUMBERS = {};

    private final long step;
    private final AdversarialLoss loss;
    private final Player forger;
    private final Player detective;
    private Tensor latents = new Tensor();
    private Tensor scored = new Tensor();
    private Tensor madeOutputs = new Tensor();
    private Tensor realOutputs = new Tensor();
    private double[][] noise = NO_POINTS;
    private double[][] fake = NO_POINTS;
    private double[][] real = NO_POINTS;
    private double[] onFake = NO_NUMBERS;
    private double[] onReal = NO_NUMBERS;
    private double[] errorFake = NO_NUMBERS;
    private double[] errorReal = NO_NUMBERS;
    private double[] after = NO_NUMBERS;
    private double[] errorG = NO_NUMBERS;
    private double[][] arrows = NO_POINTS;
    private double[][] moved = NO_POINTS;
    private double[] onMoved = NO_NUMBERS;

    /** A network as one looks at it: without a graph, changing nothing. */
    @FunctionalInterface
    interface Player {
        /** Its output, attached to the current scope. */
        Tensor of(Tensor input);
    }

    /** For step number {@code step}, from 1. */
    RoundRecorder(long step, AdversarialLoss loss, Player forger, Player detective) {
        this.step = step;
        this.loss = loss;
        this.forger = forger;
        this.detective = detective;
    }

    /** As far as the step has got. */
    Round round() {
        return new Round(
                step, noise, fake, real, onFake, onReal, errorFake, errorReal, after, errorG, arrows, moved, onMoved);
    }

    /** Mean length of the arrows; 0 before there are any. */
    double pull() {
        return Arrays.stream(arrows)
                .mapToDouble(arrow -> Math.hypot(arrow[0], arrow[1]))
                .average()
                .orElse(0);
    }

    @Override
    public void at(Stop stop, Tensor... seen) {
        switch (stop) {
            case NOISE -> noise = points(seen[0]);
            case GENERATE -> fake = points(seen[0]);
            case REAL -> real = points(seen[0]);
            case D_ON_FAKES -> onFake = verdicts(madeOutputs = seen[0]);
            case D_ON_REALS -> onReal = verdicts(realOutputs = seen[0]);
            case ERRORS -> errors();
            case RESCORE -> rescored(seen[0], seen[1], seen[2]);
            case G_ERROR -> arrows = wanted(seen[0]);
            case RESULT -> result();
            case READY, BACKWARD_D, UPDATE_D, BACKWARD_G, UPDATE_G -> {}
        }
    }

    private void errors() {
        try (NoGradGuard frozen = new NoGradGuard()) {
            errorFake = numbers(loss.onFake(madeOutputs.detach(), realOutputs.detach()));
            errorReal = numbers(loss.onReal(realOutputs.detach(), madeOutputs.detach()));
        }
    }

    private void rescored(Tensor z, Tensor points, Tensor outputs) {
        latents = z;
        scored = points;
        after = verdicts(outputs);
        try (NoGradGuard frozen = new NoGradGuard()) {
            errorG = numbers(loss.generator(outputs.detach(), realOutputs.detach()));
        }
    }

    /** Against the slope of each point's own error: that of the mean is an N-th of it. */
    private double[][] wanted(Tensor error) {
        double[][] slopes = Points.of(PlaneStep.slope(error, scored));
        for (double[] slope : slopes) {
            for (int i = 0; i < slope.length; i++) {
                slope[i] *= -slopes.length;
            }
        }
        return Points.brief(slopes);
    }

    private void result() {
        Tensor points = forger.of(latents);
        moved = points(points);
        onMoved = verdicts(detective.of(points));
    }

    private double[] verdicts(Tensor outputs) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return numbers(loss.verdict(outputs.detach()));
        }
    }

    private static double[] numbers(Tensor values) {
        return Points.brief(TensorBytes.doubles(values.detach()));
    }

    private static double[][] points(Tensor values) {
        return Points.brief(Points.of(values));
    }
}
