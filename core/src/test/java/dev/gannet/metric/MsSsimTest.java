package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import org.junit.jupiter.api.Test;

class MsSsimTest {
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

    /** The definition with whole two-dimensional windows, on square pictures. */
    private static double oracle(Pictures pictures, int scales) {
        ImageShape shape = pictures.shape();
        double weights = 0;
        for (int scale = 0; scale < scales; scale++) {
            weights += WEIGHTS[scale];
        }
        double product = 1;
        for (int scale = 0; scale < scales; scale++) {
            int side = shape.width() >> scale;
            double full = 0;
            double contrast = 0;
            for (int c = 0; c < shape.channels(); c++) {
                double[] both = compare(box(pictures, 0, c, scale), box(pictures, 1, c, scale), side);
                full += both[0] / shape.channels();
                contrast += both[1] / shape.channels();
            }
            product *= Math.pow(scale == scales - 1 ? full : contrast, WEIGHTS[scale] / weights);
        }
        return product;
    }

    /** Means over squares of 2^scale pixels a side. */
    private static double[][] box(Pictures pictures, int n, int channel, int scale) {
        ImageShape shape = pictures.shape();
        int side = shape.width() >> scale;
        double[][] out = new double[side][side];
        for (int y = 0; y < side << scale; y++) {
            for (int x = 0; x < side << scale; x++) {
                int at = n * shape.bytes() + (y * shape.width() + x) * shape.channels() + channel;
                out[y >> scale][x >> scale] += (pictures.pixels()[at] & 0xff) / (double) (1 << 2 * scale);
            }
        }
        return out;
    }

    private static double[] compare(double[][] a, double[][] b, int side) {
        int size = Math.min(11, side);
        double sigma = 1.5 * size / 11;
        int places = side - size + 1;
        double full = 0;
        double contrast = 0;
        for (int top = 0; top < places; top++) {
            for (int left = 0; left < places; left++) {
                double w = 0;
                double ma = 0;
                double mb = 0;
                double aa = 0;
                double bb = 0;
                double ab = 0;
                for (int y = 0; y < size; y++) {
                    for (int x = 0; x < size; x++) {
                        double r = Math.pow(y - (size - 1) / 2.0, 2) + Math.pow(x - (size - 1) / 2.0, 2);
                        double g = Math.exp(-r / 2 / sigma / sigma);
                        double va = a[top + y][left + x];
                        double vb = b[top + y][left + x];
                        w += g;
                        ma += g * va;
                        mb += g * vb;
                        aa += g * va * va;
                        bb += g * vb * vb;
                        ab += g * va * vb;
                    }
                }
                double mean = ma * mb / w / w;
                double means = (ma * ma + mb * mb) / w / w;
                double cs = (2 * (ab / w - mean) + 58.5225) / ((aa + bb) / w - means + 58.5225);
                contrast += cs / places / places;
                full += cs * (2 * mean + 6.5025) / (means + 6.5025) / places / places;
            }
        }
        return new double[] {full, contrast};
    }

    /** Two pictures with something in common, so that no factor is negative. */
    private static Pictures alike(ImageShape shape) {
        byte[] pixels = Samples.noise(2, shape, 5).pixels();
        for (int i = 0; i < shape.bytes(); i++) {
            int first = pixels[i] & 0xff;
            pixels[shape.bytes() + i] = (byte) ((2 * first + (pixels[shape.bytes() + i] & 0xff)) / 3);
        }
        return new Pictures(shape, pixels);
    }

    @Test
    void it_is_what_the_definition_in_loops_says() {
        for (ImageShape shape :
                new ImageShape[] {new ImageShape(3, 64), new ImageShape(1, 32), new ImageShape(3, 28)}) {
            int scales = shape.width() == 64 ? 5 : 3;
            double expected = oracle(alike(shape), scales);
            assertThat(expected).isBetween(0.1, 0.99);
            assertThat(MsSsim.similarity(alike(shape), 0, 1)).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void scales_end_at_odd_sizes_and_at_4_pixels() {
        assertThat(MsSsim.scales(new ImageShape(3, 64))).isEqualTo(5);
        assertThat(MsSsim.scales(new ImageShape(3, 128))).isEqualTo(5);
        assertThat(MsSsim.scales(new ImageShape(3, 32))).isEqualTo(3);
        assertThat(MsSsim.scales(new ImageShape(1, 28))).isEqualTo(3);
        assertThat(MsSsim.scales(new ImageShape(3, 48))).isEqualTo(3);
        assertThat(MsSsim.scales(new ImageShape(3, 33))).isEqualTo(1);
        assertThat(MsSsim.scales(new ImageShape(3, 64, 50))).isEqualTo(2);
    }

    @Test
    void copies_of_one_picture_are_wholly_alike_and_noise_is_hardly_alike() {
        ImageShape shape = new ImageShape(3, 16);
        byte[] one = Samples.noise(1, shape, 1).pixels();
        byte[] copies = new byte[3 * one.length];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = one[i % one.length];
        }
        MsSsim few = new MsSsim(50, 1);
        assertThat(few.of(new Pictures(shape, copies))).isCloseTo(1, within(1e-9));
        assertThat(few.of(Samples.noise(30, shape, 2))).isLessThan(0.2);
    }

    @Test
    void a_negative_counts_as_nothing_in_common() {
        ImageShape shape = new ImageShape(1, 16);
        byte[] pixels = Samples.noise(2, shape, 1).pixels();
        for (int i = 0; i < shape.bytes(); i++) {
            pixels[shape.bytes() + i] = (byte) (255 - (pixels[i] & 0xff));
        }
        assertThat(MsSsim.similarity(new Pictures(shape, pixels), 0, 1)).isZero();
    }

    @Test
    void pairs_are_of_different_pictures_and_the_same_for_a_seed() {
        Pictures two = alike(new ImageShape(1, 16)); // of two pictures, there is one pair
        assertThat(new MsSsim(40, 1).of(two)).isCloseTo(MsSsim.similarity(two, 0, 1), within(1e-12));
        Pictures many = Samples.noise(50, new ImageShape(1, 16), 1);
        assertThat(new MsSsim(20, 1).of(many)).isEqualTo(new MsSsim(20, 1).of(many));
        assertThat(new MsSsim(20, 2).of(many)).isNotEqualTo(new MsSsim(20, 1).of(many));
    }

    @Test
    void a_single_picture_is_refused() {
        assertThatThrownBy(() -> MsSsim.STANDARD.of(Samples.noise(1, new ImageShape(1, 8), 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1000 pairs of 1 pictures: expected at least 1 of at least 2");
    }
}
