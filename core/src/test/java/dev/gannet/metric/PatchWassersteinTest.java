package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PatchWassersteinTest {
    private static final int[] KERNEL = {1, 4, 6, 4, 1};

    /** The paper's steps in plain loops and doubles, two-dimensional filters and all. */
    private static double[] oracle(PatchWasserstein swd, Pictures one, Pictures other, int levels) {
        SplittableRandom random = new SplittableRandom(swd.seed());
        double[] out = new double[levels];
        for (int level = 0; level < levels; level++) {
            double[][] a = normalised(patches(swd, one, level, levels, random));
            double[][] b = normalised(patches(swd, other, level, levels, random));
            for (int i = 0; i < swd.repeats() * swd.directions(); i++) {
                double[] direction = new double[147];
                double length = 0;
                for (int j = 0; j < 147; j++) {
                    direction[j] = random.nextGaussian();
                    length += direction[j] * direction[j];
                }
                double[] alongA = along(a, direction, Math.sqrt(length));
                double[] alongB = along(b, direction, Math.sqrt(length));
                for (int j = 0; j < alongA.length; j++) {
                    out[level] += 1000 * Math.abs(alongA[j] - alongB[j]) / alongA.length;
                }
            }
            out[level] /= swd.repeats() * swd.directions();
        }
        return out;
    }

    private static double[] along(double[][] patches, double[] direction, double length) {
        double[] out = new double[patches.length];
        for (int i = 0; i < out.length; i++) {
            for (int j = 0; j < 147; j++) {
                out[i] += patches[i][j] * direction[j] / length;
            }
        }
        Arrays.sort(out);
        return out;
    }

    private static double[][] patches(
            PatchWasserstein swd, Pictures pictures, int level, int levels, SplittableRandom random) {
        double[][] out = new double[pictures.count() * swd.patches()][147];
        for (int n = 0; n < pictures.count(); n++) {
            double[][][] channels = new double[3][][];
            for (int c = 0; c < 3; c++) {
                channels[c] = level(pictures, n, c, level, levels);
            }
            for (int i = 0; i < swd.patches(); i++) {
                int x = random.nextInt(channels[0][0].length - 6);
                int y = random.nextInt(channels[0].length - 6);
                for (int j = 0; j < 147; j++) {
                    out[n * swd.patches() + i][j] = channels[j / 49][y + j % 49 / 7][x + j % 7];
                }
            }
        }
        return out;
    }

    private static double[][] level(Pictures pictures, int n, int channel, int level, int levels) {
        ImageShape shape = pictures.shape();
        double[][] here = new double[shape.height()][shape.width()];
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int at = ((n * shape.height() + y) * shape.width() + x) * shape.channels();
                here[y][x] = pictures.pixels()[at + Math.min(channel, shape.channels() - 1)] & 0xff;
            }
        }
        for (int i = 0; i < level; i++) {
            here = down(here);
        }
        if (level == levels - 1) {
            return here;
        }
        double[][] coarse = down(here);
        double[][] apart = new double[here.length][here[0].length];
        for (int y = 0; y < apart.length; y += 2) {
            for (int x = 0; x < apart[0].length; x += 2) {
                apart[y][x] = coarse[y / 2][x / 2];
            }
        }
        double[][] difference = new double[here.length][here[0].length];
        for (int y = 0; y < apart.length; y++) {
            for (int x = 0; x < apart[0].length; x++) {
                difference[y][x] = here[y][x] - 4 * filtered(apart, y, x);
            }
        }
        return difference;
    }

    private static double[][] down(double[][] plane) {
        double[][] out = new double[plane.length / 2][plane[0].length / 2];
        for (int y = 0; y < out.length; y++) {
            for (int x = 0; x < out[0].length; x++) {
                out[y][x] = filtered(plane, 2 * y, 2 * x);
            }
        }
        return out;
    }

    private static double filtered(double[][] plane, int y, int x) {
        double sum = 0;
        for (int dy = -2; dy <= 2; dy++) {
            for (int dx = -2; dx <= 2; dx++) {
                double value = plane[mirror(y + dy, plane.length)][mirror(x + dx, plane[0].length)];
                sum += KERNEL[dy + 2] * KERNEL[dx + 2] * value / 256;
            }
        }
        return sum;
    }

    private static int mirror(int at, int size) {
        return at < 0 ? -at : at >= size ? 2 * size - 2 - at : at;
    }

    private static double[][] normalised(double[][] patches) {
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double squares = 0;
            double count = patches.length * 49.0;
            for (double[] patch : patches) {
                for (int j = c * 49; j < c * 49 + 49; j++) {
                    sum += patch[j];
                    squares += patch[j] * patch[j];
                }
            }
            double mean = sum / count;
            double deviation = Math.sqrt(squares / count - mean * mean);
            for (double[] patch : patches) {
                for (int j = c * 49; j < c * 49 + 49; j++) {
                    patch[j] = (patch[j] - mean) / deviation;
                }
            }
        }
        return patches;
    }

    private static void matches(ImageShape shape, int levels) {
        PatchWasserstein swd = new PatchWasserstein(5, 2, 10, 3);
        Pictures one = Samples.noise(6, shape, 1);
        Pictures other = Samples.noise(6, shape, 2);
        PatchWasserstein.Levels found = swd.between(one, other);
        double[] expected = oracle(swd, one, other, levels);
        assertThat(found.levels()).hasSize(levels);
        double sum = 0;
        for (int i = 0; i < levels; i++) {
            assertThat(found.levels().get(i)).isCloseTo(expected[i], within(1e-4 * expected[i]));
            sum += expected[i];
        }
        assertThat(found.average()).isCloseTo(sum / levels, within(1e-4 * sum));
    }

    @Test
    void it_is_what_the_steps_in_loops_say() {
        matches(new ImageShape(3, 64), 3);
        matches(new ImageShape(3, 32, 48), 2);
        matches(new ImageShape(1, 28), 1);
    }

    @Test
    void the_pyramid_ends_at_16_pixels_and_at_odd_sizes() {
        assertThat(PatchWasserstein.levels(new ImageShape(3, 28))).isEqualTo(1);
        assertThat(PatchWasserstein.levels(new ImageShape(3, 32))).isEqualTo(2);
        assertThat(PatchWasserstein.levels(new ImageShape(3, 64))).isEqualTo(3);
        assertThat(PatchWasserstein.levels(new ImageShape(3, 128))).isEqualTo(4);
        assertThat(PatchWasserstein.levels(new ImageShape(3, 68))).isEqualTo(3);
        assertThat(PatchWasserstein.levels(new ImageShape(3, 99, 128))).isEqualTo(1);
        assertThat(PatchWasserstein.levels(new ImageShape(3, 8))).isEqualTo(1);
    }

    @Test
    void brightness_and_contrast_are_not_seen() {
        ImageShape shape = new ImageShape(3, 32);
        Pictures one = Samples.changed(Samples.noise(40, shape, 1), 0.25, 0);
        Pictures other = Samples.changed(Samples.noise(40, shape, 2), 0.25, 0);
        PatchWasserstein swd = new PatchWasserstein(10, 1, 32, 1);
        double same = swd.between(one, other).average();
        double brighter = swd.between(one, Samples.changed(other, 3, 50)).average();
        assertThat(brighter).isCloseTo(same, within(0.01 * same));
    }

    /** Squares of 8 by 8 pixels of random levels, with some noise on top of them. */
    private static Pictures squares(int count, double noise, long seed) {
        ImageShape shape = new ImageShape(1, 32);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[count * shape.bytes()];
        int[] levels = random.ints(count * 16L, 50, 200).toArray();
        for (int i = 0; i < pixels.length; i++) {
            int square = i / 1024 * 16 + i % 1024 / 256 * 4 + i % 32 / 8;
            pixels[i] = (byte) (levels[square] + noise * random.nextDouble(-1, 1));
        }
        return new Pictures(shape, pixels);
    }

    @Test
    void noise_shows_at_the_finest_level_and_hardly_at_the_coarsest() {
        PatchWasserstein swd = new PatchWasserstein(30, 1, 64, 1);
        PatchWasserstein.Levels floor = swd.between(squares(60, 0, 1), squares(60, 0, 2));
        PatchWasserstein.Levels noisy = swd.between(squares(60, 0, 1), squares(60, 45, 2));
        assertThat(noisy.levels().getFirst()).isGreaterThan(2 * floor.levels().getFirst());
        assertThat(noisy.levels().getLast()).isLessThan(1.1 * floor.levels().getLast());
    }

    @Test
    void pictures_of_one_colour_are_compared_by_the_spread_of_the_others() {
        ImageShape shape = new ImageShape(1, 8);
        Pictures flat = new Pictures(shape, new byte[4 * shape.bytes()]);
        PatchWasserstein swd = new PatchWasserstein(4, 1, 32, 1);
        assertThat(swd.between(flat, flat).average()).isZero();
        assertThat(swd.between(flat, Samples.noise(4, shape, 1)).average()).isBetween(100.0, 2000.0);
    }

    @Test
    void sets_that_cannot_be_compared_are_refused() {
        ImageShape shape = new ImageShape(1, 8);
        assertThatThrownBy(
                        () -> PatchWasserstein.SWD_2K.between(Samples.noise(1, shape, 1), Samples.noise(2, shape, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 pictures of 8x8 grey and 2 of 8x8 grey: expected the same number and shape");
    }
}
