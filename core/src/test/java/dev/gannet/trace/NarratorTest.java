package dev.gannet.trace;

import static dev.gannet.trace.Traces.all;
import static dev.gannet.trace.Traces.ready;
import static dev.gannet.trace.Traces.scores;
import static dev.gannet.trace.Traces.some;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.trace.Narration.Sentence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Every guard, on both sides of its threshold; the batch has ten images. */
class NarratorTest {
    private static List<Sentence> said(StepTrace trace, Stop stop) {
        return Narrator.of(trace).getOrDefault(stop, List.of()).stream()
                .map(Narration::sentence)
                .toList();
    }

    private static Map<String, Double> slots(StepTrace trace, Stop stop, Sentence sentence) {
        return Narrator.of(trace).getOrDefault(stop, List.of()).stream()
                .filter(one -> one.sentence() == sentence)
                .findFirst()
                .orElseThrow()
                .slots();
    }

    @Test
    void nothing_is_said_about_stops_that_the_step_has_not_reached() {
        assertThat(Narrator.of(StepTrace.EMPTY)).isEmpty();
        assertThat(Narrator.of(ready())).containsOnlyKeys(Stop.READY);
        assertThat(said(ready(), Stop.READY)).containsExactly(Sentence.READY);
    }

    @Test
    void a_batch_that_is_not_shown_in_full_and_a_busy_detective_are_told() {
        Seen.Ready ready = new Seen.Ready(3, 0, 64, 16, 5, 1e-3, "bce", true, true, Map.of());
        StepTrace trace = StepTrace.EMPTY.with(Stop.READY, ready);
        assertThat(said(trace, Stop.READY)).containsExactly(Sentence.READY, Sentence.SHOWN, Sentence.MANY_D_STEPS);
        assertThat(slots(trace, Stop.READY, Sentence.SHOWN)).containsOnly(entry("shown", 16.0), entry("count", 64.0));
        assertThat(slots(trace, Stop.READY, Sentence.MANY_D_STEPS)).containsOnly(entry("times", 5.0));
    }

    @Test
    void noise_is_as_long_as_measured() {
        Seen noise = new Seen.Noise(100, new float[0][], new double[] {0.9, 1.0, 1.4});
        StepTrace trace = ready().with(Stop.NOISE, noise);
        assertThat(slots(trace, Stop.NOISE, Sentence.NOISE))
                .containsEntry("count", 3.0)
                .containsEntry("size", 100.0)
                .hasEntrySatisfying("length", length -> assertThat(length).isCloseTo(1.1, within(1e-12)));
    }

    @Test
    void images_are_clipped_from_more_than_half_on() {
        assertThat(said(ready().with(Stop.GENERATE, Traces.made(1, 0.50)), Stop.GENERATE))
                .containsExactly(Sentence.MADE);
        assertThat(said(ready().with(Stop.GENERATE, Traces.made(1, 0.51)), Stop.GENERATE))
                .containsExactly(Sentence.MADE, Sentence.CLIPPED);
    }

    @Test
    void a_batch_has_collapsed_below_a_tenth_of_the_real_spread() {
        assertThat(said(spread(0.11), Stop.REAL)).containsExactly(Sentence.REAL);
        assertThat(said(spread(0.09), Stop.REAL)).containsExactly(Sentence.REAL, Sentence.COLLAPSED);
        assertThat(slots(spread(0.09), Stop.REAL, Sentence.COLLAPSED).get("share"))
                .isCloseTo(0.09, within(1e-12));
    }

    /** Real images with a spread of 2, made ones with this share of it. */
    private static StepTrace spread(double share) {
        return ready().with(Stop.GENERATE, Traces.made(2 * share, 0)).with(Stop.REAL, Traces.reals(2));
    }

    @Test
    void d_guesses_if_its_verdicts_are_within_a_twentieth_of_one_half() {
        assertThat(onFakes(all(0.46))).containsExactly(Sentence.FAKE_SCORES, Sentence.GUESSING);
        assertThat(onFakes(all(0.44))).containsExactly(Sentence.FAKE_SCORES);
        assertThat(onFakes(some(5, 0.44, 0.56)))
                .as("half on either side, but not near")
                .containsExactly(Sentence.FAKE_SCORES);
    }

