package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8);
    private static final StepStats CERTAIN = new StepStats(0, 9, 0.995, 0.995, 0.005, 0.005, 0.005);
    private static final StepStats OPEN = new StepStats(0.7, 1, 0.8, 0.8, 0.2, 0.2, 0.3);

    /** Four pictures, two of one grey and two of another. */
    private static Pictures pictures(int one, int other) {
        byte[] pixels = new byte[4 * SHAPE.bytes()];
        Arrays.fill(pixels, 0, 2 * SHAPE.bytes(), (byte) one);
        Arrays.fill(pixels, 2 * SHAPE.bytes(), pixels.length, (byte) other);
        return new Pictures(SHAPE, pixels);
    }

    @Test
    void the_spread_is_the_standard_deviation_over_the_pictures() {
        assertThat(Health.spread(pictures(100, 200))).isCloseTo(50, within(1e-9));
        assertThat(Health.spread(pictures(250, 250))).isZero();
    }

    @Test
    void pictures_that_are_all_the_same_are_not_well() {
        assertThat(new Health().isWell(10, pictures(100, 200))).isTrue();
        assertThat(new Health().isWell(10, pictures(100, 102))).as("1 of 255").isFalse();
    }

    @Test
    void a_discriminator_that_has_long_been_certain_of_everything_is_not_well() {
        Health health = new Health();
        health.saw(100, CERTAIN);
        health.saw(2000, CERTAIN);
        assertThat(health.confident()).contains(100L);
        assertThat(health.isWell(2099, pictures(100, 200))).isTrue();
        assertThat(health.isWell(2100, pictures(100, 200))).isFalse();
        health.saw(2100, OPEN);
        assertThat(health.confident()).isEmpty();
        assertThat(health.isWell(2100, pictures(100, 200))).isTrue();
        health.restore(Optional.of(7L));
        assertThat(health.isWell(3000, pictures(100, 200))).isFalse();
    }
}
