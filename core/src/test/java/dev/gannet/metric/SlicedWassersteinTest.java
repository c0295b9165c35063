package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlicedWassersteinTest {
    private static final ImageShape PIXEL = new ImageShape(1, 8);

    /** One grey picture of one level each. */
    private static Pictures levels(int... levels) {
        byte[] pixels = new byte[levels.length * PIXEL.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) levels[i / PIXEL.bytes()];
        }
        return new Pictures(PIXEL, pixels);
    }

    private static Pictures random(int count, ImageShape shape, long seed) {
        byte[] pixels = new byte[count * shape.bytes()];
        new SplittableRandom(seed).nextBytes(pixels);
        return new Pictures(shape, pixels);
    }

    @Test
    void along_one_number_it_is_the_distance_of_the_sorted_values() {
        SlicedWasserstein line = new SlicedWasserstein(1, 3, 1);
        assertThat(line.between(levels(0, 10), levels(5, 5))).isEqualTo(5);
        assertThat(line.between(levels(1, 2, 30), levels(30, 1, 2))).isZero();
        assertThat(line.between(levels(0, 0, 200, 255), levels(255, 255, 255, 255)))
                .isEqualTo((255 + 255 + 55) / 4.0);
    }

    @Test
    void a_shift_of_one_number_is_seen_along_a_random_direction_by_its_mean_cosine() {
        ImageShape shape = new ImageShape(3, 8);
        byte[] before = new byte[shape.bytes()];
        byte[] after = new byte[shape.bytes()];
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                after[(y * 8 + x) * 3] = 100; // one of 2 x 2 cells, one of 3 channels
            }
        }
        double distance =
                new SlicedWasserstein(2, 20_000, 7).between(new Pictures(shape, before), new Pictures(shape, after));
        // mean |cosine| of a random direction in 12 dimensions: gamma(6) / (sqrt(pi) gamma(6.5))
        double cosine = 120 / (Math.sqrt(Math.PI) * 287.8852778);
        assertThat(distance).isCloseTo(100 * cosine, within(0.4));
    }

    @Test
    void it_is_nothing_to_itself_and_the_same_both_ways() {
        Pictures one = random(20, new ImageShape(3, 32), 1);
        Pictures other = random(20, new ImageShape(3, 32), 2);
        assertThat(SlicedWasserstein.WHOLE.between(one, one)).isZero();
        assertThat(SlicedWasserstein.WHOLE.between(one, other))
                .isPositive()
                .isEqualTo(SlicedWasserstein.WHOLE.between(other, one));
    }

    @Test
    void sets_that_cannot_be_compared_are_refused() {
        assertThatThrownBy(() -> SlicedWasserstein.WHOLE.between(levels(1), levels(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 pictures of 8x8 grey and 2 of 8x8 grey: expected the same number and shape");
    }
}