    @Test
    void d_is_fooled_by_more_than_half_of_the_fakes() {
        assertThat(onFakes(some(5, 0.9, 0.1))).containsExactly(Sentence.FAKE_SCORES);
        assertThat(onFakes(some(6, 0.9, 0.1))).containsExactly(Sentence.FAKE_SCORES, Sentence.FOOLED);
    }

    private static List<Sentence> onFakes(double[] verdicts) {
        return said(ready().with(Stop.D_ON_FAKES, scores(verdicts)), Stop.D_ON_FAKES);
    }

    @Test
    void d_tells_apart_easily_what_it_is_right_about_in_more_than_19_of_20_cases() {
        assertThat(onBoth(some(1, 0.9, 0.1), all(0.9))).containsExactly(Sentence.REAL_SCORES, Sentence.RIGHT);
        assertThat(onBoth(all(0.1), all(0.9))).containsExactly(Sentence.REAL_SCORES, Sentence.TOLD_APART);
        assertThat(onBoth(all(0.49), all(0.51))).containsExactly(Sentence.REAL_SCORES, Sentence.GUESSING);
    }

    private static List<Sentence> onBoth(double[] fake, double[] real) {
        StepTrace trace = ready().with(Stop.D_ON_FAKES, scores(fake)).with(Stop.D_ON_REALS, scores(real));
        return said(trace, Stop.D_ON_REALS);
    }

    @Test
    void a_loss_without_probabilities_is_told_in_logits() {
        StepTrace trace = ready("wasserstein-gp", false)
                .with(Stop.D_ON_FAKES, scores(all(0.5)))
                .with(Stop.D_ON_REALS, scores(all(2)))
                .with(Stop.ERRORS, Traces.errors(-1.5, 0.25));
        assertThat(said(trace, Stop.D_ON_FAKES)).containsExactly(Sentence.FAKE_SCORES);
        assertThat(slots(trace, Stop.D_ON_REALS, Sentence.LOGIT_GAP))
                .containsOnly(entry("real", 2.0), entry("fake", 0.5), entry("gap", 1.5));
        assertThat(said(trace, Stop.ERRORS)).containsExactly(Sentence.ERRORS, Sentence.PENALTY);
    }

    @Test
    void pairs_are_counted_for_the_loss_that_compares_them() {
        assertThat(said(pairs("hinge"), Stop.D_ON_REALS)).containsExactly(Sentence.REAL_SCORES, Sentence.LOGIT_GAP);
        assertThat(said(pairs("relativistic"), Stop.D_ON_REALS))
                .containsExactly(Sentence.REAL_SCORES, Sentence.LOGIT_GAP, Sentence.PAIRS);
        assertThat(slots(pairs("relativistic"), Stop.D_ON_REALS, Sentence.PAIRS))
                .containsOnly(entry("right", 7.0), entry("count", 10.0));
    }

    /** Seven real images are above the made one beside them, three are level with it. */
    private static StepTrace pairs(String loss) {
        return ready(loss, false)
                .with(Stop.D_ON_FAKES, scores(all(0.5)))
                .with(Stop.D_ON_REALS, scores(some(7, 2, 0.5)));
    }

    @Test
    void images_that_are_changed_before_d_sees_them_are_not_said_to_be_as_d_sees_them() {
        StepTrace trace = ready().with(Stop.REAL, Traces.realsToChange(0.25));
        assertThat(said(trace, Stop.REAL)).containsExactly(Sentence.REAL_CHANGED);
        assertThat(slots(trace, Stop.REAL, Sentence.REAL_CHANGED))
                .containsOnly(entry("count", 10.0), entry("share", 0.25));
        StepTrace judged = trace.with(Stop.D_ON_FAKES, Traces.disguised(all(0.3)))
                .with(Stop.D_ON_REALS, Traces.disguised(all(0.9)));
        assertThat(said(judged, Stop.D_ON_FAKES)).containsExactly(Sentence.FAKE_SCORES, Sentence.DISGUISED);
        assertThat(said(judged, Stop.D_ON_REALS))
                .containsExactly(Sentence.REAL_SCORES, Sentence.DISGUISED, Sentence.TOLD_APART);
    }

