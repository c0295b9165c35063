package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.Test;

class FrechetTest {
    /** Mean 0, the same variance in each direction and none between. */
    private static Moments round(int dims, double variance) {
        double[] sigma = new double[dims * dims];
        for (int i = 0; i < dims; i++) {
            sigma[i * dims + i] = variance;
        }
        return new Moments(new double[dims], sigma);
    }

    /** Normal numbers through a fixed random matrix: of covariance far from a multiple of 1. */
    private static Features mixed(int count, int dims, long seed) {
        Features plain = Samples.normal(count, dims, seed);
        Features matrix = Samples.normal(dims, dims, 100 + seed);
        return times(plain, matrix);
    }

    private static Features times(Features rows, Features matrix) {
        int dims = rows.dims();
        float[] values = new float[rows.values().length];
        for (int i = 0; i < rows.count(); i++) {
            for (int j = 0; j < dims; j++) {
                double sum = 0;
                for (int c = 0; c < dims; c++) {
                    sum += (double) rows.values()[i * dims + c] * matrix.values()[c * dims + j];
                }
                values[i * dims + j] = (float) sum;
            }
        }
        return new Features(values, rows.count(), dims);
    }

    /** The definition in another library: means and covariances entry by entry, and the eigenvalues of S1 S2 itself. */
    private static double oracle(Features one, Features other) {
        double[] means = means(one);
        double[] otherMeans = means(other);
        SimpleMatrix sigma = covariance(one, means);
        SimpleMatrix otherSigma = covariance(other, otherMeans);
        double distance = sigma.trace() + otherSigma.trace();
        for (int i = 0; i < means.length; i++) {
            distance += Math.pow(means[i] - otherMeans[i], 2);
        }
        for (var eigenvalue : sigma.mult(otherSigma).eig().getEigenvalues()) {
            distance -= 2 * Math.sqrt(Math.max(0, eigenvalue.getReal()));
        }
        return distance;
    }

    private static double[] means(Features features) {
        double[] means = new double[features.dims()];
        for (int i = 0; i < features.values().length; i++) {
            means[i % features.dims()] += features.values()[i] / (double) features.count();
        }
        return means;
    }

    private static SimpleMatrix covariance(Features features, double[] means) {
        int dims = features.dims();
        SimpleMatrix sigma = new SimpleMatrix(dims, dims);
        for (int a = 0; a < dims; a++) {
            for (int b = 0; b < dims; b++) {
                double sum = 0;
                for (int i = 0; i < features.count(); i++) {
                    sum += (features.values()[i * dims + a] - means[a]) * (features.values()[i * dims + b] - means[b]);
                }
                sigma.set(a, b, sum / (features.count() - 1));
            }
        }
        return sigma;
    }

    @Test
    void moments_by_hand() {
        Moments moments = Moments.of(new Features(new float[] {1, 10, 3, 10, 5, 40}, 3, 2));
        assertThat(moments.mu()).containsExactly(3, 20);
        assertThat(moments.sigma()).containsExactly(4, 30, 30, 300);
        assertThat(moments.trace()).isEqualTo(304);
    }

    @Test
    void a_large_mean_costs_no_digits() {
        Features wide = new Features(new float[] {1_000_000, 1_000_001, 1_000_002, 1_000_003}, 4, 1);
        assertThat(Moments.of(wide).sigma()).containsExactly(5 / 3.0);
    }

    @Test
    void a_set_is_at_distance_0_from_itself() {
        Features features = mixed(300, 40, 1);
        double variance = Moments.of(features).trace();
        assertThat(Frechet.between(features, features)).isCloseTo(0, within(1e-6 * variance));
        Features few = mixed(10, 40, 1); // fewer than dimensions: most eigenvalues are 0
        assertThat(Frechet.between(few, few)).isCloseTo(0, within(1e-6 * variance));
    }

    @Test
    void a_shift_counts_with_its_square() {
        Features features = Samples.normal(500, 8, 1);
        assertThat(Frechet.between(features, Samples.changed(features, 1, 0.5f)))
                .isCloseTo(8 * 0.25, within(1e-5));
    }

    @Test
    void between_round_distributions_it_is_the_difference_of_their_widths() {
        assertThat(Frechet.between(round(7, 1), round(7, 9))).isCloseTo(7 * 4, within(1e-12));
        assertThat(Frechet.between(round(7, 9), round(7, 1))).isCloseTo(7 * 4, within(1e-12));
        assertThat(Frechet.between(round(7, 0), round(7, 4))).isCloseTo(7 * 4, within(1e-12));
    }

    @Test
    void order_of_the_vectors_and_of_the_numbers_and_turns_change_nothing() {
        Features one = mixed(200, 3, 1);
        Features other = mixed(250, 3, 2);
        double distance = Frechet.between(one, other);
        int[] order = Draw.without(new SplittableRandom(1), 200, 200);
        assertThat(Frechet.between(one.pick(order), other)).isCloseTo(distance, within(1e-9 * distance));
        float c = 0.6f;
        float s = 0.8f;
        Features turn = new Features(new float[] {c, s, 0, 0, 0, 1, -s, c, 0}, 3, 3);
        assertThat(Frechet.between(times(one, turn), times(other, turn))).isCloseTo(distance, within(1e-5 * distance));
    }

    @Test
    void it_is_what_the_definition_says_in_another_library() {
        for (int dims : new int[] {1, 5, 30}) {
            Features one = mixed(100, dims, 3);
            Features other = mixed(120, dims, 4);
            double expected = oracle(one, other);
            assertThat(Frechet.between(one, other)).isCloseTo(expected, within(1e-9 * expected));
        }
    }

    @Test
    void two_samples_of_one_distribution_are_apart_by_about_a_constant_over_their_size() {
        Features one = Samples.normal(500, 64, 1);
        Features other = Samples.normal(500, 64, 2);
        assertThat(Frechet.between(one, other)).isCloseTo(4.6, within(0.3)); // measured elsewhere
    }

    @Test
    void the_trend_leads_to_the_distance_of_the_distributions() {
        Features real = Samples.normal(4000, 16, 1);
        Features same = Samples.normal(4000, 16, 2);
        Features wider = Samples.changed(same, 1.5f, 0);
        Frechet.Trend trend = Frechet.trend(real, same, 1);
        assertThat(trend.limit()).isCloseTo(0, within(0.02));
        assertThat(trend.slope() / 4000).isCloseTo(Frechet.between(real, same), within(0.02));
        assertThat(Frechet.trend(real, wider, 1).limit()).isCloseTo(16 * 0.25, within(0.1));
        assertThat(Frechet.trend(real, same, 1)).isEqualTo(trend);
    }

    @Test
    void what_cannot_be_compared_is_refused() {
        Features two = Samples.normal(10, 2, 1);
        assertThatThrownBy(() -> Frechet.between(two, Samples.normal(10, 3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features of 2 and of 3 numbers: expected the same feature space");
        assertThatThrownBy(() -> Frechet.between(round(2, 1), round(3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("moments of 2 and of 3 numbers: expected the same feature space");
        assertThatThrownBy(() -> Moments.of(two.slice(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("moments: got 1 vector, expected at least 2");
        assertThatThrownBy(() -> new Moments(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("moments: got 2 means and 3 covariances, expected d and d x d");
        assertThatThrownBy(() -> Frechet.trend(two.slice(0, 7), two, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a trend over sizes: got 7 vectors of 2 numbers, expected at least 8");
    }
}
