package dev.gannet.augment;

import static dev.gannet.Tensors.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.Scoped;
import dev.gannet.Tensors;
import dev.gannet.config.AugmentConfig;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.TensorBytes;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DiffAugment against loops in double precision, written from the paper's definitions. */
@ExtendWith(Scoped.class)
class DiffAugmentationTest {
    private static final Noise NOISE = new Noise(11);
    private static final int KINDS = 5;

    private static Augmentation diff(boolean color, boolean translation, boolean cutout) {
        return Augmentation.of(new AugmentConfig.Diff(color, translation, cutout), NOISE);
    }

    /** The three numbers of a kind of change of an image. */
    private static double[] drawn(long counter, int images, int image, int kind) {
        double[] all = doubles(NOISE.uniform(Noise.Stream.AUGMENT, counter, images, KINDS, 3));
        int at = (image * KINDS + kind) * 3;
        return Arrays.copyOfRange(all, at, at + 3);
    }

    @ParameterizedTest
    @CsvSource({"1,9,15", "3,16,16", "4,8,28"})
    void colour_is_brightness_then_saturation_then_contrast_of_what_is_no_alpha(int channels, int height, int width) {
        int n = 3;
        int pixels = height * width;
        int painted = Math.min(channels, 3);
        Tensor images = Derivatives.images(0, n, channels, height, width);
        double[] expected = doubles(images);
        for (int i = 0; i < n; i++) {
            double brightness = drawn(7, n, i, 0)[1] - 0.5;
            double saturation = 2 * drawn(7, n, i, 1)[1];
            double contrast = 0.5 + drawn(7, n, i, 2)[1];
            double sum = 0;
            for (int pixel = 0; pixel < pixels; pixel++) {
                double grey = 0;
                for (int c = 0; c < painted; c++) {
                    int at = (i * channels + c) * pixels + pixel;
                    expected[at] += brightness;
                    grey += expected[at] / painted;
                }
                for (int c = 0; c < painted; c++) {
                    int at = (i * channels + c) * pixels + pixel;
                    expected[at] = grey + saturation * (expected[at] - grey);
                    sum += expected[at];
                }
            }
            double mean = sum / (pixels * painted);
            for (int k = 0; k < painted * pixels; k++) {
                int at = i * channels * pixels + k;
                expected[at] = mean + contrast * (expected[at] - mean);
            }
        }
        assertThat(doubles(diff(true, false, false).apply(images, 7, 1))).containsExactly(expected, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"1,9,15", "3,16,16", "4,8,28"})
    void translation_moves_by_up_to_an_eighth_and_leaves_zeros(int channels, int height, int width) {
        int n = 40;
        Tensor images = Derivatives.images(0, n, channels, height, width);
        double[] in = doubles(images);
        double[] out = doubles(diff(false, true, false).apply(images, 3, 1));
        int mostDown = height / 8;
        int mostRight = width / 8;
        boolean[] seen = new boolean[2 * mostDown + 1];
        for (int i = 0; i < n; i++) {
            double[] u = drawn(3, n, i, 3);
            int down = (int) (u[1] * seen.length) - mostDown;
            int right = (int) (u[2] * (2 * mostRight + 1)) - mostRight;
            seen[down + mostDown] = true;
            for (int k = 0; k < channels * height * width; k++) {
                int y = k / width % height - down;
                int x = k % width - right;
                boolean inside = y >= 0 && y < height && x >= 0 && x < width;
                int from = (i * channels + k / (height * width)) * height * width + y * width + x;
                double expected = inside ? in[from] : 0;
                assertThat(out[i * channels * height * width + k]).isCloseTo(expected, within(0.0));
            }
        }
        assertThat(seen).as("every shift happens").doesNotContain(false);
    }

    @ParameterizedTest
    @CsvSource({"1,9,15", "3,16,16", "4,8,28"})
    void cutout_zeroes_half_of_each_side_around_a_random_place(int channels, int height, int width) {
        int n = 20;
        Tensor images = Derivatives.images(0, n, channels, height, width);
        double[] expected = doubles(images);
        int tall = height / 2;
        int wide = width / 2;
        for (int i = 0; i < n; i++) {
            double[] u = drawn(3, n, i, 4);
            int top = (int) (u[1] * (height + (tall % 2 == 0 ? 1 : 0))) - tall / 2;
            int left = (int) (u[2] * (width + (wide % 2 == 0 ? 1 : 0))) - wide / 2;
            for (int y = Math.max(top, 0); y < Math.min(top + tall, height); y++) {
                for (int x = Math.max(left, 0); x < Math.min(left + wide, width); x++) {
                    for (int c = 0; c < channels; c++) {
                        expected[((i * channels + c) * height + y) * width + x] = 0;
                    }
                }
            }
        }
        assertThat(doubles(diff(false, false, true).apply(images, 3, 1))).containsExactly(expected, within(0.0));
    }

