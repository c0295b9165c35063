package dev.gannet.trace;

import static dev.gannet.trace.Narration.Sentence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * Says what a step shows. A story is told only where its guard holds on the trace itself; a stop without a story has its
 * numbers alone. The thresholds are ours; each is tested on both sides.
 */
public final class Narrator {
    static final double GUESSING = 0.05; // mean distance from 1/2
    static final double EASILY = 0.95; // share of images that D is right about
    static final double MOST_MOVED = 0.7;
    static final double WORKED = 0.6;
    static final double COLLAPSED = 0.1; // spread of made images, of real ones' spread
    static final double CLIPPED = 0.5;
    static final double FLAT = 0.05; // slope of G's error along the logit; cross-entropy's largest is 1
    static final double UNCONVINCING = 0.1; // mean verdict
    static final double LARGE_UPDATE = 1e-2; // of the weight's norm
    static final double SMALL_UPDATE = 1e-4;
    static final double COIN = 2 * Math.log(2); // D's cross-entropy when it says 1/2 to everything
    static final double NEAR_COIN = 0.05;
    private static final Set<String> WITH_TARGETS = Set.of("bce", "saturating", "least-squares");

    private final StepTrace trace;
    private final List<Narration> said = new ArrayList<>();

    private Narrator(StepTrace trace) {
        this.trace = trace;
    }

    /** What is worth saying, for every stop that the step has reached. */
    public static Map<Stop, List<Narration>> of(StepTrace trace) {
        Map<Stop, List<Narration>> all = new EnumMap<>(Stop.class);
        for (Stop stop : trace.seen().keySet()) {
            Narrator narrator = new Narrator(trace);
            narrator.tell(stop, trace.seen().get(stop));
            all.put(stop, List.copyOf(narrator.said));
        }
        return Map.copyOf(all);
    }

    private void tell(Stop stop, Seen seen) {
        switch (seen) {
            case Seen.Ready ready -> ready(ready);
            case Seen.Noise noise -> noise(noise);
            case Seen.Made made -> made(made);
            case Seen.Reals reals -> reals(reals);
            case Seen.Scores scores -> scores(stop, scores);
            case Seen.Errors errors -> errors(errors);
            case Seen.BackwardD backward -> backwardD(backward);
            case Seen.Update update -> update(stop, update);
            case Seen.Rescored rescored -> rescored(rescored);
            case Seen.ForgerError error -> forgerError(error);
            case Seen.BackwardG backward -> backwardG(backward);
            case Seen.Result result -> result(result);
        }
    }

    private void ready(Seen.Ready ready) {
        say(Sentence.READY, Map.of("step", (double) ready.step(), "batch", (double) ready.batch(), "lr", ready.lr()));
        if (ready.shown() < ready.batch()) {
            say(Sentence.SHOWN, Map.of("shown", (double) ready.shown(), "count", (double) ready.batch()));
        }
        if (ready.dSteps() > 1) {
            say(Sentence.MANY_D_STEPS, Map.of("times", (double) ready.dSteps()));
        }
    }

    private void noise(Seen.Noise noise) {
        double count = noise.lengths().length;
        say(Sentence.NOISE, Map.of("count", count, "size", (double) noise.size(), "length", mean(noise.lengths())));
    }

    private void made(Seen.Made made) {
        say(Sentence.MADE, Map.of("count", batch()));
        if (made.clipped() > CLIPPED) {
            say(Sentence.CLIPPED, Map.of("share", made.clipped()));
        }
    }

    private void reals(Seen.Reals reals) {
        if (reals.changes().isEmpty()) {
            say(Sentence.REAL, Map.of("count", batch()));
        } else {
            say(Sentence.REAL_CHANGED, Map.of("count", batch(), "share", reals.chance()));
        }
        varied(trace)
                .filter(share -> share < COLLAPSED)
                .ifPresent(share -> say(Sentence.COLLAPSED, Map.of("share", share)));
    }

    /** How much the made images differ, of how much the real ones do. */
    static Optional<Double> varied(StepTrace trace) {
        Optional<Double> real = trace.at(Stop.REAL, Seen.Reals.class).map(Seen.Reals::spread);
        return trace.at(Stop.GENERATE, Seen.Made.class)
                .filter(made -> real.orElse(0.0) > 0)
                .map(made -> made.spread() / real.orElseThrow());
    }

