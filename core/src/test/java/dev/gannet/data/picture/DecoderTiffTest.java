package dev.gannet.data.picture;

import static dev.gannet.data.picture.PictureFixtures.bytes;
import static dev.gannet.data.picture.PictureFixtures.tiff;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.data.archive.Stored;
import dev.gannet.data.picture.Traits.Mode;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Every mode of TIFF, sample by sample. Fields by number: 258 bits, 259 compression, 262 colours, 338 opacity. */
class DecoderTiffTest {
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;

    private final Decoder decoder = new Decoder();

    private void assertSamples(byte[] file, Traits traits, int... samples) throws Rejected {
        Picture picture = decoder.decode(new Stored.File(file));
        assertThat(picture.traits()).isEqualTo(traits);
        assertThat(picture.samples()).containsExactly(bytes(samples));
        assertThat(picture.width()).isEqualTo(traits.width());
    }

    private static Traits traits(Mode mode, int width, int height) {
        return new Traits("TIFF", mode, width, height, 1);
    }

    @Test
    void grey_tiff_of_either_polarity_and_every_depth_keeps_its_samples() throws Rejected {
        Traits two = traits(Mode.GREY, 2, 1);
        int[] black = {262, 3, 1};
        int[] white = {262, 3, 0};
        assertSamples(tiff(LITTLE, 2, 1, bytes(0b10000000), 1, black), two, 255, 0);
        assertSamples(tiff(LITTLE, 2, 1, bytes(0b10000000), 1, white), two, 0, 255);
        assertSamples(tiff(BIG, 2, 1, bytes(0x1f), 1, black, new int[] {258, 3, 4}), two, 17, 255);
        assertSamples(tiff(BIG, 2, 1, bytes(9, 200), 1, black, new int[] {258, 3, 8}), two, 9, 200);
        assertSamples(tiff(BIG, 2, 1, bytes(9, 200), 1, white, new int[] {258, 3, 8}), two, 246, 55);
        int[] wide = {258, 3, 16};
        assertSamples(tiff(BIG, 2, 1, bytes(0x12, 0x12, 0, 0x81), 1, black, wide), two, 0x12, 1);
        assertSamples(tiff(LITTLE, 2, 1, bytes(0x12, 0x12, 0x81, 0), 1, black, wide), two, 0x12, 1);
        assertSamples(tiff(LITTLE, 2, 1, bytes(0x12, 0x12, 0x81, 0), 1, white, wide), two, 0xed, 254);
    }

    @Test
    void colours_of_tiff_keep_their_samples() throws Rejected {
        int[] eight = {258, 3, 8, 8, 8};
        int[] rgb = {262, 3, 2};
        int[] three = {277, 3, 3};
        byte[] rows = bytes(1, 2, 3, 4, 5, 6);
        int[] samples = {1, 2, 3, 4, 5, 6};
        Traits plain = traits(Mode.RGB, 2, 1);
        assertSamples(tiff(LITTLE, 2, 1, rows, 1, eight, rgb, three), plain, samples);
        assertSamples(tiff(BIG, 2, 1, rows, 4, eight, rgb, three), new Traits("TIFF", Mode.RGB, 2, 1, 4), samples);
        byte[] deflated = PictureFixtures.deflate(rows);
        assertSamples(tiff(BIG, 2, 1, deflated, 1, eight, rgb, three, new int[] {259, 3, 8}), plain, samples);
        byte[] lzw = PictureFixtures.lzw(rows);
        assertSamples(tiff(BIG, 2, 1, lzw, 1, eight, rgb, three, new int[] {259, 3, 5}), plain, samples);
        byte[] packed = bytes(5, 1, 2, 3, 4, 5, 6);
        assertSamples(tiff(BIG, 2, 1, packed, 1, eight, rgb, three, new int[] {259, 3, 32_773}), plain, samples);
    }

    @Test
    void a_palette_of_tiff_is_applied() throws Rejected {
        int[] field = new int[2 + 3 * 16];
        field[0] = 320;
        field[1] = 3;
        for (int colour = 0; colour < 4; colour++) {
            field[2 + colour] = 0x1010 + 0x3030 * colour; // red, of 65535
            field[18 + colour] = 0x2020 + 0x3030 * colour;
            field[34 + colour] = 0x3030 + 0x3030 * colour;
        }
        assertSamples(
                tiff(LITTLE, 2, 1, bytes(0x31), 1, new int[] {258, 3, 4}, new int[] {262, 3, 3}, field),
                traits(Mode.PALETTE, 2, 1),
                0xa0,
                0xb0,
                0xc0,
                0x40,
                0x50,
                0x60);
    }

    @Test
    void opacity_of_tiff_is_taken_out_of_the_colours() throws Rejected {
        int[] eight = {258, 3, 8, 8, 8, 8};
        int[] rgb = {262, 3, 2};
        int[] four = {277, 3, 4};
        byte[] rows = bytes(100, 50, 0, 128, 7, 8, 9, 0);
        Traits traits = traits(Mode.RGBA, 2, 1);
        assertSamples(
                tiff(LITTLE, 2, 1, rows, 1, eight, rgb, four, new int[] {338, 3, 2}),
                traits,
                100,
                50,
                0,
                128,
                7,
                8,
                9,
                0);
        // 100 * 255 / 128 is 199.2, 50 * 255 / 128 is 99.6
        assertSamples(
                tiff(LITTLE, 2, 1, rows, 1, eight, rgb, four, new int[] {338, 3, 1}),
                traits,
                199,
                100,
                0,
                128,
                0,
                0,
                0,
                0);
        assertSamples(
                tiff(LITTLE, 2, 1, rows, 1, eight, rgb, four, new int[] {338, 3, 0}),
                traits(Mode.RGB, 2, 1),
                100,
                50,
                0,
                7,
                8,
                9);
    }
}
