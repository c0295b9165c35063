package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassSharesTest {
    private static ClassShares of(int classes, float... probabilities) {
        return ClassShares.of(new Features(probabilities, probabilities.length / classes, classes));
    }

    @Test
    void a_sure_classifier_that_sees_all_classes_gives_their_number() {
        ClassShares shares = of(4, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
        assertThat(shares.score()).isCloseTo(4, within(1e-12));
        assertThat(shares.shares()).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    void one_class_alone_or_no_idea_at_all_gives_1() {
        assertThat(of(3, 1, 0, 0, 1, 0, 0).score()).isCloseTo(1, within(1e-12));
        assertThat(of(2, 0.5f, 0.5f, 0.5f, 0.5f).score()).isCloseTo(1, within(1e-12));
    }

    @Test
    void two_pictures_by_hand() {
        ClassShares shares = of(2, 0.75f, 0.25f, 0.25f, 0.75f);
        // either picture: 0.75 ln(0.75 / 0.5) + 0.25 ln(0.25 / 0.5)
        assertThat(shares.score()).isCloseTo(Math.exp(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)), within(1e-12));
        assertThat(shares.shares()).containsExactly(0.5, 0.5);
    }

    @Test
    void the_distance_is_what_would_have_to_change() {
        ClassShares one = of(3, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0);
        ClassShares other = of(3, 1, 0, 0, 0, 0, 1);
        assertThat(one.shares()).containsExactly(0.75, 0.25, 0.0);
        assertThat(one.distance(other)).isEqualTo(0.5);
        assertThat(one.distance(one)).isZero();
        assertThatThrownBy(() -> one.distance(of(2, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 and 2 classes: expected the same");
    }

    @Test
    void the_divergence_is_finite_for_classes_that_the_other_lacks() {
        ClassShares half = of(2, 1, 0, 0, 1);
        ClassShares one = of(2, 1, 0, 1, 0);
        assertThat(half.divergence(half, 2)).isZero();
        // 2.5 and 0.5 of 3: ln(0.5 / (5 / 6)) / 2 + ln(0.5 / (1 / 6)) / 2
        assertThat(half.divergence(one, 2)).isCloseTo((Math.log(0.6) + Math.log(3)) / 2, within(1e-12));
        assertThat(one.divergence(half, 1_000_000)).isCloseTo(Math.log(2), within(1e-6));
        assertThatThrownBy(() -> one.divergence(of(3, 1, 0, 0), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 and 3 classes: expected the same");
    }

    @Test
    void what_are_no_probabilities_is_refused() {
        assertThatThrownBy(() -> of(2, 0.5f, 0.5f, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class probabilities of picture 1: got the sum 2.0, expected none below 0 and the sum 1");
        assertThatThrownBy(() -> of(2, 1.5f, -0.5f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class probabilities of picture 0: got the sum 1.0 with some below 0,"
                        + " expected none below 0 and the sum 1");
    }
}