    private void scores(Stop stop, Seen.Scores scores) {
        boolean onFakes = stop == Stop.D_ON_FAKES;
        double[] verdicts = scores.verdicts();
        say(
                onFakes ? Sentence.FAKE_SCORES : Sentence.REAL_SCORES,
                Map.of("mean", mean(verdicts), "lowest", lowest(verdicts), "highest", highest(verdicts)));
        if (scores.disguised().isPresent()) {
            say(Sentence.DISGUISED, Map.of());
        }
        if (onFakes) {
            onFakes(verdicts);
        } else {
            trace.at(Stop.D_ON_FAKES, Seen.Scores.class).ifPresent(fakes -> onBoth(fakes, scores));
        }
    }

    private void onFakes(double[] verdicts) {
        double fooled = count(verdicts, p -> p > 0.5);
        if (probability() && guesses(verdicts)) {
            say(Sentence.GUESSING, Map.of("mean", mean(verdicts)));
        } else if (probability() && fooled > verdicts.length / 2.0) {
            say(Sentence.FOOLED, Map.of("fooled", fooled, "count", (double) verdicts.length));
        }
    }

    private void onBoth(Seen.Scores fakes, Seen.Scores reals) {
        if (!probability()) {
            double real = mean(reals.logits());
            double fake = mean(fakes.logits());
            say(Sentence.LOGIT_GAP, Map.of("real", real, "fake", fake, "gap", real - fake));
            if (loss().equals("relativistic")) {
                double right = moved(reals.logits(), fakes.logits(), 1);
                say(Sentence.PAIRS, Map.of("right", right, "count", (double) reals.logits().length));
            }
            return;
        }
        double right = count(fakes.verdicts(), p -> p < 0.5) + count(reals.verdicts(), p -> p > 0.5);
        double all = fakes.verdicts().length + reals.verdicts().length;
        double[] both = join(fakes.verdicts(), reals.verdicts());
        if (guesses(both)) {
            say(Sentence.GUESSING, Map.of("mean", mean(both)));
        } else {
            Sentence how = right / all > EASILY ? Sentence.TOLD_APART : Sentence.RIGHT;
            say(how, Map.of("right", right, "count", all));
        }
    }

    private void errors(Seen.Errors errors) {
        say(Sentence.ERRORS, Map.of("fake", mean(errors.fake()), "real", mean(errors.real()), "loss", errors.lossD()));
        if (crossEntropy()) {
            Sentence how = Math.abs(errors.lossD() - COIN) < NEAR_COIN
                    ? Sentence.LIKE_A_COIN
                    : errors.lossD() < COIN ? Sentence.BETTER_THAN_A_COIN : Sentence.WORSE_THAN_A_COIN;
            say(how, Map.of("loss", errors.lossD()));
        }
        if (errors.penalty() > 0) {
            say(Sentence.PENALTY, Map.of("penalty", errors.penalty()));
        }
    }

    private void backwardD(Seen.BackwardD backward) {
        say(Sentence.D_GRADIENT, Map.of("norm", backward.norm()));
        double count = backward.weights().stream()
                .filter(weight -> weight.cosine().isPresent())
                .count();
        double opposed = backward.weights().stream()
                .filter(weight -> weight.cosine().orElse(0) < 0)
                .count();
        if (opposed > count / 2) {
            say(Sentence.OPPOSED, Map.of("opposed", opposed, "count", count));
        }
    }

    private void update(Stop stop, Seen.Update update) {
        boolean detective = stop == Stop.UPDATE_D;
        double ratio = update.weights().stream()
                .mapToDouble(WeightUpdate::ratio)
                .sorted()
                .skip(update.weights().size() / 2)
                .findFirst()
                .orElse(0);
        say(detective ? Sentence.D_UPDATE : Sentence.G_UPDATE, Map.of("ratio", ratio, "predicted", update.predicted()));
        if (ratio > LARGE_UPDATE) {
            say(Sentence.LARGE_UPDATE, Map.of("ratio", ratio));
        } else if (ratio < SMALL_UPDATE) {
            say(Sentence.SMALL_UPDATE, Map.of("ratio", ratio));
        }
        Sentence untouched = detective ? Sentence.G_UNTOUCHED : Sentence.D_UNTOUCHED;
        say(update.othersUntouched() ? untouched : Sentence.TOUCHED, Map.of());
    }

