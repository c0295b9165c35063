package dev.gannet.trace;

import static dev.gannet.trace.Traces.all;
import static dev.gannet.trace.Traces.ready;
import static dev.gannet.trace.Traces.scores;
import static dev.gannet.trace.Traces.some;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.gannet.trace.Question.Outcome;
import dev.gannet.trace.Question.Topic;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuizTest {
    private static Question ask(StepTrace trace, Topic topic) {
        return Quiz.of(trace).stream()
                .filter(question -> question.topic() == topic)
                .findFirst()
                .orElseThrow();
    }

    private static Outcome outcome(StepTrace trace, Topic topic) {
        return ask(trace, topic).outcome().orElseThrow();
    }

    @Test
    void a_question_is_there_before_its_answer_and_knows_the_stop_of_both() {
        assertThat(Quiz.of(ready())).isEmpty();
        StepTrace asked = ready().with(Stop.GENERATE, Traces.made(0.1, 0));
        Question question = ask(asked, Topic.VARIETY);
        assertThat(question.askAt()).isEqualTo(Stop.GENERATE);
        assertThat(question.answerAt()).isEqualTo(Stop.REAL);
        assertThat(question.outcome()).isEmpty();
        assertThat(outcome(asked.with(Stop.REAL, Traces.reals(1)), Topic.VARIETY)
                        .option())
                .contains(1);
    }

    @Test
    void variety_is_what_was_measured() {
        assertThat(variety(0.09)).contains(0);
        assertThat(variety(0.11)).contains(1);
        assertThat(variety(0.69)).contains(1);
        assertThat(variety(0.71)).contains(2);
    }

    private static Optional<Integer> variety(double share) {
        StepTrace trace = ready().with(Stop.GENERATE, Traces.made(share, 0)).with(Stop.REAL, Traces.reals(1));
        return outcome(trace, Topic.VARIETY).option();
    }

    @Test
    void the_verdict_is_made_cannot_tell_or_real() {
        StepTrace asked = ready().with(Stop.REAL, Traces.reals(1));
        assertThat(outcome(asked.with(Stop.D_ON_FAKES, scores(all(0.2))), Topic.VERDICT)
                        .option())
                .contains(0);
        assertThat(outcome(asked.with(Stop.D_ON_FAKES, scores(all(0.52))), Topic.VERDICT)
                        .option())
                .contains(1);
        assertThat(outcome(asked.with(Stop.D_ON_FAKES, scores(all(0.8))), Topic.VERDICT)
                        .option())
                .contains(2);
    }

    @Test
    void after_d_asks_about_the_most_convincing_fake_and_a_tie_is_nobodys() {
        StepTrace asked = ready().with(Stop.D_ON_FAKES, scores(0.1, 0.2, 0.3, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1))
                .with(Stop.UPDATE_D, Traces.update(1e-3, true));
        assertThat(ask(asked, Topic.AFTER_D).slots()).containsOnly(entry("image", 4.0));
        assertThat(afterD(asked, 0.906)).contains(0);
        assertThat(afterD(asked, 0.894)).contains(1);
        assertThat(afterD(asked, 0.904)).as("too close").isEmpty();
        assertThat(afterD(asked, 0.896)).as("too close").isEmpty();
    }

    private static Optional<Integer> afterD(StepTrace asked, double after) {
        double[] verdicts = all(0.1);
        verdicts[3] = after;
        return outcome(asked.with(Stop.RESCORE, Traces.rescored(verdicts, all(0.5))), Topic.AFTER_D)
                .option();
    }

    @Test
    void the_target_is_where_errors_are_small() {
        StepTrace asked = ready().with(Stop.RESCORE, Traces.rescored(all(0.1), all(0.9)));
        Seen towardsOne = Traces.forgerError(some(1, 0.9, 0.1), some(1, 0.1, 2.3));
        Seen towardsZero = Traces.forgerError(some(1, 0.9, 0.1), some(1, 2.3, 0.1));
        assertThat(outcome(asked.with(Stop.G_ERROR, towardsOne), Topic.TARGET).option())
                .contains(1);
        assertThat(outcome(asked.with(Stop.G_ERROR, towardsZero), Topic.TARGET).option())
                .contains(0);
    }

    @Test
    void a_loss_without_targets_is_not_asked_for_one() {
        StepTrace trace = ready("hinge", true).with(Stop.RESCORE, Traces.rescored(all(0.1), all(0.9)));
        assertThat(Quiz.of(trace)).extracting(Question::topic).doesNotContain(Topic.TARGET);
    }

    @Test
    void the_smallest_gradient_is_in_a_third_of_the_forger() {
        StepTrace asked = ready().with(Stop.G_ERROR, Traces.forgerError(all(0.1), all(1)));
        assertThat(smallest(asked, 1, 1, 5, 5, 9, 9)).contains(0);
        assertThat(smallest(asked, 5, 5, 1, 1, 9, 9)).contains(1);
        assertThat(smallest(asked, 9, 9, 5, 5, 1, 1)).contains(2);
        assertThat(smallest(asked, 1.00, 0.97, 4)).as("too close").isEmpty();
    }

    private static Optional<Integer> smallest(StepTrace asked, double... norms) {
        return outcome(asked.with(Stop.BACKWARD_G, Traces.backwardG(1, norms)), Topic.SMALLEST)
                .option();
    }

    @Test
    void whose_weights_change_is_read_from_the_hashes() {
        StepTrace asked = ready().with(Stop.BACKWARD_G, Traces.backwardG(1, 1, 2, 3));
        assertThat(whose(asked, 1e-3, true)).contains(0);
        assertThat(whose(asked, 0, false)).contains(1);
        assertThat(whose(asked, 1e-3, false)).contains(2);
        assertThat(whose(asked, 0, true)).as("nobody's").isEmpty();
    }

    private static Optional<Integer> whose(StepTrace asked, double change, boolean untouched) {
        return outcome(asked.with(Stop.UPDATE_G, Traces.update(change, untouched)), Topic.WHOSE)
                .option();
    }

    @Test
    void after_g_asks_about_the_least_convincing_fake() {
        StepTrace asked = ready().with(Stop.G_ERROR, Traces.forgerError(some(9, 0.4, 0.2), all(1)))
                .with(Stop.UPDATE_G, Traces.update(1e-3, true));
        assertThat(ask(asked, Topic.AFTER_G).slots()).containsOnly(entry("image", 10.0));
        Outcome rose = outcome(asked.with(Stop.RESULT, Traces.result(all(0.3))), Topic.AFTER_G);
        assertThat(rose.option()).contains(0);
        assertThat(rose.slots()).containsOnly(entry("before", 0.2), entry("after", 0.3));
        assertThat(outcome(asked.with(Stop.RESULT, Traces.result(all(0.1))), Topic.AFTER_G)
                        .option())
                .contains(1);
    }

    @Test
    void without_probabilities_none_is_asked_for_but_what_rises_and_falls_is() {
        StepTrace trace = ready("wasserstein-gp", false)
                .with(Stop.GENERATE, Traces.made(1, 0))
                .with(Stop.REAL, Traces.reals(1))
                .with(Stop.D_ON_FAKES, scores(all(3)))
                .with(Stop.UPDATE_D, Traces.update(1e-3, true))
                .with(Stop.RESCORE, Traces.rescored(all(2), all(4)))
                .with(Stop.G_ERROR, Traces.forgerError(all(2), all(-2)))
                .with(Stop.BACKWARD_G, Traces.backwardG(1, 1, 2, 3));
        List<Topic> topics = Quiz.of(trace).stream().map(Question::topic).toList();
        assertThat(topics).containsExactly(Topic.VARIETY, Topic.AFTER_D, Topic.SMALLEST, Topic.WHOSE);
        assertThat(outcome(trace, Topic.AFTER_D).option()).as("from 3 to 2").contains(1);
    }
}
