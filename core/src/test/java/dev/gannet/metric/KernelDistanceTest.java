package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {
    /** The unbiased estimate over all pairs of different vectors, in loops. */
    private static double oracle(Features real, Features made) {
        int count = real.count();
        double within = 0;
        double across = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                if (i != j) {
                    within += kernel(real, i, real, j) + kernel(made, i, made, j);
                }
                across += kernel(real, i, made, j);
            }
        }
        return within / count / (count - 1) - 2 * across / count / count;
    }

    private static double kernel(Features one, int i, Features other, int j) {
        double product = 0;
        for (int c = 0; c < one.dims(); c++) {
            product += (double) one.values()[i * one.dims() + c] * other.values()[j * one.dims() + c];
        }
        return Math.pow(product / one.dims() + 1, 3);
    }

    @Test
    void two_points_each_by_hand() {
        Features real = new Features(new float[] {0, 1}, 2, 1);
        Features made = new Features(new float[] {1, 2}, 2, 1);
        // kernels: within real 1, within made 27; across 1 1 8 27
        KernelDistance.Estimate estimate = new KernelDistance(1, 2, 1).between(real, made);
        assertThat(estimate.mean()).isCloseTo(1 + 27 - 2 * (1 + 1 + 8 + 27) / 4.0, within(1e-12));
        assertThat(estimate.deviation()).isZero();
    }

    @Test
    void a_subset_of_everything_is_what_loops_over_the_definition_say() {
        Features real = Samples.normal(60, 12, 1);
        Features made = Samples.changed(Samples.normal(60, 12, 2), 1.3f, 0.1f);
        KernelDistance.Estimate estimate = new KernelDistance(3, 60, 1).between(real, made);
        assertThat(estimate.mean()).isCloseTo(oracle(real, made), within(1e-10));
        assertThat(estimate.deviation()).isZero();
    }

    @Test
    void between_samples_of_one_distribution_it_is_below_0_as_often_as_above() {
        int below = 0;
        for (int seed = 0; seed < 40; seed++) {
            KernelDistance one = new KernelDistance(1, 100, 1);
            if (one.between(Samples.normal(100, 4, seed), Samples.normal(100, 4, 1000 + seed))
                            .mean()
                    < 0) {
                below++;
            }
        }
        assertThat(below).isBetween(12, 34);
    }

    @Test
    void a_shift_of_the_mean_has_its_own_closed_form() {
        // one dimension, N(0,1) and N(m,1): E(xy+1)^3 = 1 + 3 E x E y + 3 E x^2 E y^2 + E x^3 E y^3
        double m = 0.5;
        double square = 1 + m * m;
        double cube = m * m * m + 3 * m;
        double expected = 3 * m * m + 3 * (square - 1) * (square - 1) + cube * cube;
        KernelDistance.Estimate estimate = new KernelDistance(20, 1000, 1)
                .between(Samples.normal(20_000, 1, 1), Samples.changed(Samples.normal(20_000, 1, 2), 1, (float) m));
        assertThat(estimate.mean()).isCloseTo(expected, within(0.15 * expected));
        assertThat(estimate.deviation()).isPositive();
    }

    @Test
    void a_seed_always_takes_the_same_subsets() {
        Features real = Samples.normal(200, 5, 1);
        Features made = Samples.normal(200, 5, 2);
        KernelDistance few = new KernelDistance(4, 50, 9);
        assertThat(few.between(real, made)).isEqualTo(few.between(real, made));
        assertThat(new KernelDistance(4, 50, 8).between(real, made)).isNotEqualTo(few.between(real, made));
        assertThat(few.withSeed(8)).isEqualTo(new KernelDistance(4, 50, 8));
    }

    @Test
    void shuffled_vectors_are_the_same_in_another_order_that_follows_from_the_seed() {
        Features features = Samples.normal(50, 1, 1);
        float[] sorted = features.values().clone();
        Arrays.sort(sorted);
        float[] shuffled = features.shuffled(1).values();
        assertThat(shuffled)
                .isNotEqualTo(features.values())
                .isEqualTo(features.shuffled(1).values());
        assertThat(shuffled).isNotEqualTo(features.shuffled(2).values()).containsExactlyInAnyOrder(sorted);
    }

    @Test
    void a_single_vector_is_refused() {
        Features one = Samples.normal(1, 2, 1);
        assertThatThrownBy(() -> KernelDistance.STANDARD.between(one, one))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("100 subsets of 1 vectors: expected at least 1 of at least 2");
    }
}