    @Test
    void verdicts_by_other_chance_and_on_other_images_are_not_told_as_one_story() {
        assertThat(said(scored(Traces.rescored(all(0.3), all(0.7))), Stop.G_ERROR))
                .containsExactly(Sentence.G_ERROR);
        assertThat(said(scored(Traces.rescored(all(0.3), all(0.7))), Stop.RESULT))
                .startsWith(Sentence.STORY);
        StepTrace chance = scored(Traces.probed(false));
        assertThat(said(chance, Stop.G_ERROR)).containsExactly(Sentence.G_ERROR, Sentence.NEW_CHANCE);
        assertThat(said(chance, Stop.RESULT)).startsWith(Sentence.ANSWER).doesNotContain(Sentence.STORY);
        StepTrace fresh = scored(Traces.probed(true));
        assertThat(said(fresh, Stop.G_ERROR)).containsExactly(Sentence.G_ERROR);
        assertThat(said(fresh, Stop.RESULT)).startsWith(Sentence.ANSWER).doesNotContain(Sentence.STORY);
        assertThat(slots(fresh, Stop.RESULT, Sentence.ANSWER).get("before")).isCloseTo(0.35, within(1e-12));
        assertThat(slots(fresh, Stop.RESULT, Sentence.ANSWER).get("after")).isCloseTo(0.45, within(1e-12));
    }

    private static StepTrace scored(Seen rescored) {
        return ready().with(Stop.D_ON_FAKES, scores(all(0.4)))
                .with(Stop.RESCORE, rescored)
                .with(Stop.G_ERROR, Traces.forgerError(all(0.35), all(1)))
                .with(Stop.RESULT, Traces.result(all(0.45)));
    }

    @Test
    void cross_entropy_is_compared_with_a_coin() {
        double coin = 1.386294;
        assertThat(error("bce", coin + 0.049)).containsExactly(Sentence.ERRORS, Sentence.LIKE_A_COIN);
        assertThat(error("saturating", coin - 0.049)).containsExactly(Sentence.ERRORS, Sentence.LIKE_A_COIN);
        assertThat(error("bce", coin + 0.051)).containsExactly(Sentence.ERRORS, Sentence.WORSE_THAN_A_COIN);
        assertThat(error("bce", coin - 0.051)).containsExactly(Sentence.ERRORS, Sentence.BETTER_THAN_A_COIN);
        assertThat(error("hinge", coin)).as("another measure").containsExactly(Sentence.ERRORS);
    }

    private static List<Sentence> error(String loss, double lossD) {
        return said(ready(loss, true).with(Stop.ERRORS, Traces.errors(lossD, 0)), Stop.ERRORS);
    }

    @Test
    void real_and_made_images_are_opposed_in_more_than_half_of_the_weights() {
        assertThat(backwardD(-0.1, 0.1)).containsExactly(Sentence.D_GRADIENT);
        assertThat(backwardD(-0.1, -0.1, 0.1)).containsExactly(Sentence.D_GRADIENT, Sentence.OPPOSED);
    }

    private static List<Sentence> backwardD(double... cosines) {
        List<WeightGradient> weights = Arrays.stream(cosines)
                .mapToObj(cosine -> Traces.gradient(1, OptionalDouble.of(cosine)))
                .toList();
        return said(ready().with(Stop.BACKWARD_D, new Seen.BackwardD(weights, 3)), Stop.BACKWARD_D);
    }

    @Test
    void an_update_is_large_above_a_hundredth_of_the_weights_and_small_below_a_ten_thousandth() {
        assertThat(update(Stop.UPDATE_D, 0.0099, true)).containsExactly(Sentence.D_UPDATE, Sentence.G_UNTOUCHED);
        assertThat(update(Stop.UPDATE_D, 0.0101, true))
                .containsExactly(Sentence.D_UPDATE, Sentence.LARGE_UPDATE, Sentence.G_UNTOUCHED);
        assertThat(update(Stop.UPDATE_G, 1.01e-4, true)).containsExactly(Sentence.G_UPDATE, Sentence.D_UNTOUCHED);
        assertThat(update(Stop.UPDATE_G, 0.99e-4, true))
                .containsExactly(Sentence.G_UPDATE, Sentence.SMALL_UPDATE, Sentence.D_UNTOUCHED);
        assertThat(update(Stop.UPDATE_G, 1e-3, false)).containsExactly(Sentence.G_UPDATE, Sentence.TOUCHED);
    }