    @ParameterizedTest
    @CsvSource({"1,9,13", "3,8,8", "4,8,12"})
    void errors_go_back_through_it_and_through_that(int channels, int height, int width) {
        Augmentation all = Augmentation.of(AugmentConfig.Diff.ALL, NOISE);
        Derivatives.check(x -> all.apply(x, 4, 1), 2, channels, height, width);
    }

    @Test
    void at_strength_0_it_is_nothing_and_at_a_half_it_changes_half_of_the_images() {
        Tensor images = Derivatives.images(0, 1000, 3, 8, 8);
        for (Augmentation each : new Augmentation[] {diff(true, false, false), diff(false, false, true)}) {
            assertThat(TensorBytes.of(each.apply(images, 1, 0))).isEqualTo(TensorBytes.of(images));
            assertThat(unchanged(images, each.apply(images, 1, 0.5))).isBetween(430, 570); // 500 +- 4.4 sigma
            assertThat(unchanged(images, each.apply(images, 1, 1))).isZero();
        }
        // one of 3 x 3 shifts is none
        assertThat(unchanged(images, diff(false, true, false).apply(images, 1, 1)))
                .isBetween(68, 155);
    }

    private static int unchanged(Tensor before, Tensor after) {
        int count = 0;
        for (int i = 0; i < before.size(0); i++) {
            count += torch.equal(before.select(0, i), after.select(0, i)) ? 1 : 0;
        }
        return count;
    }

    @Test
    void the_same_counter_and_place_in_the_batch_give_the_same_change() {
        Tensor images = Derivatives.images(0, 6, 3, 16, 16);
        Augmentation all = Augmentation.of(AugmentConfig.Diff.ALL, NOISE);
        byte[] once = TensorBytes.of(all.apply(images, 9, 1));
        assertThat(TensorBytes.of(all.apply(images, 9, 1))).isEqualTo(once);
        assertThat(TensorBytes.of(all.apply(images, 10, 1))).isNotEqualTo(once);
        double[] four = doubles(all.apply(images.narrow(0, 0, 4), 9, 1));
        assertThat(four).containsExactly(Arrays.copyOf(doubles(all.apply(images, 9, 1)), four.length), within(1e-6));
        assertThat(TensorBytes.of(
                        Augmentation.of(AugmentConfig.Diff.ALL, new Noise(12)).apply(images, 9, 1)))
                .isNotEqualTo(once);
    }

    @Test
    void images_stay_channels_last() {
        for (int channels : new int[] {1, 3, 4}) {
            Tensor images = Derivatives.images(0, 5, channels, 8, 16);
            for (AugmentConfig config : AugmentConfig.byName().values()) {
                Tensor out = Augmentation.of(config, NOISE).apply(images, 1, 1);
                assertThat(out.is_contiguous(MemoryFormat.ChannelsLast))
                        .as("%s", config)
                        .isTrue();
                assertThat(out.shape()).containsExactly(5, channels, 8, 16);
            }
        }
    }

    @Test
    void what_it_cannot_change_is_refused() {
        Augmentation all = Augmentation.of(AugmentConfig.Diff.ALL, NOISE);
        assertThatThrownBy(() -> all.apply(Tensors.of(new float[8], 1, 2, 2, 2), 0, 1))
                .hasMessage("Augmentation input: axis 1 is 2, expected 1, 3 or 4 channels");
        assertThatThrownBy(() -> all.apply(Tensors.of(new float[8], 1, 8), 0, 1))
                .hasMessage("Augmentation input: got 2 axes, expected 4; shape [1, 8]");
        assertThatThrownBy(() -> all.apply(Tensors.of(new float[4], 1, 1, 2, 2), 0, Double.NaN))
                .hasMessage("p: got NaN, expected 0 to 1");
    }
}
