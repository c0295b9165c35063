package dev.gannet.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResamplerTest {
    private static float[] resize(float[] values, int height, int width, int channels, int toHeight, int toWidth) {
        int length = width * channels;
        return new Resampler(toHeight, toWidth)
                .resize((y, row) -> System.arraycopy(values, y * length, row, 0, length), height, width, channels);
    }

    @Test
    void shrinking_averages_and_keeps_what_is_flat() {
        float[] stripes = new float[64 * 48];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i % 2 == 0 ? 0 : 255; // one pixel wide: aliasing would make a moire of it
        }
        for (float value : resize(stripes, 48, 64, 1, 12, 16)) {
            assertThat((double) value).isCloseTo(127.5, within(20.0));
        }
        float[] flat = new float[20 * 30 * 3];
        Arrays.fill(flat, 99);
        for (int size : new int[] {8, 20, 33}) {
            for (float value : resize(flat, 30, 20, 3, size, 41 - size)) {
                assertThat((double) value).isCloseTo(99, within(1e-3));
            }
        }
    }

    /** Four values to two: the filter reaches two source pixels to each side of 0.5 and 2.5. */
    @Test
    void resampling_by_hand() {
        float[] row = new float[16];
        for (int i = 0; i < 16; i++) {
            row[i] = i % 4 * 10; // columns 0, 10, 20, 30
        }
        float[] out = resize(row, 4, 4, 1, 2, 2);
        // centre 0.5, reach 2: weights of columns 0, 1, 2 are .75, .75, .25: (0 + 7.5 + 5) / 1.75
        assertThat((double) out[0]).isCloseTo(12.5 / 1.75, within(1e-4));
        // centre 2.5: columns 1, 2, 3 with .25, .75, .75: (2.5 + 15 + 22.5) / 1.75
        assertThat((double) out[1]).isCloseTo(40 / 1.75, within(1e-4));
    }

    /** Two values to three: a triangle one source pixel wide, at -1/6, 1/2 and 7/6 of the way. */
    @Test
    void enlarging_by_hand() {
        float[] out = resize(new float[] {60, 120}, 2, 1, 1, 3, 1);
        assertThat(List.of(out[0], out[1], out[2])).containsExactly(60f, 90f, 120f);
    }

    @Test
    void the_same_size_changes_nothing() {
        float[] values = new float[5 * 7 * 4];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 37 % 256;
        }
        assertThat(resize(values, 5, 7, 4, 5, 7)).containsExactly(values);
    }

    @Test
    void every_row_is_read_once_from_the_top() {
        List<Integer> read = new ArrayList<>();
        new Resampler(3, 2).resize((y, row) -> read.add(y), 10, 4, 1);
        assertThat(read).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
}
