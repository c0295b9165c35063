package dev.gannet.trace;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Traces by hand, of a batch of ten. */
final class Traces {
    static final int COUNT = 10;
    private static final Strip STRIP = new Strip(COUNT, 1, 1, Strip.PNG + "AA==");

    private Traces() {}

    static StepTrace ready(String loss, boolean probability) {
        return StepTrace.EMPTY.with(
                Stop.READY,
                new Seen.Ready(7, 0.5, COUNT, COUNT, 1, 2e-4, loss, probability, true, Map.of("generator", "ab")));
    }

    static StepTrace ready() {
        return ready("bce", true);
    }

    static Seen made(double spread, double clipped) {
        return new Seen.Made(STRIP, List.of(), clipped, spread);
    }

    static Seen reals(double spread) {
        return new Seen.Reals(STRIP, List.of(), spread, List.of(), 0);
    }

    /** Real images that D will see changed, each change with this probability. */
    static Seen realsToChange(double chance) {
        return new Seen.Reals(STRIP, List.of(), 1, List.of("cutout"), chance);
    }

    /** Verdicts; the logits are the same numbers. */
    static Seen scores(double... verdicts) {
        return new Seen.Scores(verdicts, verdicts, List.of(), Optional.empty());
    }

    /** The same of images that were changed before. */
    static Seen disguised(double... verdicts) {
        return new Seen.Scores(verdicts, verdicts, List.of(), Optional.of(STRIP));
    }

    static Seen errors(double lossD, double penalty) {
        return new Seen.Errors(all(lossD / 2), all(lossD / 2), all(0), all(0), lossD, penalty);
    }

    static Seen rescored(double[] fake, double[] real) {
        return new Seen.Rescored(fake, fake, real, real, 1, Optional.empty(), false);
    }

    /** The same where G is scored on the same images by other chance, or on fresh ones. */
    static Seen probed(boolean fresh) {
        Optional<Strip> others = fresh ? Optional.of(STRIP) : Optional.empty();
        return new Seen.Rescored(all(0.3), all(0.3), all(0.7), all(0.7), 1, others, true);
    }

    static Seen forgerError(double[] verdicts, double[] errors) {
        return new Seen.ForgerError(verdicts, verdicts, errors, 2, Optional.empty());
    }

    static Seen backwardG(double factor, double... norms) {
        List<WeightGradient> weights = Arrays.stream(norms)
                .mapToObj(norm -> gradient(norm, OptionalDouble.empty()))
                .toList();
        return new Seen.BackwardG(STRIP, 1, all(1), factor, 3, weights, 4);
    }

    static WeightGradient gradient(double norm, OptionalDouble cosine) {
        return new WeightGradient(
                "conv.weight", norm, 1, norm, 0, OptionalDouble.empty(), OptionalDouble.empty(), cosine);
    }

    static Seen update(double ratio, boolean othersUntouched) {
        return new Seen.Update(List.of(new WeightUpdate("conv.weight", 1, ratio, ratio)), -0.1, othersUntouched);
    }

    static Seen result(double[] verdicts) {
        return new Seen.Result(STRIP, STRIP, 1, verdicts, verdicts, all(0.25), 1, "step 7");
    }

    static double[] all(double value) {
        double[] values = new double[COUNT];
        Arrays.fill(values, value);
        return values;
    }

    /** So many of the one value, the rest of the other. */
    static double[] some(int many, double value, double other) {
        double[] values = all(other);
        Arrays.fill(values, 0, many, value);
        return values;
    }
}