    private static List<Sentence> update(Stop stop, double ratio, boolean untouched) {
        return said(ready().with(stop, Traces.update(ratio, untouched)), stop);
    }

    @Test
    void most_images_have_moved_from_seven_of_ten_on() {
        StepTrace before = ready().with(Stop.D_ON_FAKES, scores(all(0.4)))
                .with(Stop.D_ON_REALS, scores(all(0.6)))
                .with(Stop.ERRORS, Traces.errors(1.2, 0));
        StepTrace enough = before.with(Stop.RESCORE, Traces.rescored(some(7, 0.3, 0.4), some(7, 0.7, 0.5)));
        assertThat(said(enough, Stop.RESCORE)).containsExactly(Sentence.D_LOSS, Sentence.FAKES_DOWN, Sentence.REALS_UP);
        assertThat(slots(enough, Stop.RESCORE, Sentence.FAKES_DOWN))
                .containsOnly(entry("moved", 7.0), entry("count", 10.0));
        assertThat(slots(enough, Stop.RESCORE, Sentence.D_LOSS))
                .containsOnly(entry("before", 1.2), entry("after", 1.0));
        StepTrace few = before.with(Stop.RESCORE, Traces.rescored(some(6, 0.3, 0.4), some(6, 0.7, 0.5)));
        assertThat(said(few, Stop.RESCORE))
                .containsExactly(Sentence.D_LOSS, Sentence.FAKES_MIXED, Sentence.REALS_MIXED);
    }

    @Test
    void an_unconvincing_forger_is_pushed_all_the_more_by_the_usual_loss_alone() {
        assertThat(forger("bce", 0.09)).containsExactly(Sentence.G_ERROR, Sentence.FAR_BUT_PUSHED);
        assertThat(forger("bce", 0.11)).containsExactly(Sentence.G_ERROR);
        assertThat(forger("saturating", 0.09)).containsExactly(Sentence.G_ERROR);
        assertThat(forger("hinge", 0.09)).as("no target 1").containsExactly(Sentence.G_SCORE);
    }

    private static List<Sentence> forger(String loss, double verdict) {
        Seen error = Traces.forgerError(all(verdict), all(1));
        return said(ready(loss, true).with(Stop.G_ERROR, error), Stop.G_ERROR);
    }

    @Test
    void the_loss_is_flat_below_a_twentieth_of_its_largest_slope() {
        assertThat(said(ready().with(Stop.BACKWARD_G, Traces.backwardG(0.051)), Stop.BACKWARD_G))
                .containsExactly(Sentence.G_GRADIENT);
        assertThat(said(ready().with(Stop.BACKWARD_G, Traces.backwardG(0.049)), Stop.BACKWARD_G))
                .containsExactly(Sentence.G_GRADIENT, Sentence.SATURATED);
    }

    @Test
    void the_forgers_step_has_worked_from_six_of_ten_on() {
        StepTrace before = ready().with(Stop.D_ON_FAKES, scores(all(0.4)))
                .with(Stop.G_ERROR, Traces.forgerError(all(0.2), all(1)));
        StepTrace worked = before.with(Stop.RESULT, Traces.result(some(6, 0.3, 0.2)));
        assertThat(said(worked, Stop.RESULT)).containsExactly(Sentence.STORY, Sentence.G_WORKED, Sentence.DELIVERED);
        assertThat(slots(worked, Stop.RESULT, Sentence.G_WORKED)).containsEntry("moved", 6.0);
        assertThat(slots(worked, Stop.RESULT, Sentence.STORY).get("after")).isCloseTo(0.26, within(1e-12));
        StepTrace not = before.with(Stop.RESULT, Traces.result(some(5, 0.3, 0.2)));
        assertThat(said(not, Stop.RESULT)).containsExactly(Sentence.STORY, Sentence.G_DID_NOT_HELP, Sentence.DELIVERED);
    }
}
