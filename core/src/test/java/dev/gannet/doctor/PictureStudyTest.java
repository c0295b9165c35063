package dev.gannet.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.metric.MsSsim;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunEvent.Gallery;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PictureStudyTest {
    private static final ImageShape SHAPE = new ImageShape(1, 16);

    @FunctionalInterface
    private interface Painting {
        double at(int picture, int x, int y);
    }

    private static Pictures pictures(int count, Painting painting) {
        byte[] pixels = new byte[count * SHAPE.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            int inPicture = i % SHAPE.bytes();
            double value = painting.at(i / SHAPE.bytes(), inPicture % 16, inPicture / 16);
            pixels[i] = (byte) Math.round((value + 1) * 127.5);
        }
        return new Pictures(SHAPE, pixels);
    }

    private static Gallery study(Pictures real, Pictures made) {
        return new PictureStudy(real, new MsSsim(64, 1)::of).of(made, made);
    }

    private static Pictures noise(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return pictures(32, (i, x, y) -> random.nextDouble(-.8, .8));
    }

    @Test
    void distances_are_root_mean_squares_of_all_pairs() {
        // greys -1, 0 and 1: distances 1, 1 and 2, but for the rounding of 0 to half a byte
        Gallery gallery = study(noise(1), pictures(3, (i, x, y) -> i - 1));
        assertThat(gallery.spread()).isCloseTo(4 / 3.0, within(0.005));
        assertThat(gallery.flat()).isEqualTo(1);
        assertThat(gallery.clipped()).isCloseTo(2 / 3.0, within(1e-9));
        // two independent numbers, each uniform over 1.6: the variance of their difference is 2 * 1.6^2 / 12
        assertThat(gallery.realSpread()).isCloseTo(Math.sqrt(1.6 * 1.6 / 6), within(0.01));
        assertThat(gallery.realClipped()).isZero();
    }

    @Test
    void likeness_is_that_of_structure_and_the_nearest_two_are_named() {
        // one pattern in three contrasts: far apart in pixels, alike in structure
        double[] contrasts = {.9, .5, .1, .5001};
        Pictures made = pictures(4, (i, x, y) -> contrasts[i] * ((x / 4 + y / 4) % 2 * 2 - 1));
        Gallery gallery = study(noise(1), made);
        assertThat(gallery.closest()).containsExactly(2, 4);
        assertThat(gallery.alike()).isEqualTo(new MsSsim(64, 1).of(made));
        assertThat(gallery.realAlike()).isEqualTo(new MsSsim(64, 1).of(noise(1)));
        assertThat(gallery.alike()).isGreaterThan(gallery.realAlike() + .3);
        assertThat(study(noise(1).first(1), made).realAlike()).isEqualTo(1);
    }

    @Test
    void a_tint_is_what_a_colour_has_more_than_in_real_pictures() {
        // in turn over all pixels: red 0 and 102, or always 102; green as it is; blue 255, or three times 0 and once
        // 102
        Pictures real = repeated(0, 51, 255, 102, 51, 255);
        Pictures made = repeated(102, 51, 0, 102, 51, 0, 102, 51, 0, 102, 51, 102);
        assertThat(new PictureStudy(real, new MsSsim(64, 1)::of).of(made, made).tint())
                .containsExactly(.4, 0.0, -1.8);
    }

    private static Pictures repeated(int... pattern) {
        ImageShape shape = new ImageShape(3, 8);
        byte[] pixels = new byte[2 * shape.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) pattern[i % pattern.length];
        }
        return new Pictures(shape, pixels);
    }

    @Test
    void a_checkerboard_is_seen_and_measured() {
        assertThat(study(noise(2), noise(3)).checks()).isBetween(0.5, 2.0);
        assertThat(study(noise(2), noise(3)).checkShare()).isLessThan(0.01);
        int[] periods = {2, 4};
        for (int period : periods) {
            SplittableRandom random = new SplittableRandom(4);
            // a square wave of amplitude .5 along x over noise of amplitude .5: variances .25 and 1/12
            Gallery striped = study(
                    noise(2),
                    pictures(32, (i, x, y) -> (x % period < period / 2 ? .5 : -.5) + random.nextDouble(-.5, .5)));
            assertThat(striped.checks()).isGreaterThan(50);
            assertThat(striped.checkShare()).isCloseTo(0.25 / (0.25 + 1 / 12.0), within(0.02));
        }
    }

    @Test
    void pictures_of_one_colour_have_no_checks() {
        Pictures grey = pictures(8, (i, x, y) -> 0);
        Gallery gallery = study(grey, grey);
        assertThat(gallery.checks()).isEqualTo(1);
        assertThat(gallery.checkShare()).isZero();
        assertThat(gallery.spread()).isZero();
    }

    @Test
    void detail_is_the_part_of_the_contrast_between_neighbours() {
        // noise loses three quarters of its variance when four pixels become one; pairs of equal ones along x lose
        // half, in
        // 8 of 15 squares that begin where a pair does
        assertThat(study(noise(5), noise(6)).detail()).isCloseTo(0.75, within(0.02));
        SplittableRandom random = new SplittableRandom(7);
        double[][] twins = new double[32 * 16][8];
        for (double[] row : twins) {
            Arrays.setAll(row, x -> random.nextDouble(-.8, .8));
        }
        Pictures doubled = pictures(32, (i, x, y) -> twins[i * 16 + y][x / 2]);
        assertThat(study(doubled, noise(6)).realDetail()).isCloseTo((8 * 0.5 + 7 * 0.75) / 15, within(0.02));
    }

    @Test
    void drift_is_the_root_of_the_mean_square_of_the_difference() {
        // half of the pixels differ by 0.6: sqrt(0.36 / 2)
        Gallery gallery = new PictureStudy(noise(1), new MsSsim(64, 1)::of)
                .of(pictures(4, (i, x, y) -> -.2), pictures(4, (i, x, y) -> x % 2 == 0 ? .4 : -.2));
        assertThat(gallery.drift()).isCloseTo(Math.sqrt(0.18), within(0.005));
    }

    @Test
    void the_mean_is_that_of_all_pictures_four_by_four() {
        // one picture is dark to the left, the other dark above: bytes 51 and 204 are -0.6 and 0.6
        Pictures two = pictures(2, (i, x, y) -> (i == 0 ? x : y) < 8 ? -.6 : .6);
        assertThat(study(noise(1), two).mean())
                .containsExactly(-.6, -.6, .0, .0, -.6, -.6, .0, .0, .0, .0, .6, .6, .0, .0, .6, .6);
    }

    @Test
    void pictures_of_another_shape_are_refused() {
        Pictures wide = new Pictures(new ImageShape(1, 32), new byte[32 * 32]);
        assertThatThrownBy(() -> study(noise(1), wide)).hasMessage("got pictures of 32x32 grey, expected 16x16 grey");
    }
}
