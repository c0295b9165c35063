package dev.gannet.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.Colour;
import dev.gannet.config.Fit;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.data.picture.Framer.Canvas;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramerTest {
    private static final Colour PAD = new Colour(16, 32, 48);
    private static final Colour BACKGROUND = new Colour(250, 100, 0);
    private static final int[][] SIZES = {
        {20, 30}, {33, 9}, {5, 7}, {1, 1}, {1, 40}, {40, 1}, {48, 48}, {8, 12}, {23, 24}
    };
    private static final int[][] TARGETS = {{8, 8}, {8, 12}, {12, 8}, {32, 8}};
    private static final int[] CHANNELS = {1, 3, 4};

    private static Framer framer(Fit fit, int channels, int... target) {
        return new Framer(shape(channels, target), new Framing(fit, PAD, BACKGROUND));
    }

    private static ImageShape shape(int channels, int... target) {
        return new ImageShape(channels, target[1], target[0]);
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void every_pixel_is_what_the_definition_says(Fit fit) {
        int compared = 0;
        for (int[] target : TARGETS) {
            for (int to : CHANNELS) {
                for (int from = 1; from <= 4; from++) {
                    for (int[] size : SIZES) {
                        Picture picture = Pictured.noise(size[0], size[1], from);
                        var expected =
                                new PlainFramer(picture, shape(to, target), new Framing(fit, PAD, BACKGROUND)).canvas();
                        Canvas canvas = framer(fit, to, target).canvas(picture);
                        String what = "%s of %s with %d channels to %s with %d"
                                .formatted(fit, Arrays.toString(size), from, Arrays.toString(target), to);
                        assertThat(new int[] {canvas.height(), canvas.width()})
                                .as(what)
                                .containsExactly(expected.height(), expected.width());
                        compared += compare(canvas.pixels(), expected.values(), to, what);
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(50_000);
    }

    /** Rounded correctly, but for halves; where opacity itself is next to a half, colours have no meaning. */
    private static int compare(byte[] pixels, double[] expected, int channels, String what) {
        assertThat(pixels).as(what).hasSameSizeAs(expected);
        double worst = 0;
        for (int i = 0; i < pixels.length; i++) {
            boolean barelyThere = channels == 4 && Math.abs(expected[i | 3] - 0.5) < 0.01;
            if (!barelyThere) {
                worst = Math.max(worst, Math.abs((pixels[i] & 0xff) - expected[i]));
            }
        }
        assertThat(worst).as(what).isLessThan(0.502);
        return pixels.length;
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void a_picture_that_is_turned_in_its_file_gives_the_same_bytes(Fit fit) {
        for (int[] target : TARGETS) {
            for (int to : CHANNELS) {
                for (int[] size : SIZES) {
                    Picture upright = Pictured.noise(size[0], size[1], to);
                    Framer framer = framer(fit, to, target);
                    Canvas expected = framer.canvas(upright);
                    for (int tag = 2; tag <= 8; tag++) {
                        Canvas found = framer.canvas(Pictured.stored(upright, tag));
                        String what = "tag %d, %s of %s".formatted(tag, fit, Arrays.toString(size));
                        assertThat(found.pixels()).as(what).isEqualTo(expected.pixels());
                        assertThat(found.width()).as(what).isEqualTo(expected.width());
                        assertThat(found.height()).as(what).isEqualTo(expected.height());
                    }
                }
            }
        }
    }

    /** A tag is believed in both its parts: which way it turns, and what it mirrors. */
    @Test
    void a_tag_turns_the_right_way() {
        Picture stored = Pictured.of(new byte[8 * 12], 8, 12, 1, 6);
        stored.samples()[0] = 100; // upper left as stored: upper right after a quarter turn clockwise
        Canvas canvas = framer(Fit.CENTER, 1, 8, 12).canvas(stored);
        byte[] expected = new byte[8 * 12];
        expected[7] = 100;
        assertThat(canvas.pixels()).isEqualTo(expected);
    }

    @Test
    void pictures_of_the_right_size_are_not_changed() {
        for (int channels : CHANNELS) {
            Picture picture = Pictured.noise(8, 12, channels);
            byte[] expected = picture.samples().clone();
            for (int i = 0; channels == 4 && i < expected.length; i += 4) {
                if (expected[i + 3] == 0) {
                    Arrays.fill(expected, i, i + 3, (byte) 0); // nothing is to be seen there
                }
            }
            for (Fit fit : Fit.values()) {
                assertThat(framer(fit, channels, 8, 12).canvas(picture).pixels())
                        .as("%s, %d channels", fit, channels)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void bars_lie_on_both_sides_of_the_whole_picture() {
        Picture wide = Pictured.flat(16, 8, 200, 200, 200); // 8x4 in a square of 8
        byte[] rows = framer(Fit.PAD, 3, 8, 8).canvas(wide).pixels();
        for (int y = 0; y < 8; y++) {
            int[] expected = y >= 2 && y < 6 ? new int[] {200, 200, 200} : new int[] {16, 32, 48};
            for (int x = 0; x < 8; x++) {
                assertThat(pixel(rows, 3, y * 8 + x)).as("%d, %d", x, y).containsExactly(expected);
            }
        }
        Picture high = Pictured.flat(3, 9, 200, 100); // 4x12 in 12x12; half as opaque
        byte[] columns = framer(Fit.PAD, 4, 12, 12).canvas(high).pixels();
        for (int i = 0; i < 144; i++) {
            int[] expected = i % 12 >= 4 && i % 12 < 8 ? new int[] {200, 200, 200, 100} : new int[] {16, 32, 48, 255};
            assertThat(pixel(columns, 4, i)).as("%d", i).containsExactly(expected);
        }
        byte[] grey = framer(Fit.PAD, 1, 8, 8).canvas(wide).pixels();
        assertThat(grey[0]).as("0.2126 * 16 + 0.7152 * 32 + 0.0722 * 48 = 29.8").isEqualTo((byte) 30);
        assertThat(grey[32]).isEqualTo((byte) 200);
    }

    private static int[] pixel(byte[] pixels, int channels, int index) {
        int[] values = new int[channels];
        Arrays.setAll(values, c -> pixels[index * channels + c] & 0xff);
        return values;
    }

    @Test
    void transparency_shows_the_background_where_no_channel_keeps_it() {
        Picture half = Pictured.flat(10, 10, 10, 20, 30, 51); // a fifth opaque, over (250, 100, 0)
        assertThat(pixel(framer(Fit.CENTER, 3, 8, 8).canvas(half).pixels(), 3, 5))
                .containsExactly(202, 84, 6);
        assertThat(pixel(framer(Fit.CENTER, 1, 8, 8).canvas(half).pixels(), 1, 5))
                .as("0.2126 * 202 + 0.7152 * 84 + 0.0722 * 6 = 103.46")
                .containsExactly(103);
        assertThat(pixel(framer(Fit.CENTER, 4, 8, 8).canvas(half).pixels(), 4, 5))
                .containsExactly(10, 20, 30, 51);
    }

    @Test
    void the_colour_of_what_is_transparent_leaves_no_fringe() {
        byte[] samples = new byte[16 * 16 * 4];
        for (int i = 0; i < samples.length; i += 4) {
            boolean seen = i / 4 % 2 == 0;
            samples[i] = (byte) (seen ? 255 : 0);
            samples[i + 1] = (byte) (seen ? 0 : 255); // green, but transparent
            samples[i + 3] = (byte) (seen ? 255 : 0);
        }
        byte[] pixels = framer(Fit.CENTER, 4, 8, 8)
                .canvas(Pictured.of(samples, 16, 16, 4, 1))
                .pixels();
        for (int i = 0; i < 64; i++) {
            assertThat(pixel(pixels, 4, i)).startsWith(255, 0, 0);
            assertThat(pixel(pixels, 4, i)[3]).isBetween(100, 155);
        }
    }

    @Test
    void random_windows_are_cut_from_all_places_alike() {
        Framer framer = framer(Fit.RANDOM, 1, 8, 12);
        byte[] columns = new byte[12 * 16];
        byte[] rows = new byte[24 * 8];
        for (int i = 0; i < 192; i++) {
            columns[i] = (byte) (i % 16);
            rows[i] = (byte) (i / 8);
        }
        int[] lefts = new int[9];
        int[] tops = new int[13];
        byte[] cut = new byte[2 + 96];
        for (int draw = 0; draw < 13_000; draw++) {
            framer.cut(new Canvas(columns, 12, 16), draw, cut, 2);
            lefts[cut[2]]++;
            assertThat(cut[2 + 95]).isEqualTo((byte) (cut[2] + 7));
            framer.cut(new Canvas(rows, 24, 8), draw, cut, 2);
            tops[cut[2]]++;
            assertThat(cut[2 + 95]).isEqualTo((byte) (cut[2] + 11));
        }
        // four and a half standard deviations
        assertThat(Arrays.stream(lefts).summaryStatistics().getMin()).isGreaterThan(1444 - 165);
        assertThat(Arrays.stream(lefts).summaryStatistics().getMax()).isLessThan(1444 + 165);
        assertThat(Arrays.stream(tops).summaryStatistics().getMin()).isGreaterThan(1000 - 137);
        assertThat(Arrays.stream(tops).summaryStatistics().getMax()).isLessThan(1000 + 137);
    }

    @Test
    void the_same_draw_cuts_the_same_window_and_only_random_looks_at_it() {
        Picture picture = Pictured.noise(60, 20, 3);
        for (Fit fit : Fit.values()) {
            Framer framer = framer(fit, 3, 8, 12);
            Canvas canvas = framer.canvas(picture);
            byte[] first = cut(framer, canvas, 5);
            assertThat(cut(framer, canvas, 5)).isEqualTo(first);
            boolean alike =
                    Arrays.equals(cut(framer, canvas, 6), first) && Arrays.equals(cut(framer, canvas, 7), first);
            assertThat(alike).as("%s", fit).isEqualTo(fit != Fit.RANDOM);
            if (fit != Fit.RANDOM) {
                assertThat(first).isEqualTo(canvas.pixels());
            }
        }
    }

    private static byte[] cut(Framer framer, Canvas canvas, long draw) {
        byte[] out = new byte[8 * 12 * 3];
        framer.cut(canvas, draw, out, 0);
        return out;
    }

    @ParameterizedTest
    @EnumSource(Fit.class)
    void no_canvas_has_more_bytes_than_the_most(Fit fit) {
        for (int[] target : TARGETS) {
            Framer framer = framer(fit, 3, target);
            int most = 0;
            for (int[] size : SIZES) {
                Canvas canvas = framer.canvas(Pictured.noise(size[0], size[1], 3));
                assertThat(canvas.pixels()).hasSize(canvas.height() * canvas.width() * 3);
                most = Math.max(most, canvas.pixels().length);
            }
            assertThat(framer.mostBytes()).as("reached").isEqualTo(most);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void the_thinnest_pictures_are_framed(int tag) {
        for (int[] size : new int[][] {{1, 1}, {1, 1000}, {1000, 1}, {100_000, 1}}) {
            for (Fit fit : Fit.values()) {
                for (int[] target : new int[][] {{8, 8}, {8, 32}, {1024, 256}}) {
                    Framer framer = framer(fit, 1, target);
                    Picture stored = Pictured.stored(Pictured.flat(size[0], size[1], 77), tag);
                    Canvas canvas = framer.canvas(stored);
                    byte[] out = new byte[target[0] * target[1]];
                    framer.cut(canvas, 3, out, 0);
                    assertThat(out[(target[1] - 1) / 2 * target[0] + (target[0] - 1) / 2])
                            .as("%s of %dx%d", fit, size[0], size[1])
                            .isEqualTo((byte) 77);
                }
            }
        }
    }

    @Test
    void what_contradicts_itself_is_refused() {
        Framer framer = framer(Fit.CENTER, 3, 8, 12);
        assertThatThrownBy(() -> framer.canvas(Pictured.of(new byte[5], 2, 2, 1, 1)))
                .hasMessage("picture: got 5 bytes, expected 4 for 2x2 with 1 channels");
        assertThatThrownBy(() -> framer.canvas(Pictured.of(new byte[0], 65536, 65536, 1, 1)))
                .hasMessage("picture: got 0 bytes, expected 4294967296 for 65536x65536 with 1 channels");
        assertThatThrownBy(() -> framer.canvas(Pictured.of(new byte[0], 0, 2, 1, 1)))
                .hasMessage("picture: got 2x0 with 1 channels, expected sides of 1 or more, 1 to 4");
        assertThatThrownBy(() -> framer.canvas(Pictured.of(new byte[4], 2, 2, 1, 9)))
                .hasMessage("EXIF orientation 9");
        assertThatThrownBy(() -> framer.cut(new Canvas(new byte[64], 8, 8), 0, new byte[288], 0))
                .hasMessage("canvas: got 8x8, expected at least 8x12 RGB");
    }
}
