package dev.gannet.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.trace.plane.PlaneView.Metrics;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The measures on points whose numbers are known. */
class MeasuresTest {
    private static final int COUNT = 2500;
    private static final double WITHIN_THREE_SIGMA = 1 - Math.exp(-4.5); // of a round normal distribution in the plane

    @ParameterizedTest
    @ValueSource(strings = {"two", "three", "eight", "grid"})
    void real_points_cover_every_mode_and_99_percent_of_them_are_close_to_one(String name) {
        Distribution data = Distribution.named(name);

        Metrics metrics = new Measures(data, real(data, 1)).of(real(data, 2));

        assertThat(metrics.modes()).isEqualTo(data.modes().length);
        assertThat(metrics.quality()).isCloseTo(WITHIN_THREE_SIGMA, within(0.008));
        assertThat(metrics.shannon()).isLessThan(0.12);
        assertThat(metrics.wasserstein()).isLessThan(0.06);
    }

    @Test
    void points_at_three_of_eight_modes_cover_three() {
        Distribution data = Distribution.named("eight");
        double[][] made = new double[COUNT][];
        Arrays.setAll(made, i -> data.modes()[i % 3].clone());

        Metrics metrics = new Measures(data, real(data, 1)).of(made);

        assertThat(metrics.modes()).isEqualTo(3);
        assertThat(metrics.quality()).isEqualTo(1);
    }

    @Test
    void a_mode_needs_a_tenth_of_its_share_to_count() {
        Distribution data = new Distribution.Gaussians(new double[][] {{-1, 0}, {1, 0}}, 0.1);
        Measures measures = new Measures(data, real(data, 1));

        assertThat(measures.of(split(124)).modes()).isEqualTo(1);
        assertThat(measures.of(split(125)).modes()).isEqualTo(2);
    }

    /** All at the first mode but for so many at the second. */
    private static double[][] split(int atSecond) {
        double[][] made = new double[COUNT][];
        Arrays.setAll(made, i -> new double[] {i < atSecond ? 1 : -1, 0});
        return made;
    }

    @Test
    void a_point_just_beyond_three_sigma_is_not_close() {
        Distribution data = new Distribution.Gaussians(new double[][] {{0, 0}}, 0.1);
        Measures measures = new Measures(data, new double[][] {{0, 0}});

        assertThat(measures.nearModes(new double[][] {{0.299, 0}, {0, -0.301}, {0.22, 0.22}}))
                .containsExactly(1);
    }

    @Test
    void the_divergence_is_0_for_equals_1_for_strangers_and_by_hand_in_between() {
        double[] left = {1, 0, 0};
        double[] right = {0, 1, 0};
        double[] half = {0.5, 0.5, 0};

        assertThat(Measures.divergence(left, left)).isZero();
        assertThat(Measures.divergence(left, right)).isCloseTo(1, within(1e-12));
        // middle (3/4, 1/4): (log2(4/3) + 1/2 log2(2/3) + 1/2 log2 2) / 2
        assertThat(Measures.divergence(left, half)).isCloseTo(0.311278, within(1e-6));
    }

    @Test
    void both_sides_of_a_histogram_sum_to_1_however_many_points_and_wherever() {
        double[][] few = {{0, 0}, {0.01, 0.01}, {99, 0}};

        assertThat(Arrays.stream(Measures.histogram(few)).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(Measures.histogram(real(new Distribution.Ring(), 3)))
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    /** Along direction u a shift by d costs |d.u|, on average over all directions 2/pi of its length. */
    @Test
    void shifted_points_are_two_over_pi_of_the_shift_apart() {
        double[][] here = real(new Distribution.Spiral(), 1);
        double[][] there = new double[COUNT][];
        Arrays.setAll(there, i -> new double[] {here[i][0] + 0.3, here[i][1] - 0.4});

        assertThat(Measures.wasserstein(Measures.along(here), Measures.along(there)))
                .isCloseTo(0.5 * 2 / Math.PI, within(0.002));
    }

    @Test
    void the_order_of_points_means_nothing_to_a_distance() {
        double[][] a = {{0, 0}, {1, 1}, {-1, 0.5}};
        double[][] b = {{-1, 0.5}, {0, 0}, {1, 1}};

        assertThat(Measures.wasserstein(Measures.along(a), Measures.along(b))).isZero();
        assertThat(Measures.travel(a, b)).isGreaterThan(1);
    }

    private static double[][] real(Distribution data, long seed) {
        return data.draw(new SplittableRandom(seed), COUNT);
    }
}
