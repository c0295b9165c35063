package dev.gannet.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecoveryTest {
    @Test
    void three_bad_steps_in_a_row_are_too_many() {
        Recovery two = Recovery.NONE.skip(5).skip(6);
        assertThat(two.mustGoBack()).isFalse();
        assertThat(two.skip(7).mustGoBack()).isTrue();
        assertThat(two.good().skip(8).mustGoBack())
                .as("with a good one in between")
                .isFalse();
        assertThat(two.skip(7).skipped()).isEqualTo(3);
    }

    @Test
    void ten_within_a_thousand_steps_are_too_many() {
        Recovery recovery = Recovery.NONE;
        for (int i = 0; i < 9; i++) {
            recovery = recovery.skip(100L * i).good();
            assertThat(recovery.mustGoBack()).isFalse();
        }
        assertThat(recovery.skip(999).mustGoBack()).isTrue();
        assertThat(recovery.skip(1000).mustGoBack())
                .as("the first is 1,000 steps old")
                .isFalse();
    }

    @Test
    void the_learning_rate_is_halved_from_the_second_time_on() {
        Recovery once = Recovery.NONE.skip(7).wentBack(7, 5);
        assertThat(once.lrScale()).isEqualTo(1);
        assertThat(once.lost()).isEqualTo(2);
        assertThat(once.recent()).isEmpty();
        Recovery thrice = once.wentBack(20, 10).wentBack(30, 25);
        assertThat(thrice.lrScale()).isEqualTo(0.25);
        assertThat(thrice.lost()).isEqualTo(17);
        assertThat(thrice.rollbacks()).containsExactly(7L, 20L, 30L);
    }

    @Test
    void three_times_within_ten_thousand_images_or_five_in_all_are_the_end() {
        Recovery thrice = Recovery.NONE.wentBack(100, 0).wentBack(150, 0).wentBack(200, 0);
        assertThat(thrice.isExhausted(256, 64))
                .as("9,984 images after the first")
                .isTrue();
        assertThat(thrice.isExhausted(257, 64)).isFalse();
        Recovery five = thrice.wentBack(10_000, 0).wentBack(20_000, 0);
        assertThat(five.isExhausted(1_000_000, 64)).isTrue();
        assertThat(thrice.wentBack(10_000, 0).isExhausted(1_000_000, 64)).isFalse();
    }
}
