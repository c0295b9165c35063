package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final ImageShape SHAPE = new ImageShape(3, 8, 10);

    /** Pixel by pixel. */
    private static double rms(Pictures made, int i, Pictures train, int j, boolean mirrored) {
        double sum = 0;
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 10; x++) {
                for (int c = 0; c < 3; c++) {
                    int a = made.pixels()[i * 240 + (y * 10 + (mirrored ? 9 - x : x)) * 3 + c] & 0xff;
                    int b = train.pixels()[j * 240 + (y * 10 + x) * 3 + c] & 0xff;
                    sum += (a - b) * (a - b) / 255.0 / 255.0;
                }
            }
        }
        return Math.sqrt(sum / 240);
    }

    private static List<Nearest> oracle(Pictures made, int i, Pictures train, int most) {
        List<Nearest> all = new ArrayList<>();
        for (int j = 0; j < train.count(); j++) {
            double plain = rms(made, i, train, j, false);
            double mirrored = rms(made, i, train, j, true);
            all.add(new Nearest(j, Math.min(plain, mirrored), mirrored < plain));
        }
        all.sort(Comparator.comparingDouble(Nearest::distance));
        return all.subList(0, most);
    }

    @Test
    void by_pixels_it_is_what_comparing_every_pixel_says() {
        Pictures made = Samples.noise(6, SHAPE, 1);
        Pictures train = Samples.noise(50, SHAPE, 2);
        List<List<Nearest>> found = Nearest.byPixels(made, train, 3);
        assertThat(found).hasSize(6);
        for (int i = 0; i < 6; i++) {
            List<Nearest> expected = oracle(made, i, train, 3);
            assertThat(found.get(i)).hasSize(3);
            for (int n = 0; n < 3; n++) {
                assertThat(found.get(i).get(n).index())
                        .isEqualTo(expected.get(n).index());
                assertThat(found.get(i).get(n).mirrored())
                        .isEqualTo(expected.get(n).mirrored());
                assertThat(found.get(i).get(n).distance())
                        .isCloseTo(expected.get(n).distance(), within(1e-6));
            }
        }
    }

    @Test
    void a_copy_and_a_mirrored_copy_are_found_at_distance_0() {
        Pictures train = Samples.noise(20, SHAPE, 1);
        byte[] pixels = new byte[2 * SHAPE.bytes()];
        System.arraycopy(train.pixels(), 7 * 240, pixels, 0, 240);
        for (int i = 0; i < 240; i++) {
            pixels[240 + i] = train.pixels()[11 * 240 + i / 30 * 30 + (9 - i % 30 / 3) * 3 + i % 3];
        }
        List<List<Nearest>> found = Nearest.byPixels(new Pictures(SHAPE, pixels), train, 2);
        assertThat(found.get(0).getFirst()).isEqualTo(new Nearest(7, 0, false));
        assertThat(found.get(1).getFirst()).isEqualTo(new Nearest(11, 0, true));
        assertThat(found.get(1).getLast().index()).isNotEqualTo(11);
    }

    @Test
    void black_is_at_distance_1_from_white() {
        byte[] white = new byte[SHAPE.bytes()];
        Arrays.fill(white, (byte) 255);
        Pictures black = new Pictures(SHAPE, new byte[SHAPE.bytes()]);
        assertThat(Nearest.byPixels(black, new Pictures(SHAPE, white), 5))
                .containsExactly(List.of(new Nearest(0, 1, false)));
    }

    @Test
    void by_features_it_is_the_euclidean_distance() {
        Features made = new Features(new float[] {0, 0}, 1, 2);
        Features train = new Features(new float[] {6, 8, 3, 4, 0, 1}, 3, 2);
        assertThat(Nearest.byFeatures(made, train, 2))
                .containsExactly(List.of(new Nearest(2, 1, false), new Nearest(1, 5, false)));
    }

    @Test
    void images_of_another_shape_are_refused() {
        Pictures other = Samples.noise(1, new ImageShape(1, 8), 1);
        assertThatThrownBy(() -> Nearest.byPixels(Samples.noise(1, SHAPE, 1), other, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("made images of 10x8 RGB and training images of 8x8 grey: expected the same shape");
    }

    private static double[] distances(int count, double width, SplittableRandom random) {
        double[] out = new double[count];
        for (int i = 0; i < count; i++) {
            out[i] = width * random.nextDouble();
        }
        return out;
    }

    @Test
    void the_chance_is_the_share_of_all_orders() {
        // 3 made ones among 2 held-out: of the 10 orders, the first k are made in 6, 3, 1 with k >= 1, 2, 3
        double[] heldOut = {10, 20};
        assertThat(Copies.among(new double[] {11, 12, 13}, heldOut).chance()).isCloseTo(1, within(1e-12));
        assertThat(Copies.among(new double[] {9, 12, 13}, heldOut).chance()).isCloseTo(0.6, within(1e-12));
        assertThat(Copies.among(new double[] {9, 8, 13}, heldOut).chance()).isCloseTo(0.3, within(1e-12));
        assertThat(Copies.among(new double[] {9, 8, 7}, heldOut).chance()).isCloseTo(0.1, within(1e-12));
        assertThat(Copies.among(new double[] {9, 8, 7}, heldOut).expected()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void images_like_held_out_ones_are_no_copies() {
        SplittableRandom random = new SplittableRandom(1);
        int unlikely = 0;
        for (int i = 0; i < 300; i++) {
            Copies copies = Copies.among(distances(500, 1, random), distances(300, 1, random));
            unlikely += copies.chance() < 0.1 ? 1 : 0;
            assertThat(copies.suspicious()).isFalse();
        }
        assertThat(unlikely).isBetween(15, 45);
    }

    @Test
    void a_tenth_of_copies_is_suspicious() {
        SplittableRandom random = new SplittableRandom(1);
        double[] made = distances(2000, 1, random);
        Arrays.fill(made, 0, 200, 0.0001);
        Copies copies = Copies.among(made, distances(2000, 1, random));
        assertThat(copies.share()).isCloseTo(0.11, within(0.01));
        assertThat(copies.expected()).isCloseTo(0.01, within(1e-4));
        assertThat(copies.threshold()).isCloseTo(0.01, within(0.005));
        assertThat(copies.chance()).isLessThan(1e-9);
        assertThat(copies.suspicious()).isTrue();
    }

    @Test
    void no_held_out_images_are_no_baseline() {
        assertThatThrownBy(() -> Copies.among(new double[1], new double[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 made and 0 held-out images: expected some");
    }
}