    private void rescored(Seen.Rescored after) {
        trace.at(Stop.ERRORS, Seen.Errors.class)
                .ifPresent(before -> say(Sentence.D_LOSS, Map.of("before", before.lossD(), "after", after.lossD())));
        trace.at(Stop.D_ON_FAKES, Seen.Scores.class).ifPresent(before -> {
            double fell = moved(after.fakeVerdicts(), before.verdicts(), -1);
            moved(fell, after.fakeVerdicts().length, MOST_MOVED, Sentence.FAKES_DOWN, Sentence.FAKES_MIXED);
        });
        trace.at(Stop.D_ON_REALS, Seen.Scores.class).ifPresent(before -> {
            double rose = moved(after.realVerdicts(), before.verdicts(), 1);
            moved(rose, after.realVerdicts().length, MOST_MOVED, Sentence.REALS_UP, Sentence.REALS_MIXED);
        });
        if (after.fresh().isPresent()) {
            say(Sentence.FRESH, Map.of());
        }
    }

    private void forgerError(Seen.ForgerError error) {
        double mean = mean(error.verdicts());
        Sentence numbers = hasTargets(trace) ? Sentence.G_ERROR : Sentence.G_SCORE;
        say(numbers, Map.of("mean", mean, "loss", error.lossG()));
        if (!fresh() && !comparable()) {
            say(Sentence.NEW_CHANCE, Map.of());
        }
        if (loss().equals("bce") && mean < UNCONVINCING) {
            say(Sentence.FAR_BUT_PUSHED, Map.of("mean", mean, "push", 1 - mean));
        }
    }

    private void backwardG(Seen.BackwardG backward) {
        say(
                Sentence.G_GRADIENT,
                Map.of("norm", backward.norm(), "factor", backward.factor(), "slope", backward.slope()));
        if (backward.factor() < FLAT) {
            say(Sentence.SATURATED, Map.of("factor", backward.factor()));
        }
    }

    private void result(Seen.Result result) {
        double after = mean(result.verdicts());
        trace.at(Stop.G_ERROR, Seen.ForgerError.class).ifPresent(before -> {
            story(mean(before.verdicts()), after);
            double rose = moved(result.verdicts(), before.verdicts(), 1);
            moved(rose, result.verdicts().length, WORKED, Sentence.G_WORKED, Sentence.G_DID_NOT_HELP);
        });
        say(Sentence.DELIVERED, Map.of("cosine", mean(result.delivered())));
    }

    private void story(double before, double after) {
        Optional<Seen.Scores> first =
                trace.at(Stop.D_ON_FAKES, Seen.Scores.class).filter(scores -> comparable());
        if (first.isPresent()) {
            double at = mean(first.get().verdicts());
            say(Sentence.STORY, Map.of("first", at, "before", before, "after", after));
        } else {
            say(Sentence.ANSWER, Map.of("before", before, "after", after));
        }
    }

    /** Whether G is scored on the images that D has judged first, by the same chance. */
    private boolean comparable() {
        return trace.at(Stop.RESCORE, Seen.Rescored.class)
                .filter(Seen.Rescored::probe)
                .isEmpty();
    }

    private boolean fresh() {
        return trace.at(Stop.RESCORE, Seen.Rescored.class)
                .flatMap(Seen.Rescored::fresh)
                .isPresent();
    }

    private void moved(double moved, int count, double enough, Sentence most, Sentence mixed) {
        say(moved / count >= enough ? most : mixed, Map.of("moved", moved, "count", (double) count));
    }

    private void say(Sentence sentence, Map<String, Double> slots) {
        said.add(new Narration(sentence, slots));
    }

    private Optional<Seen.Ready> about() {
        return trace.at(Stop.READY, Seen.Ready.class);
    }

    private String loss() {
        return about().map(Seen.Ready::loss).orElse("");
    }

    private boolean crossEntropy() {
        return loss().equals("bce") || loss().equals("saturating");
    }

    /** Whether the loss compares D's verdicts with 0 and 1. */
    public static boolean hasTargets(StepTrace trace) {
        return trace.at(Stop.READY, Seen.Ready.class)
                .filter(ready -> WITH_TARGETS.contains(ready.loss()))
                .isPresent();
    }

    private boolean probability() {
        return about().map(Seen.Ready::probability).orElse(false);
    }

    private double batch() {
        return about().map(Seen.Ready::batch).orElse(0);
    }

    static boolean guesses(double[] verdicts) {
        return Arrays.stream(verdicts).map(p -> Math.abs(p - 0.5)).average().orElse(1) < GUESSING;
    }

    private static double moved(double[] after, double[] before, int direction) {
        double moved = 0;
        for (int i = 0; i < after.length; i++) {
            moved += (after[i] - before[i]) * direction > 0 ? 1 : 0;
        }
        return moved;
    }

    private static double count(double[] values, DoublePredicate wanted) {
        return Arrays.stream(values).filter(wanted).count();
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double lowest(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static double highest(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static double[] join(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
