package dev.gannet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.run.Lookalikes;
import dev.gannet.run.RunEvent.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlateauTest {
    private static final Plateau PLATEAU = new Plateau(3, 0.02);

    private static List<Scores> scores(String hash, double... distances) {
        List<Scores> scores = new ArrayList<>();
        for (double distance : distances) {
            Lookalikes none = new Lookalikes(100, 0, 0);
            scores.add(new Scores(
                    scores.size(),
                    1,
                    100,
                    1,
                    "cls",
                    hash,
                    distance,
                    1,
                    1,
                    0.5,
                    0.6,
                    0.9,
                    0.97,
                    none,
                    Optional.empty(),
                    Optional.empty()));
        }
        return scores;
    }

    private static boolean reached(double... distances) {
        return PLATEAU.reached(scores("a", distances));
    }

    @Test
    void before_enough_evaluations_nothing_is_said() {
        assertThat(reached()).isFalse();
        assertThat(reached(5)).isFalse();
        assertThat(reached(5, 5, 5)).isFalse();
        assertThat(reached(5, 5, 5, 5)).isTrue();
    }

    @Test
    void a_fall_by_more_than_the_gain_counts_and_by_less_does_not() {
        assertThat(reached(100, 120, 97.9, 120)).isFalse();
        assertThat(reached(100, 120, 98.1, 120)).isTrue();
    }

    @Test
    void what_is_better_than_the_last_but_not_than_the_best_is_no_gain() {
        assertThat(reached(50, 90, 80, 70, 60)).isTrue();
        assertThat(reached(50, 90, 80, 70, 60, 48)).isFalse();
    }

    @Test
    void numbers_that_are_none_are_never_better() {
        assertThat(reached(Double.NaN, Double.NaN, Double.NaN, Double.NaN)).isTrue();
        assertThat(reached(Double.NaN, 5, Double.NaN, Double.NaN)).isFalse();
        assertThat(reached(5, Double.NaN, Double.NaN, Double.NaN)).isTrue();
    }

    @Test
    void scores_in_other_features_do_not_count() {
        List<Scores> scores = scores("old", 1, 1, 1, 1);
        scores.addAll(scores("new", 50, 50, 50));
        assertThat(PLATEAU.reached(scores)).isFalse();
        scores.addAll(scores("new", 50));
        assertThat(PLATEAU.reached(scores)).isTrue();
    }

    @Test
    void wrong_settings_are_refused() {
        assertThatThrownBy(() -> new Plateau(0, 0.02))
                .hasMessage("0 evaluations, gain 0.02: expected at least 1, and 0 to less than 1");
        assertThatThrownBy(() -> new Plateau(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
