package dev.gannet.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import org.junit.jupiter.api.Test;

class ColoursTest {
    /** Half of the pixels of one colour, half of another. */
    private static Pictures halves(ImageShape shape, int[] first, int[] second) {
        byte[] pixels = new byte[shape.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i < pixels.length / 2 ? first : second)[i % shape.channels()];
        }
        return new Pictures(shape, pixels);
    }

    private static final ImageShape RGB = new ImageShape(3, 8);

    @Test
    void two_colours_by_hand() {
        Pictures one = halves(RGB, new int[] {0, 0, 0}, new int[] {255, 0, 100});
        Pictures other = halves(RGB, new int[] {0, 0, 0}, new int[] {0, 0, 200});
        Colours colours = Colours.between(one, other);
        assertThat(colours.channels())
                .containsExactly(
                        new Colours.Channel(127.5, 127.5), new Colours.Channel(0, 0), new Colours.Channel(50, 50));
        // half of the pixels differ: luma 0.2126 * 255 + 0.0722 * 100 = 61 and 14, in steps of 8
        assertThat(colours.grey()).isEqualTo(0.5);
        assertThat(colours.colour()).isEqualTo(0.5);
    }

    @Test
    void a_tint_that_leaves_the_brightness_shows_in_colour_alone() {
        // 0.2126 * 84 = 0.0722 * 247, nearly
        Pictures red = halves(RGB, new int[] {84, 0, 0}, new int[] {84, 0, 0});
        Pictures blue = halves(RGB, new int[] {0, 0, 247}, new int[] {0, 0, 247});
        Colours colours = Colours.between(red, blue);
        assertThat(colours.grey()).isZero();
        assertThat(colours.colour()).isEqualTo(1);
    }

    @Test
    void a_shift_of_grey_pictures_is_its_size_in_levels() {
        Pictures one = Samples.changed(Samples.noise(20, new ImageShape(1, 16), 1), 0.5, 10);
        Colours colours = Colours.between(one, Samples.changed(one, 1, 7));
        assertThat(colours.channels()).hasSize(1);
        assertThat(colours.channels().getFirst().mean()).isCloseTo(7, within(1e-9));
        assertThat(colours.channels().getFirst().deviation()).isCloseTo(0, within(1e-9));
        assertThat(Colours.between(one, one).grey()).isZero();
    }

    @Test
    void where_the_pixels_are_and_how_many_pictures_there_are_does_not_matter() {
        Pictures one = halves(RGB, new int[] {1, 2, 3}, new int[] {200, 100, 50});
        Pictures turned = halves(RGB, new int[] {200, 100, 50}, new int[] {1, 2, 3});
        byte[] twice = new byte[2 * RGB.bytes()];
        System.arraycopy(turned.pixels(), 0, twice, 0, RGB.bytes());
        System.arraycopy(turned.pixels(), 0, twice, RGB.bytes(), RGB.bytes());
        Colours colours = Colours.between(one, new Pictures(RGB, twice));
        assertThat(colours.grey() + colours.colour()).isZero();
        assertThat(colours.channels()).containsOnly(new Colours.Channel(0, 0));
    }

    @Test
    void grey_against_colour_is_refused() {
        ImageShape grey = new ImageShape(1, 8);
        assertThatThrownBy(() -> Colours.between(Samples.noise(2, grey, 1), Samples.noise(1, RGB, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 pictures of 8x8 grey and 1 of 8x8 RGB: expected some, of the same channels");
    }
}
