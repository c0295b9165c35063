package dev.gannet.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.trace.plane.PlaneView.Metrics;
import dev.gannet.trace.plane.PlaneView.Moment;
import dev.gannet.trace.plane.PlaneView.Outcome;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What numbers are called, on numbers made up for it. */
class JudgeTest {
    private static final Judge EIGHT = new Judge(8);
    private static final Judge FREE = new Judge(0);

    @Test
    void nine_moments_are_too_few() {
        assertThat(EIGHT.of(history(9, i -> moment(0.5, 0.5, 0.1, new Metrics(8, 0.9, 0.2, 0.05)))))
                .isEqualTo(Outcome.EARLY);
    }

    @Test
    void all_modes_and_like_histograms_are_good_and_without_modes_histograms_decide() {
        Moment good = moment(0.5, 0.5, 0.1, new Metrics(8, 0.9, 0.2, 0.05));

        assertThat(EIGHT.of(history(10, i -> good))).isEqualTo(Outcome.GOOD);
        assertThat(FREE.of(history(10, i -> moment(0.5, 0.5, 0.1, new Metrics(0, 0, 0.2, 0.05)))))
                .isEqualTo(Outcome.GOOD);
    }

    @Test
    void few_modes_and_little_movement_are_a_collapse() {
        assertThat(EIGHT.of(history(10, i -> moment(0.7, 0.3, 0.02, new Metrics(4, 0.9, 0.5, 0.4)))))
                .isEqualTo(Outcome.COLLAPSE);
    }

    @Test
    void a_certain_d_and_strange_points_mean_that_d_is_too_strong() {
        assertThat(EIGHT.of(history(10, i -> moment(0.96, 0.04, 0.5, new Metrics(0, 0, 0.9, 0.5)))))
                .isEqualTo(Outcome.STRONG);
        assertThat(EIGHT.of(history(10, i -> moment(0.94, 0.04, 0.1, new Metrics(5, 0.2, 0.9, 0.5)))))
                .isEqualTo(Outcome.OPEN);
    }

    @Test
    void a_long_way_is_an_oscillation_only_if_it_leads_nowhere() {
        IntFunction<Moment> round = i -> moment(0.5, 0.5, 0.8, new Metrics(1, 0.1, 0.95, 0.5 + 0.1 * (i % 2)));
        IntFunction<Moment> home = i -> moment(0.5, 0.5, 0.8, new Metrics(5, 0.3, 0.7, 0.6 - 0.05 * i));

        assertThat(EIGHT.of(history(10, round))).isEqualTo(Outcome.OSCILLATION);
        assertThat(EIGHT.of(history(10, home))).isEqualTo(Outcome.OPEN);
    }

    @Test
    void what_was_long_ago_does_not_count() {
        IntFunction<Moment> late = i -> i < 30
                ? moment(0.99, 0.01, 0.1, new Metrics(0, 0, 1, 1))
                : moment(0.5, 0.5, 0.1, new Metrics(8, 0.9, 0.2, 0.05));

        assertThat(EIGHT.of(history(40, late))).isEqualTo(Outcome.GOOD);
    }

    private static List<Moment> history(int count, IntFunction<Moment> moments) {
        return IntStream.range(0, count).mapToObj(moments).toList();
    }

    private static Moment moment(double onReal, double onFake, double travel, Metrics metrics) {
        return new Moment(100, 1, 1, onReal, onFake, 1, travel, metrics);
    }
}
