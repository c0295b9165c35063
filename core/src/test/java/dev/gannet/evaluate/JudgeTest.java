package dev.gannet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.run.RunEvent;
import dev.gannet.tensor.Engine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Greys GREYS = new Greys(80);

    @BeforeAll
    static void engine() {
        Engine.start(1);
    }

    @Test
    void scores_are_those_of_the_reference_and_carry_all_that_makes_them_comparable() {
        Greys.Levels space = new Greys.Levels();
        Reference reference = Reference.of(GREYS, space, 40, 3);
        try (Judge judge = new Judge(GREYS, space, 40, 3)) {
            RunEvent.Scores scores = judge.judge(
                    500, 60, n -> Greys.brighter(Sample.of(GREYS, 80, 3).slice(0, n), 10));
            assertThat(scores.seconds()).isBetween(0.0, 60.0);
            assertThat(scores)
                    .isEqualTo(new RunEvent.Scores(
                            500,
                            scores.seconds(),
                            40,
                            3,
                            "level",
                            "0123456789ab",
                            scores.frechet(),
                            reference.floor().frechet(),
                            scores.density(),
                            scores.coverage(),
                            reference.floor().prdc().coverage()));
            assertThat(scores.frechet()).isCloseTo(100, within(1e-6));
        }
        assertThat(space.closed).isTrue();
    }

    @Test
    void scores_are_a_line_of_a_log() {
        RunEvent scores = new RunEvent.Scores(500, 1.5, 40, 3, "cls", "0123456789ab", 12.5, 0.5, 0.9, 0.75, 0.96875);
        String line = "{\"event\":\"scores\",\"step\":500,\"seconds\":1.5,\"n\":40,\"seed\":3,\"features\":\"cls\","
                + "\"hash\":\"0123456789ab\",\"frechet\":12.5,\"frechetFloor\":0.5,\"density\":0.9,\"coverage\":0.75,"
                + "\"coverageFloor\":0.96875}";
        assertThat(new Json().line(scores)).isEqualTo(line);
        assertThat(new Json().read(line, RunEvent.class, "line")).isEqualTo(scores);
    }

    @Test
    void a_feature_space_is_closed_though_there_are_too_few_images() {
        Greys.Levels space = new Greys.Levels();
        assertThatThrownBy(() -> new Judge(new Greys(19), space, 9, 1))
                .isInstanceOf(UserException.class)
                .hasMessage("19 greys: two sets of real images are compared; expected at least 20 images");
        assertThat(space.closed).isTrue();
    }

    @Test
    void evaluations_take_no_more_than_their_share() {
        Allowance allowance = new Allowance(0.03, 3);
        assertThat(allowance.due(99.9)).isFalse();
        assertThat(allowance.due(100)).isTrue();
        allowance.spent(100, 0.6);
        assertThat(allowance.due(119.9)).isFalse();
        assertThat(allowance.due(120)).isTrue();
        double trained = 0;
        double spent = 0;
        Allowance other = new Allowance(Allowance.SHARE, 1);
        for (int step = 1; step <= 100_000; step++) {
            trained += 0.1;
            if (other.due(trained)) {
                double cost = 0.2 + step % 7 * 0.1;
                other.spent(trained, cost);
                spent += cost;
            }
        }
        assertThat(spent / trained).isBetween(0.025, 0.0301);
    }
}
