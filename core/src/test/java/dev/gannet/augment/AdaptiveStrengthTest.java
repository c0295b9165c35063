package dev.gannet.augment;

import static dev.gannet.Tensors.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.augment.AdaptiveStrength.State;
import dev.gannet.config.AugmentConfig;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.StepScope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The controller against numbers worked out by hand: batches of 2, so it moves after every 8 logits. */
class AdaptiveStrengthTest {
    /** 8 logits of 1,000 to go from 0 to 1: p moves by 0.008. */
    private static final AugmentConfig.Ada ADA = new AugmentConfig.Ada(0.6, 0.1, 1);

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    private static void see(AdaptiveStrength strength, float... logits) {
        try (StepScope scope = StepScope.open()) {
            strength.see(of(logits));
        }
    }

    @Test
    void it_moves_after_every_four_batches_towards_the_side_of_the_sign() {
        AdaptiveStrength strength = new AdaptiveStrength(ADA, 2);
        see(strength, 3, 0.1f);
        see(strength, 0.5f, -7);
        see(strength, 2, 1);
        assertThat(strength.state()).isEqualTo(new State(0.1, 4, 6));
        see(strength, 1, 1); // 7 of 8 above 0: sign 6 / 8 > 0.6
        assertThat(strength.state()).isEqualTo(new State(0.1 + 0.008, 0, 0));
        for (int i = 0; i < 4; i++) {
            see(strength, 1, i == 0 ? -1 : i == 1 ? 0 : 1); // 6 above, 1 below, 1 neither: sign 5 / 8 > 0.6
        }
        assertThat(strength.p()).isCloseTo(0.116, within(1e-12));
        for (int i = 0; i < 4; i++) {
            see(strength, 1, i < 2 ? -1 : 1); // sign 4 / 8 < 0.6
        }
        assertThat(strength.p()).isCloseTo(0.108, within(1e-12));
    }

    @Test
    void it_rests_where_the_sign_is_the_target() {
        AdaptiveStrength strength = new AdaptiveStrength(new AugmentConfig.Ada(0.5, 0.3, 1), 2);
        for (int i = 0; i < 4; i++) {
            see(strength, 1, i < 2 ? -1 : 1);
        }
        assertThat(strength.state()).isEqualTo(new State(0.3, 0, 0));
    }

    @Test
    void it_stays_between_0_and_1() {
        AdaptiveStrength low = new AdaptiveStrength(ADA, 2, new State(0.004, 0, 0));
        AdaptiveStrength high = new AdaptiveStrength(ADA, 2, new State(0.996, 0, 0));
        for (int i = 0; i < 4; i++) {
            see(low, -1, -1);
            see(high, 1, 1);
        }
        assertThat(low.p()).isZero();
        assertThat(high.p()).isEqualTo(1);
    }

    @Test
    void what_is_not_a_number_counts_as_neither() {
        AdaptiveStrength strength = new AdaptiveStrength(ADA, 2);
        see(strength, Float.NaN, 0);
        see(strength, Float.POSITIVE_INFINITY, 0);
        assertThat(strength.state()).isEqualTo(new State(0.1, 1, 4));
    }

    @Test
    void it_goes_on_exactly_from_any_state() {
        AdaptiveStrength whole = new AdaptiveStrength(ADA, 3);
        AdaptiveStrength restored = new AdaptiveStrength(ADA, 3);
        for (int i = 0; i < 50; i++) {
            float[] logits = {i % 3 - 0.5f, i % 7 - 1.5f, 1};
            see(whole, logits);
            restored = new AdaptiveStrength(ADA, 3, restored.state());
            see(restored, logits);
            assertThat(restored.state()).isEqualTo(whole.state());
        }
        State before = whole.state();
        see(whole, 1, 1, 1);
        assertThat(whole.state()).isNotEqualTo(before);
        whole.restore(before);
        assertThat(whole.state()).isEqualTo(before);
    }

    @Test
    void a_state_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> new State(1.5, 0, 0))
                .hasMessage(
                        "strength: got p 1.5, sum 0, count 0; expected p from 0 to 1 and a sum from -count to count");
        assertThatThrownBy(() -> new State(0.5, -3, 2))
                .hasMessage(
                        "strength: got p 0.5, sum -3, count 2; expected p from 0 to 1 and a sum from -count to count");
    }
}
