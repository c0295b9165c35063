package dev.gannet.data.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.data.picture.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LookTest {
    private static byte[] noise(int length, long seed) {
        byte[] samples = new byte[length];
        new Random(seed).nextBytes(samples);
        return samples;
    }

    /** Fine texture over coarse shapes, as a photo has both. */
    private static BufferedImage texture(int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double coarse = 128 + 60 * Math.sin(x / 19.0 + seed) * Math.cos(y / 13.0);
                int value = (int) Math.clamp(coarse + 25 * random.nextGaussian(), 0, 255);
                image.setRGB(x, y, value << 16 | value / 2 << 8 | 255 - value);
            }
        }
        return image;
    }

    private static Finding.Good look(BufferedImage image) {
        return Look.of(Photos.picture(image));
    }

    private static BufferedImage boxed(BufferedImage image, int left, int top, Color colour) {
        BufferedImage out =
                new BufferedImage(image.getWidth() + 2 * left, image.getHeight() + 2 * top, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = out.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, out.getWidth(), out.getHeight());
        graphics.drawImage(image, left, top, null);
        graphics.dispose();
        return out;
    }

    /** Columns become rows: orientation 5 is this, and with mirrors before it 6, 7 and 8. */
    private static byte[] transposed(byte[] samples, int height, int width, int channels) {
        byte[] out = new byte[samples.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(samples, (y * width + x) * channels, out, (x * height + y) * channels, channels);
            }
        }
        return out;
    }

    private static byte[] mirrored(byte[] samples, int height, int width, int channels) {
        byte[] out = new byte[samples.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int to = (y * width + width - 1 - x) * channels;
                System.arraycopy(samples, (y * width + x) * channels, out, to, channels);
            }
        }
        return out;
    }

    private static byte[] upsideDown(byte[] samples, int height, int width, int channels) {
        byte[] out = new byte[samples.length];
        int row = width * channels;
        for (int y = 0; y < height; y++) {
            System.arraycopy(samples, y * row, out, (height - 1 - y) * row, row);
        }
        return out;
    }

    @Test
    void the_same_upright_picture_has_the_same_hashes_however_it_is_stored() {
        int h = 37;
        int w = 53;
        for (int channels = 1; channels <= 4; channels++) {
            byte[] upright = noise(h * w * channels, channels);
            byte[] m = mirrored(upright, h, w, channels);
            byte[] f = upsideDown(upright, h, w, channels);
            byte[] t = transposed(upright, h, w, channels);
            byte[][] stored = {
                upright,
                m,
                upsideDown(m, h, w, channels),
                f,
                t,
                upsideDown(t, w, h, channels), // stored turned to the left, to be turned to the right
                upsideDown(mirrored(t, w, h, channels), w, h, channels),
                mirrored(t, w, h, channels)
            };
            Finding.Good expected = Look.of(Photos.picture(upright, h, w, channels, 1));
            for (int orientation = 1; orientation <= 8; orientation++) {
                boolean lies = orientation > 4;
                Finding.Good found = Look.of(
                        Photos.picture(stored[orientation - 1], lies ? w : h, lies ? h : w, channels, orientation));
                assertThat(found.pixels())
                        .as("%d channels, orientation %d", channels, orientation)
                        .isEqualTo(expected.pixels());
                assertThat(found.look()).isEqualTo(expected.look());
            }
        }
        assertThatThrownBy(() -> Look.of(Photos.picture(new byte[4], 2, 2, 1, 9)))
                .hasMessage("EXIF orientation 9");
    }

    @Test
    void the_hash_of_the_pixels_is_sha_256_over_size_channels_and_samples() throws GeneralSecurityException {
        byte[] samples = noise(2 * 3 * 3, 1);
        ByteBuffer all = ByteBuffer.allocate(12 + samples.length);
        all.putInt(2).putInt(3).putInt(3).put(samples);
        long expected = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(all.array()))
                .getLong();
        assertThat(Look.of(Photos.picture(samples, 2, 3, 3, 1)).pixels()).isEqualTo(expected);
        assertThat(Look.of(Photos.picture(samples, 3, 2, 3, 1)).pixels()).isNotEqualTo(expected);
        assertThat(Look.of(Photos.picture(samples, 6, 3, 1, 1)).pixels()).isNotEqualTo(expected);
    }

    @Test
    void grey_and_opaque_pictures_have_one_hash_in_every_mode() {
        byte[] grey = noise(60 * 60, 3);
        byte[][] modes = {grey, new byte[7200], new byte[10800], new byte[14400]};
        for (int i = 0; i < grey.length; i++) {
            for (int channels = 2; channels <= 4; channels++) {
                Arrays.fill(modes[channels - 1], i * channels, (i + 1) * channels, grey[i]);
                if (channels != 3) {
                    modes[channels - 1][(i + 1) * channels - 1] = (byte) 255;
                }
            }
        }
        Finding.Good expected = Look.of(Photos.picture(grey, 60, 60, 1, 1));
        for (int channels = 2; channels <= 4; channels++) {
            Finding.Good found = Look.of(Photos.picture(modes[channels - 1], 60, 60, channels, 1));
            assertThat(found.pixels()).isEqualTo(expected.pixels());
            assertThat(found.look()).isEqualTo(expected.look());
        }
        modes[1][777] = (byte) 254;
        modes[3][1599] = (byte) 254;
        long seen = Look.of(Photos.picture(modes[1], 60, 60, 2, 1)).pixels();
        assertThat(seen).isNotEqualTo(expected.pixels());
        assertThat(Look.of(Photos.picture(modes[3], 60, 60, 4, 1)).pixels()).isNotEqualTo(expected.pixels());
    }

    @Test
    void the_perceptual_hash_is_that_of_the_definition() {
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            int height = 30 + random.nextInt(90);
            int width = 30 + random.nextInt(90);
            int channels = 1 + random.nextInt(4);
            Picture picture = Photos.picture(noise(height * width * channels, i), height, width, channels, 1);
            long expected = Math.min(height, width) < 48 ? 0 : naive(picture); // none of small ones
            assertThat(Look.of(picture).look()).as("%s x %s", width, height).isEqualTo(expected);
        }
    }

    /** Every coefficient as a double sum over the area average of every cell. */
    private static long naive(Picture picture) {
        double[] low = new double[64];
        double[][] cells = new double[32][32];
        for (int r = 0; r < 32; r++) {
            for (int c = 0; c < 32; c++) {
                cells[r][c] = average(picture, r, c);
            }
        }
        for (int v = 0; v < 8; v++) {
            for (int u = 0; u < 8; u++) {
                for (int y = 0; y < 32; y++) {
                    for (int x = 0; x < 32; x++) {
                        low[8 * v + u] += cells[y][x]
                                * Math.cos(Math.PI * u * (x + 0.5) / 32)
                                * Math.cos(Math.PI * v * (y + 0.5) / 32)
                                * (u == 0 ? Math.sqrt(0.5) : 1)
                                * (v == 0 ? Math.sqrt(0.5) : 1);
                    }
                }
            }
        }
        double[] sorted = Arrays.stream(low, 1, 64).sorted().toArray();
        double rounding = 1e-9 * Math.max(sorted[62], -sorted[0]);
        long hash = 0;
        for (int i = 1; i < 64; i++) {
            hash |= low[i] > sorted[31] + rounding ? 1L << i : 0;
        }
        return hash;
    }

    private static double average(Picture picture, int row, int column) {
        double sum = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                double high = Math.min(y + 1.0, (row + 1) * picture.height() / 32.0)
                        - Math.max(y, row * picture.height() / 32.0);
                double wide = Math.min(x + 1.0, (column + 1) * picture.width() / 32.0)
                        - Math.max(x, column * picture.width() / 32.0);
                if (high > 0 && wide > 0) {
                    sum += high * wide * luma(picture, y * picture.width() + x);
                }
            }
        }
        return sum * 1024 / picture.height() / picture.width();
    }

    private static double luma(Picture picture, int pixel) {
        byte[] s = picture.samples();
        int at = pixel * picture.channels();
        double luma = picture.channels() < 3
                ? s[at] & 0xff
                : 0.299 * (s[at] & 0xff) + 0.587 * (s[at + 1] & 0xff) + 0.114 * (s[at + 2] & 0xff);
        double opacity = picture.channels() % 2 == 1 ? 1 : (s[at + picture.channels() - 1] & 0xff) / 255.0;
        return luma * opacity + 255 * (1 - opacity);
    }

    @Test
    void one_colour_is_flat_and_nothing_else() {
        byte[] samples = new byte[100 * 100];
        Arrays.fill(samples, (byte) 90);
        assertThat(Look.of(Photos.picture(samples, 100, 100, 1, 1)).suspicions())
                .containsExactly(Suspicion.FLAT);
        samples[5050] = 96;
        assertThat(Look.of(Photos.picture(samples, 100, 100, 1, 1)).suspicions())
                .containsExactly(Suspicion.FLAT);
        samples[5050] = 97;
        assertThat(Look.of(Photos.picture(samples, 100, 100, 1, 1)).suspicions())
                .doesNotContain(Suspicion.FLAT);
        byte[] invisible = noise(4 * 50 * 50, 1);
        for (int i = 3; i < invisible.length; i += 4) {
            invisible[i] = 0;
        }
        assertThat(Look.of(Photos.picture(invisible, 50, 50, 4, 1)).suspicions())
                .containsExactly(Suspicion.FLAT);
    }

    @Test
    void bars_on_one_axis_are_found_and_plain_grounds_are_not() throws IOException {
        BufferedImage image = texture(200, 150, 1);
        for (Color colour : new Color[] {Color.BLACK, Color.WHITE, new Color(30, 60, 200)}) {
            BufferedImage above = boxed(image, 0, 20, colour);
            BufferedImage beside = boxed(image, 20, 0, colour);
            assertThat(look(above).suspicions()).containsExactly(Suspicion.LETTERBOXED);
            assertThat(look(beside).suspicions()).containsExactly(Suspicion.LETTERBOXED);
            assertThat(look(Photos.jpeg(above, 0.75f)).suspicions()).containsExactly(Suspicion.LETTERBOXED);
            assertThat(look(Photos.jpeg(beside, 0.75f)).suspicions()).containsExactly(Suspicion.LETTERBOXED);
            assertThat(look(boxed(image, 20, 20, colour)).suspicions()).isEmpty();
        }
        assertThat(look(image).suspicions()).isEmpty();
        assertThat(look(boxed(image, 0, 4, Color.BLACK)).suspicions())
                .as("4 of 158")
                .isEmpty();
        assertThat(look(boxed(image, 0, 5, Color.BLACK)).suspicions())
                .as("5 of 160")
                .hasSize(1);
    }

    @Test
    void one_bar_or_two_of_different_colours_are_no_letterbox() {
        BufferedImage image = texture(200, 150, 2);
        BufferedImage one = boxed(image, 0, 20, Color.BLACK).getSubimage(0, 0, 200, 170);
        assertThat(look(one).suspicions()).isEmpty();
        BufferedImage two = boxed(image, 0, 20, Color.BLACK);
        Graphics2D graphics = two.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 170, 200, 20);
        graphics.dispose();
        assertThat(look(two).suspicions()).isEmpty();
    }

    @Test
    void a_thing_on_white_that_touches_two_edges_at_one_place_is_no_letterbox() {
        BufferedImage image = boxed(texture(20, 20, 1), 90, 65, Color.WHITE);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 70, 200, 4);
        graphics.dispose();
        assertThat(look(image).suspicions()).doesNotContain(Suspicion.LETTERBOXED);
    }

    @Test
    void enlargements_are_found_in_pictures_of_64_pixels_and_more() throws IOException {
        BufferedImage image = texture(120, 90, 3);
        assertThat(look(image).suspicions()).isEmpty();
        // not the rest of them: noise is rougher than any photo, and bilinear x3 makes three equal steps of each
        assertEnlarged(image, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR, 2, 3, 4);
        assertEnlarged(image, RenderingHints.VALUE_INTERPOLATION_BILINEAR, 2);
        assertEnlarged(image, RenderingHints.VALUE_INTERPOLATION_BICUBIC, 2, 3);
        BufferedImage least =
                Photos.enlarged(texture(32, 32, 4), 2, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        assertThat(look(least).suspicions()).containsExactly(Suspicion.UPSAMPLED);
        assertThat(look(least.getSubimage(0, 0, 63, 64)).suspicions()).isEmpty();
    }

    private static void assertEnlarged(BufferedImage image, Object interpolation, int... factors) throws IOException {
        for (int factor : factors) {
            BufferedImage large = Photos.enlarged(image, factor, interpolation);
            String what = interpolation + " x" + factor;
            assertThat(look(large).suspicions()).as(what).containsExactly(Suspicion.UPSAMPLED);
            assertThat(look(Photos.jpeg(large, 0.9f)).suspicions()).as(what).containsExactly(Suspicion.UPSAMPLED);
        }
    }

    @Test
    void pictures_of_every_small_size_can_be_looked_at() {
        for (int height = 1; height <= 70; height += 3) {
            for (int width = 1; width <= 70; width += 3) {
                Picture picture = Photos.picture(noise(height * width * 3, width), height, width, 3, 6);
                assertThat(Look.of(picture).traits()).isEqualTo(picture.traits());
            }
        }
    }
}
