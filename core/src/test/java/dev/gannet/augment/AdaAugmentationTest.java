package dev.gannet.augment;

import static dev.gannet.Tensors.doubles;
import static dev.gannet.Tensors.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.Scoped;
import dev.gannet.config.AugmentConfig;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.TensorBytes;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ADA's changes against the same done one after another in double precision, a pixel at a time. */
@ExtendWith(Scoped.class)
class AdaAugmentationTest {
    private static final Noise NOISE = new Noise(21);
    private static final Augmentation ADA = Augmentation.of(AugmentConfig.Ada.PAPER, NOISE);
    private static final int KINDS = 13;

    @ParameterizedTest
    @CsvSource({"1,9,13,1", "3,16,16,1", "4,8,12,1", "1,8,12,0.5", "3,9,13,0.5", "4,16,16,0.5", "3,16,16,0.2"})
    void it_is_every_change_after_the_other(int channels, int height, int width, double p) {
        int n = 24;
        Tensor images = Derivatives.images(0, n, channels, height, width);
        double[] in = doubles(images);
        double[] out = doubles(ADA.apply(images, 5, p));
        double[] drawn = doubles(NOISE.uniform(Noise.Stream.AUGMENT, 5, n, KINDS, 3));
        int pixels = height * width;
        for (int i = 0; i < n; i++) {
            Oracle oracle = new Oracle(Arrays.copyOfRange(drawn, i * KINDS * 3, (i + 1) * KINDS * 3), p);
            for (int pixel = 0; pixel < pixels; pixel++) {
                double[] place = oracle.source(pixel % width, pixel / width, width, height);
                double[] expected = new double[channels];
                for (int c = 0; c < channels; c++) {
                    expected[c] = bilinear(in, (i * channels + c) * pixels, place, width, height);
                }
                oracle.paint(expected, Math.min(channels, 3));
                for (int c = 0; c < channels; c++) {
                    assertThat(out[(i * channels + c) * pixels + pixel])
                            .as("image %d, channel %d, pixel %d", i, c, pixel)
                            .isCloseTo(expected[c], within(1e-4 * (1 + Math.abs(expected[c]))));
                }
            }
        }
    }

    private static double bilinear(double[] in, int start, double[] place, int width, int height) {
        double sum = 0;
        for (int y = (int) Math.floor(place[1]); y <= (int) Math.floor(place[1]) + 1; y++) {
            for (int x = (int) Math.floor(place[0]); x <= (int) Math.floor(place[0]) + 1; x++) {
                double share = (1 - Math.abs(place[0] - x)) * (1 - Math.abs(place[1] - y));
                sum += share * in[start + bounced(y, height) * width + bounced(x, width)];
            }
        }
        return sum;
    }

    private static int bounced(int place, int side) {
        int at = place;
        while (at < 0 || at >= side) {
            at = at < 0 ? -at : 2 * (side - 1) - at;
        }
        return at;
    }

    /** The changes of one image, by their place in its 13 times 3 numbers. */
    private record Oracle(double[] drawn, double p) {
        boolean happens(int kind, double probability) {
            return drawn[3 * kind] < probability;
        }

        boolean happens(int kind) {
            return happens(kind, p);
        }

        double first(int kind) {
            return drawn[3 * kind + 1];
        }

        double second(int kind) {
            return drawn[3 * kind + 2];
        }

        double normal(int kind) {
            return Math.sqrt(-2 * Math.log(1 - first(kind))) * Math.cos(2 * Math.PI * second(kind));
        }

        double otherNormal(int kind) {
            return Math.sqrt(-2 * Math.log(1 - first(kind))) * Math.sin(2 * Math.PI * second(kind));
        }

        /** Undoes the changes of place from the last to the first. */
        double[] source(int column, int row, int width, int height) {
            double x = column - (width - 1) / 2.0;
            double y = row - (height - 1) / 2.0;
            if (happens(7)) {
                x -= 0.125 * normal(7) * width;
                y -= 0.125 * otherNormal(7) * height;
            }
            double[] at = {x, y};
            rotate(at, 6);
            if (happens(5)) {
                at[0] /= Math.pow(2, 0.2 * normal(5));
                at[1] *= Math.pow(2, 0.2 * normal(5));
            }
            rotate(at, 4);
            if (happens(3)) {
                at[0] /= Math.pow(2, 0.2 * normal(3));
                at[1] /= Math.pow(2, 0.2 * normal(3));
            }
            if (happens(2)) {
                at[0] -= Math.rint((2 * first(2) - 1) * 0.125 * width);
                at[1] -= Math.rint((2 * second(2) - 1) * 0.125 * height);
            }
            for (int turns = happens(1) ? (int) (4 * first(1)) : 0; turns > 0; turns--) {
                at = new double[] {-at[1], at[0]};
            }
            if (happens(0) && first(0) < 0.5) {
                at[0] = -at[0];
            }
            return new double[] {at[0] + (width - 1) / 2.0, at[1] + (height - 1) / 2.0};
        }

        private void rotate(double[] at, int kind) {
            if (happens(kind, 1 - Math.sqrt(1 - p))) {
                double angle = (2 * first(kind) - 1) * Math.PI;
                double x = at[0] * Math.cos(angle) - at[1] * Math.sin(angle);
                at[1] = at[0] * Math.sin(angle) + at[1] * Math.cos(angle);
                at[0] = x;
            }
        }

