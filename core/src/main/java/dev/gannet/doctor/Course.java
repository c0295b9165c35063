package dev.gannet.doctor;

import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Scores;
import dev.gannet.run.RunEvent.Tick;
import dev.gannet.run.RunEvent.Vitals;
import dev.gannet.run.RunEvent.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What the rules go by: the newest measured step, a short memory of progress, and how the run began. */
final class Course {
    private static final long LEAST_WINDOW = 100;
    /** The beginning is so many ticks from this step on: to step 500 at the default cadence, DOCTOR B1. */
    private static final long EARLY_FROM = 50;

    private static final int EARLY_TICKS = 20;
    private static final int TICKS = 40;
    private static final int SCORES = 4;
    private static final int PENALTIES = 20;
    /** Of coverage, in real pictures of a hundred: less is chance. */
    private static final double VISIBLY = 0.02;
    /** From the first of so many scores to the last. By experiment, see docs/doctor.md. */
    private static final double GROWTH = 1.1;

    private static final Weights NONE = new Weights(0, 0, List.of(), List.of(), List.of(), List.of());
    private static final RunEvent.Histogram EMPTY = new RunEvent.Histogram(0, 1, List.of());
    private static final RunEvent.Range POINT = new RunEvent.Range(0, 0);

    private final RunConfig config;
    private final Deque<Tick> ticks = new ArrayDeque<>();
    private final List<Vitals> early = new ArrayList<>();
    private final Deque<Long> skipped = new ArrayDeque<>();
    private Optional<RunEvent.WentBack> wentBack = Optional.empty();
    private Vitals vitals = new Vitals(
            0,
            EMPTY,
            EMPTY,
            0,
            0,
            0,
            0,
            0,
            0,
            NONE,
            NONE,
            POINT,
            POINT,
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    private final Grids grids = new Grids();
    private final Stretches stretches = new Stretches();
    private final Deque<Double> penalties = new ArrayDeque<>();
    private final Deque<Scores> scores = new ArrayDeque<>();
    private int images;

    Course(RunConfig config) {
        this.config = config;
    }

    /** Takes an event into account. */
    void saw(RunEvent event) {
        switch (event) {
            case RunEvent.Started started -> images = started.images();
            case Tick tick -> {
                ticks.addLast(tick);
                if (ticks.size() > TICKS) {
                    ticks.removeFirst();
                }
            }
            case Vitals measured -> measured(measured);
            case Scores given -> scored(given);
            case RunEvent.Skipped bad -> skipped.addLast(bad.step());
            case RunEvent.WentBack back -> wentBack = Optional.of(back);
            case RunEvent.Found _,
                    RunEvent.Cleared _,
                    RunEvent.Sample _,
                    RunEvent.Saved _,
                    RunEvent.NotSaved _,
                    RunEvent.Edited _,
                    RunEvent.Lost _,
                    RunEvent.Notice _,
                    RunEvent.Stopped _,
                    RunEvent.Failed _ -> {}
        }
        while (!skipped.isEmpty() && skipped.getFirst() <= step() - window()) {
            skipped.removeFirst();
        }
    }

    private void measured(Vitals measured) {
        vitals = measured;
        if (measured.step() >= EARLY_FROM && early.size() < EARLY_TICKS) {
            early.add(measured);
        }
        measured.gallery().ifPresent(gallery -> grids.add(measured.step(), gallery));
        measured.stretch().ifPresent(stretch -> stretches.add(measured.step(), stretch));
        measured.penalty().ifPresent(penalty -> {
            penalties.addLast(penalty);
            if (penalties.size() > PENALTIES + 1) {
                penalties.removeFirst();
            }
        });
    }

    /** Scores of another number of pictures or other features begin anew. */
    private void scored(Scores given) {
        scores.removeIf(other -> other.n() != given.n()
                || other.seed() != given.seed()
                || !other.hash().equals(given.hash()));
        scores.addLast(given);
        if (scores.size() > SCORES) {
            scores.removeFirst();
        }
    }

    /** Steps done. */
    long step() {
        long measured = Math.max(vitals.step(), skipped.isEmpty() ? 0 : skipped.getLast());
        return scores.isEmpty() ? measured : Math.max(measured, scores.getLast().step());
    }

    /** Steps over which something must be so: 100, or a quarter of an epoch if that is more. */
    long window() {
        return Math.max(LEAST_WINDOW, images / (4L * game().imagesPerStep()));
    }

    /** The newest measures. */
    Vitals vitals() {
        return vitals;
    }

    /** The last {@value #TICKS} ticks, the newest last. */
    List<Tick> ticks() {
        return List.copyOf(ticks);
    }

    /** The newest tick. */
    Optional<Tick> tick() {
        return Optional.ofNullable(ticks.peekLast());
    }

    /** What a measure was at the beginning: its median over the first ticks from step 50 on; 0 before that. */
    double early(ToDoubleFunction<Vitals> measure) {
        return early.isEmpty() ? 0 : median(early.stream().mapToDouble(measure));
    }

    /** The pictures of the fixed noise. */
    Grids grids() {
        return grids;
    }

    /** How far weights stretch. */
    Stretches stretches() {
        return stretches;
    }

    /** The newest penalty on D's slope, until the next one is computed. */
    Optional<Double> penalty() {
        return Optional.ofNullable(penalties.peekLast());
    }

    /** The median of the penalties before the newest, at most {@value #PENALTIES}; infinite until there are half as many. */
    double usualPenalty() {
        int before = penalties.size() - 1;
        return before < PENALTIES / 2
                ? Double.POSITIVE_INFINITY
                : median(penalties.stream().limit(before).mapToDouble(Double::doubleValue));
    }

    /** Of at least one number. */
    private static double median(DoubleStream numbers) {
        double[] values = numbers.sorted().toArray();
        return values[values.length / 2];
    }

    /** The newest scores. */
    Optional<Scores> scores() {
        return Optional.ofNullable(scores.peekLast());
    }

    /** The scores of a few times ago, with which the newest are to be compared; the newest themselves if there are no others. */
    Optional<Scores> scoresBefore() {
        return Optional.ofNullable(scores.peekFirst());
    }

    /**
     * Whether the pictures have become better by a tenth over the last few scores, in distance or in coverage; also while
     * there is but one score.
     */
    boolean getsBetter() {
        if (scores.size() < 2) {
            return true;
        }
        Scores first = scores.getFirst();
        Scores last = scores.getLast();
        return last.frechet() * GROWTH < first.frechet()
                || last.coverage() > Math.max(GROWTH * first.coverage(), first.coverage() + VISIBLY);
    }

    /** How many real images there are; 0 if that is not known. */
    int images() {
        return images;
    }

    /** How many steps within the window have changed nothing. */
    int skipped() {
        return skipped.size();
    }

    /** The last time that the networks were taken back, if it was within the window. */
    Optional<RunEvent.WentBack> wentBack() {
        return wentBack.filter(back -> back.step() > step() - window());
    }

    Game game() {
        return config.recipe().game();
    }

    RunConfig config() {
        return config;
    }

    /** Whether D's output is a score without a scale: it knows no right side and no probability. */
    boolean isCritic() {
        return game().loss().verdict() == LossConfig.Verdict.SCORE;
    }

    /** Whether D's output is a logit, and its error the cross-entropy. */
    boolean isCrossEntropy() {
        return game().loss() instanceof LossConfig.Bce || game().loss() instanceof LossConfig.Saturating;
    }

    /** D's accuracy before its update, over real and made images alike. */
    double accuracy() {
        return (vitals.realAccuracy() + vitals.fakeAccuracy()) / 2;
    }

    /** The deviation of some numbers from their mean. */
    static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }
}
