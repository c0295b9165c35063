package dev.gannet.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DrawsTest {
    private static final int MANY = 100_000;
    private static final Offset<Double> SAMPLED = within(0.02); // more than 4 sigma of each mean below
    private static Draws draws = new Draws(new double[0], 0);

    private enum Kind {
        ONE,
        OTHER
    }

    private interface Number {
        double of(Draws.Draw draw);
    }

    @BeforeAll
    static void draw() {
        Engine.start(1);
        draws = Draws.of(new Noise(3), 1, MANY, 2);
    }

    private static double mean(Kind kind, Number number) {
        return IntStream.range(0, MANY)
                .mapToDouble(i -> number.of(draws.of(i, kind)))
                .average()
                .orElseThrow();
    }

    @Test
    void normal_numbers_have_the_moments_of_the_normal_distribution() {
        for (Kind kind : Kind.values()) {
            assertThat(mean(kind, Draws.Draw::normal)).isCloseTo(0, SAMPLED);
            assertThat(mean(kind, Draws.Draw::otherNormal)).isCloseTo(0, SAMPLED);
            assertThat(mean(kind, d -> d.normal() * d.normal())).isCloseTo(1, SAMPLED);
            assertThat(mean(kind, d -> d.otherNormal() * d.otherNormal())).isCloseTo(1, SAMPLED);
            assertThat(mean(kind, d -> d.normal() * d.otherNormal())).isCloseTo(0, SAMPLED);
            assertThat(mean(kind, d -> Math.pow(d.normal(), 4))).isCloseTo(3, within(0.15));
        }
    }

    @Test
    void uniform_numbers_fill_their_range() {
        assertThat(mean(Kind.ONE, d -> d.between(-2, 4))).isCloseTo(1, within(0.03));
        assertThat(mean(Kind.ONE, d -> d.between(-2, 4) < 0 ? 1 : 0)).isCloseTo(1 / 3.0, SAMPLED);
    }

    @Test
    void changes_happen_with_their_probability_and_apart_from_each_other() {
        assertThat(mean(Kind.ONE, d -> d.happens(0.3) ? 1 : 0)).isCloseTo(0.3, SAMPLED);
        assertThat(mean(Kind.ONE, d -> d.happens(0) ? 1 : 0)).isZero();
        assertThat(mean(Kind.ONE, d -> d.happens(1) ? 1 : 0)).isEqualTo(1);
        long both = IntStream.range(0, MANY)
                .filter(i -> draws.of(i, Kind.ONE).happens(0.3)
                        && draws.of(i, Kind.OTHER).happens(0.3))
                .count();
        assertThat(both / (double) MANY).isCloseTo(0.09, SAMPLED);
    }

    @Test
    void an_image_has_the_same_numbers_in_a_batch_of_any_size() {
        for (int size : new int[] {1, 2, 7, 33}) {
            Draws few = Draws.of(new Noise(3), 1, size, 2);
            for (int i = 0; i < size; i++) {
                assertThat(few.of(i, Kind.OTHER)).isEqualTo(draws.of(i, Kind.OTHER));
            }
        }
    }
}
