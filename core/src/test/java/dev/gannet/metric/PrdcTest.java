package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PrdcTest {
    /** The definitions, in loops. */
    private static Prdc oracle(Features real, Features made, int k) {
        int count = real.count();
        double[] realRadii = radii(real, k);
        double[] madeRadii = radii(made, k);
        double precise = 0;
        double pairs = 0;
        double recalled = 0;
        double covered = 0;
        for (int a = 0; a < count; a++) {
            boolean inReal = false;
            boolean inMade = false;
            double nearest = Double.POSITIVE_INFINITY;
            for (int b = 0; b < count; b++) {
                double fromMade = Math.sqrt(Samples.squaredDistance(made, a, real, b));
                double fromReal = Math.sqrt(Samples.squaredDistance(real, a, made, b));
                inReal |= fromMade < realRadii[b];
                pairs += fromMade < realRadii[b] ? 1 : 0;
                inMade |= fromReal < madeRadii[b];
                nearest = Math.min(nearest, fromReal);
            }
            precise += inReal ? 1 : 0;
            recalled += inMade ? 1 : 0;
            covered += nearest < realRadii[a] ? 1 : 0;
        }
        return new Prdc(precise / count, recalled / count, pairs / ((double) k * count), covered / count);
    }

    private static double[] radii(Features features, int k) {
        double[] radii = new double[features.count()];
        for (int i = 0; i < radii.length; i++) {
            double[] all = new double[features.count()];
            for (int j = 0; j < all.length; j++) {
                all[j] = Math.sqrt(Samples.squaredDistance(features, i, features, j));
            }
            all[i] = -1; // itself comes first and is not counted
            Arrays.sort(all);
            radii[i] = all[k];
        }
        return radii;
    }

    /** Points on a line. */
    private static Features line(float... at) {
        return new Features(at, at.length, 1);
    }

    @Test
    void four_points_on_a_line_by_hand() {
        // radii with k = 1: real 1 1 2 3, made 4 4 91 187
        Prdc prdc = Prdc.between(line(0, 1, 3, 6), line(1.5f, 5.5f, 96.5f, 283.5f), 1);
        // 1.5 is inside of 1 and 3; 5.5 of 6 alone; the others of none
        assertThat(prdc.precision()).isEqualTo(0.5);
        assertThat(prdc.density()).isEqualTo(3 / 4.0);
        assertThat(prdc.coverage()).isEqualTo(3 / 4.0);
        assertThat(prdc.recall()).isEqualTo(1);
    }

    @Test
    void it_is_what_loops_over_the_definitions_say() {
        for (int dims : new int[] {2, 20}) {
            Features real = Samples.normal(150, dims, 1);
            Features made = Samples.changed(Samples.normal(150, dims, 2), 0.9f, 0.2f);
            for (int k : new int[] {1, 5, 149}) {
                assertThat(Prdc.between(real, made, k)).isEqualTo(oracle(real, made, k));
            }
        }
    }

    @Test
    void sets_of_more_than_a_block_give_the_same() {
        Features real = Samples.normal(2500, 2, 1);
        Features made = Samples.normal(2500, 2, 2);
        assertThat(Prdc.between(real, made, 3)).isEqualTo(oracle(real, made, 3));
    }

    @Test
    void what_is_as_far_as_the_neighbour_is_outside() {
        Features features = Samples.changed(Samples.normal(400, 16, 1), 1, 30);
        Prdc self = Prdc.between(features, features, 5);
        // itself and 4 of the 5 neighbours: the fifth lies on the rim
        assertThat(self).isEqualTo(new Prdc(1, 1, 1, 1));
        Features one = Samples.changed(features, 0, 30); // the same vector everywhere: all radii are 0
        assertThat(Prdc.between(one, one, 5)).isEqualTo(new Prdc(0, 0, 0, 0));
    }

    @Test
    void two_samples_of_one_distribution_cover_each_other_as_expected_and_are_as_dense() {
        assertThat(Prdc.expectedCoverage(2000, 5)).isCloseTo(0.969, within(0.0005));
        assertThat(Prdc.expectedCoverage(2000, 3)).isCloseTo(0.875, within(0.0005));
        assertThat(Prdc.expectedCoverage(2000, 10)).isCloseTo(0.999, within(0.0005));
        assertThat(Prdc.expectedCoverage(2, 1)).isCloseTo(1 - 1 / 3.0, within(1e-12));
        Prdc prdc = Prdc.between(Samples.normal(2000, 8, 1), Samples.normal(2000, 8, 2), Prdc.NEIGHBOURS);
        assertThat(prdc.coverage()).isCloseTo(Prdc.expectedCoverage(2000, 5), within(0.01));
        assertThat(prdc.density()).isCloseTo(1, within(0.05));
    }

    @Test
    void a_collapse_onto_one_place_shows_in_coverage_and_not_in_precision() {
        Features real = Samples.normal(500, 4, 1);
        Features collapsed = Samples.changed(Samples.normal(500, 4, 2), 0.01f, 0);
        Prdc prdc = Prdc.between(real, collapsed, Prdc.NEIGHBOURS);
        assertThat(prdc.precision()).isEqualTo(1);
        assertThat(prdc.coverage()).isLessThan(0.1);
        assertThat(prdc.recall()).isLessThan(0.1);
    }

    @Test
    void unequal_sets_and_too_many_neighbours_are_refused() {
        assertThatThrownBy(() -> Prdc.between(line(1, 2, 3), line(1, 2), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "3 real and 2 made vectors with k = 1: expected as many made as real, and k from 1 to one less");
        assertThatThrownBy(() -> Prdc.between(line(1, 2, 3), line(1, 2, 3), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "3 real and 3 made vectors with k = 3: expected as many made as real, and k from 1 to one less");
    }
}
