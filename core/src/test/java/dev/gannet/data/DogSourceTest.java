package dev.gannet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.data.dogs.DogArtist;
import dev.gannet.data.dogs.DogLook;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DogSourceTest {
    private static byte[] dog(ImageShape shape, int index) {
        byte[] out = new byte[shape.bytes() + 1];
        new DogSource(new DataConfig.Dogs(1, 100), shape).read(index, 0, out, 1);
        assertThat(out[0]).isZero();
        return Arrays.copyOfRange(out, 1, out.length);
    }

    @Test
    void dogs_come_in_grey_in_colours_and_opaque() {
        byte[] colours = dog(new ImageShape(3, 24, 16), 3);
        byte[] opaque = dog(new ImageShape(4, 24, 16), 3);
        byte[] grey = dog(new ImageShape(1, 24, 16), 3);
        for (int i = 0; i < 24 * 16; i++) {
            double luma = 0;
            double[] weights = {0.2126, 0.7152, 0.0722};
            for (int c = 0; c < 3; c++) {
                assertThat(opaque[4 * i + c]).isEqualTo(colours[3 * i + c]);
                luma += weights[c] * (colours[3 * i + c] & 0xff);
            }
            assertThat(opaque[4 * i + 3]).isEqualTo((byte) 255);
            assertThat(Math.abs((grey[i] & 0xff) - luma)).isLessThan(0.501);
        }
        assertThat(new DogSource(new DataConfig.Dogs(1, 100), new ImageShape(4, 24, 16)).shape())
                .isEqualTo(new ImageShape(4, 24, 16));
    }

    @Test
    void a_source_of_a_shape_has_that_shape() throws Exception {
        try (ImageSource source = Sources.drawn(new DataConfig.Dogs(1, 100), new ImageShape(4, 24, 16))) {
            byte[] out = new byte[4 * 24 * 16];
            source.read(3, 0, out, 0);
            assertThat(out).isEqualTo(dog(new ImageShape(4, 24, 16), 3));
        }
    }

    /** The whole dog of the square picture: in the middle of a wide one, at the bottom of a high one. */
    @Test
    void the_dog_is_as_large_as_the_shorter_side_allows() {
        DogArtist artist = new DogArtist();
        int dogs = 0;
        for (int i = 0; i < 60; i++) {
            DogLook look = DogLook.of(1, i);
            if (look.backdrop() != DogLook.BackdropStyle.PLAIN) {
                continue; // else the background differs
            }
            dogs++;
            int[] square = artist.draw(look, 96).getRGB(0, 0, 96, 96, null, 0, 96);
            int[] wide = artist.draw(look, 144, 96).getRGB(24, 0, 96, 96, null, 0, 96);
            int[] high = artist.draw(look, 96, 160).getRGB(0, 64, 96, 96, null, 0, 96);
            int[] above = artist.draw(look, 96, 160).getRGB(0, 0, 96, 64, null, 0, 96);
            assertThat(differing(wide, square)).as("wide, dog %d", i).isLessThan(0.01);
            assertThat(differing(high, square)).as("high, dog %d", i).isLessThan(0.01);
            assertThat(above[0]).as("the wall goes on").isEqualTo(square[0]).isEqualTo(above[40 * 96]);
        }
        assertThat(dogs).isGreaterThan(5);
    }

    /** The share of pixels that differ by more than the last steps of shading and of edges. */
    private static double differing(int[] one, int[] two) {
        int count = 0;
        for (int i = 0; i < one.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                if (Math.abs((one[i] >> shift & 0xff) - (two[i] >> shift & 0xff)) > 8) {
                    count++;
                    break;
                }
            }
        }
        return (double) count / one.length;
    }

    @Test
    void small_pictures_are_large_ones_made_small_in_both_directions() {
        var picture = new DogArtist().draw(DogLook.of(1, 3), 8, 24);
        assertThat(picture.getWidth()).isEqualTo(8);
        assertThat(picture.getHeight()).isEqualTo(24);
        var large = new DogArtist().draw(DogLook.of(1, 3), 96, 288);
        double difference = 0;
        for (int i = 0; i < 8 * 24; i++) {
            double mean = 0;
            for (int k = 0; k < 144; k++) {
                mean += (large.getRGB(i % 8 * 12 + k % 12, i / 8 * 12 + k / 12) >> 8 & 0xff) / 144.0;
            }
            difference = Math.max(difference, Math.abs(mean - (picture.getRGB(i % 8, i / 8) >> 8 & 0xff)));
        }
        assertThat(difference).isLessThanOrEqualTo(0.51);
    }

    @Test
    void sides_out_of_range_are_refused() {
        assertThatThrownBy(() -> new DogArtist().draw(DogLook.of(1, 3), 64, 4))
                .hasMessage("size must be from 8 to 1024, not 4");
        assertThatThrownBy(() -> new DogArtist().draw(DogLook.of(1, 3), 2000, 64))
                .hasMessage("size must be from 8 to 1024, not 2000");
    }
}
