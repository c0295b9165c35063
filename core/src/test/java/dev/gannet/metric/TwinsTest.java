package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TwinsTest {
    private static final ImageShape SHAPE = new ImageShape(1, 8);

    @BeforeAll
    static void engine() {
        Engine.start(1);
    }

    /** One picture of one grey for each level. */
    private static Pictures greys(int... levels) {
        byte[] pixels = new byte[levels.length * SHAPE.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) levels[i / SHAPE.bytes()];
        }
        return new Pictures(SHAPE, pixels);
    }

    /** So many, drawn from so many different ones. */
    private static Pictures drawn(int count, int different, long seed) {
        Pictures all = Samples.noise(different, SHAPE, 1);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * SHAPE.bytes()];
        for (int i = 0; i < count; i++) {
            System.arraycopy(
                    all.pixels(), random.nextInt(different) * SHAPE.bytes(), pixels, i * SHAPE.bytes(), SHAPE.bytes());
        }
        return new Pictures(SHAPE, pixels);
    }

    @Test
    void of_few_pictures_the_nearest_two_decide() {
        Twins twins = Twins.among(greys(0, 40, 60, 200));
        assertThat(twins.near()).isCloseTo(20 / 255.0, within(1e-6));
        assertThat(twins.pairs(greys(0, 10, 25, 80))).isEqualTo(2); // 10 and 15 apart, not 25
        assertThat(twins.pairs(greys(5, 5, 5))).isEqualTo(3);
    }

    @Test
    void a_hundredth_of_many_pictures_is_nearer() {
        Pictures real = Samples.noise(400, SHAPE, 3);
        Twins twins = Twins.among(real);
        long near = 0;
        for (int i = 0; i < 400; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < 400; j++) {
                least = i == j ? least : Math.min(least, distance(real, i, j));
            }
            near += least < twins.near() - 1e-6 ? 1 : 0;
        }
        assertThat(near).isBetween(2L, 3L); // the fourth is the limit, two at a time
    }

    private static double distance(Pictures pictures, int i, int j) {
        double square = 0;
        for (int at = 0; at < SHAPE.bytes(); at++) {
            double off = (pictures.pixels()[i * SHAPE.bytes() + at] & 0xff)
                    - (pictures.pixels()[j * SHAPE.bytes() + at] & 0xff);
            square += off * off;
        }
        return Math.sqrt(square / SHAPE.bytes()) / 255;
    }

    /** Of 300 from 500, 300 * 299 / 1000 pairs are expected, and the root of that more or less. */
    @Test
    void pairs_are_those_of_the_birthday_paradox() {
        Twins twins = Twins.among(Samples.noise(200, SHAPE, 2));
        double expected = 300 * 299 / 1000.0;
        assertThat((double) twins.pairs(drawn(300, 500, 4))).isCloseTo(expected, within(4 * Math.sqrt(expected)));
        assertThat(twins.pairs(Samples.noise(300, SHAPE, 5))).isLessThan(10);
    }

    @Test
    void one_picture_is_no_measure() {
        assertThatThrownBy(() -> Twins.among(greys(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 real pictures: expected at least two");
    }
}
