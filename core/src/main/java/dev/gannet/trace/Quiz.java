package dev.gannet.trace;

import dev.gannet.trace.Question.Outcome;
import dev.gannet.trace.Question.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Questions about the step that is being looked at, and their answers, computed from its trace: nothing here knows the answer
 * before the step does.
 */
public final class Quiz {
    static final double TOO_CLOSE = 0.005; // difference of verdicts
    static final double NEARLY_ALIKE = Narrator.COLLAPSED;
    static final double AS_VARIED = 0.7; // of the real images' spread
    private static final double SAME_SIZE = 0.95; // smallest gradient, of the second smallest
    private static final int PARTS = 3; // of G: next to the noise, in the middle, next to the pixels

    private final StepTrace trace;
    private final List<Question> questions = new ArrayList<>();

    private Quiz(StepTrace trace) {
        this.trace = trace;
    }

    /** Every question that can be asked by now, in the order of the step. */
    public static List<Question> of(StepTrace trace) {
        Quiz quiz = new Quiz(trace);
        quiz.variety();
        if (trace.at(Stop.READY, Seen.Ready.class)
                .filter(Seen.Ready::probability)
                .isPresent()) {
            quiz.verdict();
        }
        quiz.afterD();
        quiz.afterG();
        if (Narrator.hasTargets(trace)) {
            quiz.target();
        }
        quiz.smallest();
        quiz.whose();
        quiz.questions.sort(Comparator.comparing(Question::askAt));
        return List.copyOf(quiz.questions);
    }

    private void variety() {
        ask(
                Topic.VARIETY,
                Map.of(),
                List.of("alike", "less-varied", "as-varied"),
                Stop.GENERATE,
                Stop.REAL,
                () -> Narrator.varied(trace)
                        .map(share ->
                                right(share < NEARLY_ALIKE ? 0 : share < AS_VARIED ? 1 : 2, Map.of("share", share))));
    }

    private void verdict() {
        ask(
                Topic.VERDICT,
                Map.of(),
                List.of("made", "cannot-tell", "real"),
                Stop.REAL,
                Stop.D_ON_FAKES,
                () -> trace.at(Stop.D_ON_FAKES, Seen.Scores.class).map(scores -> {
                    double mean = Narrator.mean(scores.verdicts());
                    int option = Narrator.guesses(scores.verdicts()) ? 1 : mean < 0.5 ? 0 : 2;
                    return right(option, Map.of("mean", mean));
                }));
    }

    private void afterD() {
        int image = most(trace.at(Stop.D_ON_FAKES, Seen.Scores.class).map(Seen.Scores::verdicts));
        ask(
                Topic.AFTER_D,
                Map.of("image", image + 1.0),
                List.of("rise", "fall"),
                Stop.UPDATE_D,
                Stop.RESCORE,
                () -> trace.at(Stop.RESCORE, Seen.Rescored.class)
                        .flatMap(after -> trace.at(Stop.D_ON_FAKES, Seen.Scores.class)
                                .map(before -> moved(before.verdicts()[image], after.fakeVerdicts()[image]))));
    }

    private void target() {
        ask(
                Topic.TARGET,
                Map.of(),
                List.of("zero", "one"),
                Stop.RESCORE,
                Stop.G_ERROR,
                () -> trace.at(Stop.G_ERROR, Seen.ForgerError.class).map(error -> {
                    int convincing = most(Optional.of(error.verdicts()));
                    int caught = least(error.verdicts());
                    // the target is on the side on which an image's error is smaller
                    int option = error.errors()[convincing] <= error.errors()[caught] ? 1 : 0;
                    return right(option, Map.of("loss", error.lossG()));
                }));
    }

    private void smallest() {
        ask(
                Topic.SMALLEST,
                Map.of(),
                List.of("noise-end", "middle", "pixel-end"),
                Stop.G_ERROR,
                Stop.BACKWARD_G,
                () -> trace.at(Stop.BACKWARD_G, Seen.BackwardG.class)
                        .filter(backward -> backward.weights().size() >= PARTS)
                        .map(backward -> smallestOf(backward.weights())));
    }

    private static Outcome smallestOf(List<WeightGradient> weights) {
        double[] norms = IntStream.range(0, PARTS)
                .mapToDouble(part ->
                        weights.subList(part * weights.size() / PARTS, (part + 1) * weights.size() / PARTS).stream()
                                .mapToDouble(WeightGradient::norm)
                                .average()
                                .orElse(0))
                .toArray();
        int smallest = least(norms);
        double second = IntStream.range(0, PARTS)
                .filter(part -> part != smallest)
                .mapToDouble(part -> norms[part])
                .min()
                .orElse(0);
        Map<String, Double> slots = Map.of("first", norms[0], "middle", norms[1], "last", norms[2]);
        return norms[smallest] > SAME_SIZE * second ? tooClose(slots) : right(smallest, slots);
    }

    private void whose() {
        ask(
                Topic.WHOSE,
                Map.of(),
                List.of("only-g", "only-d", "both"),
                Stop.BACKWARD_G,
                Stop.UPDATE_G,
                () -> trace.at(Stop.UPDATE_G, Seen.Update.class).map(update -> {
                    boolean moved = update.weights().stream().anyMatch(weight -> weight.change() > 0);
                    if (!moved && update.othersUntouched()) {
                        return tooClose(Map.of()); // G is frozen: nobody's
                    }
                    return right(update.othersUntouched() ? 0 : moved ? 2 : 1, Map.of());
                }));
    }

    private void afterG() {
        int image = trace.at(Stop.G_ERROR, Seen.ForgerError.class)
                .map(Seen.ForgerError::verdicts)
                .map(verdicts -> least(Arrays.copyOf(verdicts, shown(verdicts))))
                .orElse(0);
        ask(
                Topic.AFTER_G,
                Map.of("image", image + 1.0),
                List.of("rise", "fall"),
                Stop.UPDATE_G,
                Stop.RESULT,
                () -> trace.at(Stop.RESULT, Seen.Result.class)
                        .flatMap(after -> trace.at(Stop.G_ERROR, Seen.ForgerError.class)
                                .map(before -> moved(before.verdicts()[image], after.verdicts()[image]))));
    }

    private void ask(
            Topic topic,
            Map<String, Double> slots,
            List<String> options,
            Stop askAt,
            Stop answerAt,
            Supplier<Optional<Outcome>> outcome) {
        if (trace.seen().containsKey(askAt)) {
            questions.add(new Question(topic, slots, options, askAt, answerAt, outcome.get()));
        }
    }

    private static Outcome moved(double before, double after) {
        Map<String, Double> slots = Map.of("before", before, "after", after);
        if (Math.abs(after - before) < TOO_CLOSE) {
            return tooClose(slots);
        }
        return right(after > before ? 0 : 1, slots);
    }

    private static Outcome right(int option, Map<String, Double> slots) {
        return new Outcome(Optional.of(option), slots);
    }

    private static Outcome tooClose(Map<String, Double> slots) {
        return new Outcome(Optional.empty(), slots);
    }

    /** Of the images that are shown: the one that D takes for real most. */
    private int most(Optional<double[]> verdicts) {
        double[] all = verdicts.orElse(new double[1]);
        return IntStream.range(0, shown(all))
                .boxed()
                .max(Comparator.comparing(i -> all[i]))
                .orElse(0);
    }

    private static int least(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .min(Comparator.comparing(i -> values[i]))
                .orElse(0);
    }

    private int shown(double[] all) {
        return trace.at(Stop.READY, Seen.Ready.class)
                .map(ready -> Math.min(ready.shown(), all.length))
                .orElse(all.length);
    }
}