        /** The changes of colour from the first to the last. */
        void paint(double[] colour, int channels) {
            for (int c = 0; c < channels; c++) {
                colour[c] += happens(8) ? 0.2 * normal(8) : 0;
                colour[c] *= happens(9) ? Math.pow(2, 0.5 * normal(9)) : 1;
            }
            double grey = Arrays.stream(colour, 0, channels).average().orElseThrow();
            for (int c = 0; c < channels && happens(10) && first(10) < 0.5; c++) {
                colour[c] -= 2 * grey;
            }
            if (channels == 3) {
                double angle = happens(11) ? (2 * first(11) - 1) * Math.PI : 0;
                double factor = happens(12) ? Math.pow(2, normal(12)) : 1;
                turn(colour, angle, factor);
            }
        }

        /** Rodrigues' formula around the grey axis. */
        private static void turn(double[] colour, double angle, double factor) {
            double grey = (colour[0] + colour[1] + colour[2]) / 3;
            double[] rest = {colour[0] - grey, colour[1] - grey, colour[2] - grey};
            for (int c = 0; c < 3; c++) {
                double across = (rest[(c + 2) % 3] - rest[(c + 1) % 3]) / Math.sqrt(3);
                colour[c] = grey + factor * (rest[c] * Math.cos(angle) + across * Math.sin(angle));
            }
        }
    }

    @Test
    void hue_by_a_third_of_a_turn_exchanges_the_channels() {
        Tensor red = of(new float[] {0.75f, 0, -0.25f}, 1, 3, 1, 1);
        Colour turned = Colour.SAME.hue(2 * Math.PI / 3);
        assertThat(doubles(Colour.apply(List.of(turned), red)))
                .containsExactly(new double[] {-0.25, 0.75, 0}, within(1e-6));
        assertThat(doubles(Colour.apply(List.of(Colour.SAME.lumaFlipped()), red)))
                .as("twice the mean, 1/6, is taken away")
                .containsExactly(new double[] {0.75 - 1 / 3.0, -1 / 3.0, -0.25 - 1 / 3.0}, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"1,9,13", "3,8,8", "4,8,12"})
    void errors_go_back_through_it_and_through_that(int channels, int height, int width) {
        Derivatives.check(x -> ADA.apply(x, 4, 0.6), 2, channels, height, width);
    }

    @Test
    void where_nothing_happens_every_bit_stays() {
        for (int channels : new int[] {1, 3, 4}) {
            Tensor images = Derivatives.images(0, 8, channels, 9, 16);
            assertThat(TensorBytes.of(ADA.apply(images, 1, 0))).isEqualTo(TensorBytes.of(images));
            assertThat(TensorBytes.of(ADA.apply(images, 1, Double.MIN_VALUE))).isEqualTo(TensorBytes.of(images));
        }
    }

    @Test
    void the_share_of_unchanged_images_is_that_of_independent_chances() {
        int n = 2000;
        double p = 0.1;
        Tensor images = Derivatives.images(0, n, 3, 16, 16);
        Tensor changed = ADA.apply(images, 2, p);
        int unchanged = 0;
        for (int i = 0; i < n; i++) {
            unchanged += torch.equal(images.select(0, i), changed.select(0, i)) ? 1 : 0;
        }
        // two mirrors are none half of the time, a quarter turn by 0 a quarter, a shift by 0 and 0 a sixteenth
        double share = Math.pow(1 - p / 2, 2) * (1 - p * 3 / 4) * (1 - p * 15 / 16) * Math.pow(1 - p, 8);
        assertThat(unchanged / (double) n).isCloseTo(share, within(4.4 * Math.sqrt(share * (1 - share) / n)));
    }

    @Test
    void the_same_counter_and_place_in_the_batch_give_the_same_change() {
        Tensor images = Derivatives.images(0, 6, 3, 16, 16);
        byte[] once = TensorBytes.of(ADA.apply(images, 9, 0.7));
        assertThat(TensorBytes.of(ADA.apply(images, 9, 0.7))).isEqualTo(once);
        assertThat(TensorBytes.of(ADA.apply(images, 10, 0.7))).isNotEqualTo(once);
        byte[] four = TensorBytes.of(ADA.apply(images.narrow(0, 0, 4), 9, 0.7));
        assertThat(four).isEqualTo(Arrays.copyOf(once, four.length));
    }

    @Test
    void values_stay_near_where_images_are() {
        Tensor images = Derivatives.images(0, 1000, 3, 8, 8);
        double[] values = doubles(ADA.apply(images, 3, 0.8));
        assertThat(Arrays.stream(values).allMatch(Double::isFinite)).isTrue();
        assertThat(Arrays.stream(values).average().orElseThrow()).isCloseTo(0, within(0.05));
        assertThat(Arrays.stream(values).map(Math::abs).average().orElseThrow()).isBetween(0.3, 1.0);
        double far = Arrays.stream(values).filter(v -> Math.abs(v) > 8).count() / (double) values.length;
        assertThat(far).isLessThan(0.005);
    }
}
