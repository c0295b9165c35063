package dev.gannet.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ways and planes through noise, against what is known of them in closed form. */
class NoiseWaysTest {
    private static final double ALMOST = 1e-12;

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    private static float[] noise(long counter, int size) {
        try (StepScope scope = StepScope.open()) {
            Tensor drawn = new Noise(3).normal(Noise.Stream.GENERATE, counter, size);
            return TensorBytes.floats(drawn);
        }
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] wide(float[] narrow) {
        double[] wide = new double[narrow.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = narrow[i];
        }
        return wide;
    }

    private static double length(float[] vector) {
        return Math.sqrt(product(wide(vector), wide(vector)));
    }

    @Test
    void a_quarter_turn_is_a_quarter_of_a_circle() {
        Arc arc = new Arc(new float[] {2, 0, 0}, new float[] {0, 0, 2});
        assertThat(arc.angle()).isCloseTo(Math.PI / 2, within(ALMOST));
        for (int i = 0; i <= 10; i++) {
            double turned = Math.PI / 2 * i / 10;
            float[] there = arc.at(i / 10.0);
            assertThat(there[0]).isCloseTo((float) (2 * Math.cos(turned)), within(1e-6f));
            assertThat(there[1]).isZero();
            assertThat(there[2]).isCloseTo((float) (2 * Math.sin(turned)), within(1e-6f));
        }
    }

    @Test
    void on_an_arc_between_noise_vectors_every_part_turns_as_far_and_none_is_shorter_than_both() {
        Arc arc = new Arc(noise(0, 64), noise(1, 64));
        assertThat(arc.at(0)).isEqualTo(arc.from());
        assertThat(arc.at(1)).isEqualTo(arc.to());
        float[] from = unit(arc.from());
        Arc even = new Arc(from, unit(arc.to()));
        for (int i = 1; i < 10; i++) {
            assertThat(new Arc(from, even.at(i / 10.0)).angle())
                    .as("a part of the way")
                    .isCloseTo(arc.angle() * i / 10, within(1e-5));
            assertThat(length(even.at(i / 10.0))).isCloseTo(1, within(1e-5));
        }
        double shorter = Math.min(length(arc.from()), length(arc.to()));
        assertThat(length(arc.at(0.5))).isGreaterThan(0.99 * shorter);
        float[] straight = new float[64];
        for (int i = 0; i < straight.length; i++) {
            straight[i] = (arc.from()[i] + arc.to()[i]) / 2;
        }
        assertThat(length(straight)).isLessThan(0.8 * shorter);
    }

    private static float[] unit(float[] vector) {
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length(vector));
        }
        return unit;
    }

    @Test
    void where_there_is_no_angle_the_way_is_straight() {
        float[] one = {1, 2, 3};
        assertThat(new Arc(one, one).at(0.3)).containsExactly(one, within(1e-6f));
        assertThat(new Arc(one, new float[] {3, 6, 9}).at(0.5)).containsExactly(new float[] {2, 4, 6}, within(1e-6f));
        assertThat(new Arc(one, new float[] {-1, -2, -3}).at(0.5)).containsExactly(new float[3], within(1e-6f));
        assertThat(new Arc(new float[3], one).at(0.5)).containsExactly(new float[] {0.5f, 1, 1.5f}, within(1e-6f));
        assertThatThrownBy(() -> new Arc(one, new float[2])).hasMessage("an arc from 3 numbers to 2");
    }

    @Test
    void a_plane_has_two_directions_of_length_1_at_a_right_angle_and_follows_from_its_seed() {
        for (int size : new int[] {2, 3, 64, 512}) {
            float[] middle = noise(2, size);
            NoisePlane plane = NoisePlane.through(middle, new Noise(7));
            assertThat(product(plane.right(), plane.right())).isCloseTo(1, within(ALMOST));
            assertThat(product(plane.up(), plane.up())).isCloseTo(1, within(ALMOST));
            assertThat(product(plane.right(), plane.up())).isCloseTo(0, within(ALMOST));
            assertThat(plane.at(0, 0)).isEqualTo(middle);
            double[] moved = wide(plane.at(3, -4));
            for (int i = 0; i < size; i++) {
                moved[i] -= middle[i];
            }
            assertThat(product(moved, moved)).isCloseTo(25, within(1e-4));
            assertThat(product(moved, plane.right())).isCloseTo(3, within(1e-5));
            assertThat(product(moved, plane.up())).isCloseTo(-4, within(1e-5));

            assertThat(NoisePlane.through(noise(3, size), new Noise(7)).right()).isEqualTo(plane.right());
            assertThat(NoisePlane.through(middle, new Noise(8)).right()).isNotEqualTo(plane.right());
        }
    }
}
