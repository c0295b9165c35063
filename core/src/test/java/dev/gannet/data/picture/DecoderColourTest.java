package dev.gannet.data.picture;

import static dev.gannet.data.picture.PictureFixtures.bytes;
import static dev.gannet.data.picture.PictureFixtures.png;
import static dev.gannet.data.picture.PictureFixtures.tiff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.data.archive.Stored;
import dev.gannet.data.picture.Traits.Mode;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Profiles, inks and orientations. */
class DecoderColourTest {
    /** Numbers proportional to light. */
    private static final byte[] LINEAR =
            ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    /** The same for one channel. */
    private static final byte[] LINEAR_GREY =
            ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();

    private static final byte[] SRGB =
            ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    private static final byte[] RGB = bytes(55, 0, 255, 128, 1, 200);

    /** By the formula of IEC 61966-2-1: 0.2157 of the light is 0.5019 of the scale. */
    private static final int[] FROM_LINEAR = {128, 0, 255, 188, 13, 229};

    private final Decoder decoder = new Decoder();

    private Picture decode(byte[] file) throws Rejected {
        return decoder.decode(new Stored.File(file));
    }

    private static int srgb(int linear) {
        double light = linear / 255.0;
        double value = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * value);
    }

    private static void assertNear(byte[] samples, int tolerance, int... expected) {
        assertThat(samples).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(samples[i] & 0xff).as("sample %d", i).isCloseTo(expected[i], within(tolerance));
        }
    }

    @Test
    void the_expected_numbers_are_those_of_the_formula() {
        for (int i = 0; i < RGB.length; i++) {
            assertThat(srgb(RGB[i] & 0xff)).isEqualTo(FROM_LINEAR[i]);
        }
    }

    @Test
    void a_profile_is_applied_in_every_format_that_has_one() throws Rejected {
        assertNear(decode(png(2, 1, 2, 8, RGB, PictureFixtures.iccp(LINEAR))).samples(), 1, FROM_LINEAR);
        byte[] withAlpha = bytes(55, 0, 255, 40, 128, 1, 200, 50);
        assertNear(
                decode(png(2, 1, 6, 8, withAlpha, PictureFixtures.iccp(LINEAR))).samples(),
                1,
                128,
                0,
                255,
                40,
                188,
                13,
                229,
                50);
        byte[] image = WebpFixtures.lossless(2, 1, false, 0xff3700ff, 0xff8001c8);
        byte[] webp = WebpFixtures.file(WebpFixtures.extended(0x20, 2, 1), WebpFixtures.chunk("ICCP", LINEAR), image);
        assertNear(decode(webp).samples(), 1, FROM_LINEAR);
        byte[] tiff = tiff(
                ByteOrder.LITTLE_ENDIAN,
                2,
                1,
                RGB,
                1,
                new int[] {258, 3, 8, 8, 8},
                new int[] {262, 3, 2},
                new int[] {277, 3, 3},
                PictureFixtures.byteField(34_675, LINEAR));
        assertNear(decode(tiff).samples(), 1, FROM_LINEAR);
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[64];
        Arrays.fill(pixels, 0x373737);
        grey.setRGB(0, 0, 8, 8, pixels, 0, 8);
        byte[] jpeg = PictureFixtures.withProfile(PictureFixtures.jpeg(grey, false), LINEAR);
        assertNear(Arrays.copyOf(decode(jpeg).samples(), 3), 1, 128, 128, 128);
    }

    @Test
    void a_grey_profile_is_applied_to_grey_only() throws Rejected {
        Picture grey = decode(png(6, 1, 0, 8, RGB, PictureFixtures.iccp(LINEAR_GREY)));
        assertThat(grey.channels()).isEqualTo(1);
        assertNear(grey.samples(), 1, FROM_LINEAR);
        assertThat(decode(png(2, 1, 2, 8, RGB, PictureFixtures.iccp(LINEAR_GREY)))
                        .samples())
                .containsExactly(RGB);
        assertThat(decode(png(6, 1, 0, 8, RGB, PictureFixtures.iccp(LINEAR))).samples())
                .containsExactly(RGB);
    }

    @Test
    void a_profile_that_is_srgb_broken_or_huge_changes_nothing() throws Rejected {
        assertThat(decode(png(2, 1, 2, 8, RGB, PictureFixtures.iccp(SRGB))).samples())
                .containsExactly(RGB);
        for (int cut : new int[] {0, 10, 127, 128, 200, LINEAR.length - 1}) {
            byte[] broken = Arrays.copyOf(LINEAR, cut);
            assertThat(decode(png(2, 1, 2, 8, RGB, PictureFixtures.iccp(broken)))
                            .samples())
                    .containsExactly(RGB);
        }
        byte[] noise = LINEAR.clone();
        Arrays.fill(noise, 132, 300, (byte) 0xff);
        assertThat(decode(png(2, 1, 2, 8, RGB, PictureFixtures.iccp(noise))).samples())
                .containsExactly(RGB);
        byte[] huge = Arrays.copyOf(LINEAR, (4 << 20) + 1);
        assertThat(decode(png(2, 1, 2, 8, RGB, PictureFixtures.iccp(huge))).samples())
                .containsExactly(RGB);
        byte[] notDeflated = PictureFixtures.chunk("iCCP", PictureFixtures.join(bytes('p', 0, 0), LINEAR));
        assertThat(decode(png(2, 1, 2, 8, RGB, notDeflated)).samples()).containsExactly(RGB);
    }

    @Test
    void inks_of_jpeg_become_light() throws Rejected {
        WritableRaster raster = Raster.createInterleavedRaster(0, 8, 8, 4, null);
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, new int[] {200, 100, 50, 220});
        }
        byte[] plain = PictureFixtures.jpeg(raster);
        // 0 is all of an ink: each lets 200, 100, 50 of 255 through, black 220 of them
        int[] cmyk = {200 * 220 / 255, 100 * 220 / 255, 50 * 220 / 255};
        for (byte[] file : new byte[][] {plain, PictureFixtures.withAdobe(plain, 0)}) {
            Picture picture = decode(file);
            assertThat(picture.traits()).isEqualTo(new Traits("JPEG", Mode.CMYK, 8, 8, 1));
            assertThat(picture.channels()).isEqualTo(3);
            assertNear(Arrays.copyOf(picture.samples(), 3), 2, cmyk);
        }
        // brightness 200, blue difference -28, red difference -78: red 90.6, green 265.3 (255), blue 150.4 of an ink
        int[] ycck = {(255 - 91) * 220 / 255, 0, (255 - 150) * 220 / 255};
        Picture picture = decode(PictureFixtures.withAdobe(plain, 2));
        assertNear(Arrays.copyOf(picture.samples(), 3), 2, ycck);
    }

    @Test
    void inks_of_tiff_become_light() throws Rejected {
        byte[] file = tiff(
                ByteOrder.BIG_ENDIAN,
                2,
                1,
                bytes(0, 0, 0, 0, 51, 102, 255, 51),
                1,
                new int[] {258, 3, 8, 8, 8, 8},
                new int[] {262, 3, 5},
                new int[] {277, 3, 4});
        // of 255: 204 * 204, 153 * 204, 0
        assertThat(decode(file).samples()).containsExactly(bytes(255, 255, 255, 163, 122, 0));
    }

    @Test
    void an_ink_profile_that_is_none_of_inks_is_ignored() throws Rejected {
        WritableRaster raster = Raster.createInterleavedRaster(0, 8, 8, 4, null);
        byte[] plain = PictureFixtures.withAdobe(PictureFixtures.jpeg(raster), 0);
        assertThat(decode(PictureFixtures.withProfile(plain, LINEAR)).samples())
                .containsExactly(decode(plain).samples());
    }

    /** The turn that brings a stored picture upright, by where the tag says the first row and column are. */
    private static int stored(int tag, int x, int y, int width, int height) {
        int wide = width - 1;
        int high = height - 1;
        return switch (tag) {
            case 1 -> y * width + x;
            case 2 -> y * width + wide - x;
            case 3 -> (high - y) * width + wide - x;
            case 4 -> (high - y) * width + x;
            case 5 -> x * height + y;
            case 6 -> (wide - x) * height + y;
            case 7 -> (wide - x) * height + high - y;
            case 8 -> x * height + high - y;
            default -> throw new IllegalArgumentException("tag " + tag);
        };
    }

    @Test
    void eight_orientations_give_the_same_upright_picture() throws Rejected {
        int width = 24;
        int height = 16;
        BufferedImage upright = PictureFixtures.scene(width, height, BufferedImage.TYPE_INT_RGB);
        for (int tag = 1; tag <= 8; tag++) {
            boolean turned = tag >= 5;
            BufferedImage stored =
                    new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < width * height; i++) {
                int place = stored(tag, i % width, i / width, width, height);
                stored.setRGB(
                        place % stored.getWidth(), place / stored.getWidth(), upright.getRGB(i % width, i / width));
            }
            Picture picture = decode(PictureFixtures.withOrientation(PictureFixtures.jpeg(stored, false), tag));
            assertThat(picture.orientation()).isEqualTo(tag);
            assertThat(picture.traits()).isEqualTo(new Traits("JPEG", Mode.RGB, width, height, 1));
            assertThat(picture.width()).isEqualTo(stored.getWidth());
            for (int i = 0; i < width * height; i++) {
                int place = stored(tag, i % width, i / width, width, height);
                int green = upright.getRGB(i % width, i / width) >> 8 & 0xff;
                assertThat(picture.samples()[3 * place + 1] & 0xff).isCloseTo(green, within(4));
            }
        }
    }

    @Test
    void broken_notes_about_the_picture_leave_it_as_stored() throws Rejected {
        byte[] jpeg = PictureFixtures.jpeg(PictureFixtures.scene(8, 8, BufferedImage.TYPE_INT_RGB), false);
        for (int tag : new int[] {0, 9, 255}) {
            assertThat(decode(PictureFixtures.withOrientation(jpeg, tag)).orientation())
                    .isEqualTo(1);
        }
        byte[] name = bytes('E', 'x', 'i', 'f', 0, 0);
        byte[] exif = PictureFixtures.exif(6, ByteOrder.BIG_ENDIAN);
        for (int cut = 0; cut < 20; cut++) {
            byte[] body = PictureFixtures.join(name, Arrays.copyOf(exif, cut));
            assertThat(decode(PictureFixtures.withSegment(jpeg, 0xe1, body)).orientation())
                    .isEqualTo(1);
        }
        byte[] far = exif.clone();
        far[4] = 0x7f; // the directory would be two thousand million bytes away
        byte[] body = PictureFixtures.join(name, far);
        assertThat(decode(PictureFixtures.withSegment(jpeg, 0xe1, body)).orientation())
                .isEqualTo(1);
        byte[] endless = new byte[10 << 20];
        System.arraycopy(exif, 0, endless, 0, exif.length);
        endless[8] = (byte) 0xff; // 65,281 fields
        Picture picture = decode(png(1, 1, 0, 8, bytes(5), PictureFixtures.chunk("eXIf", endless)));
        assertThat(picture.orientation()).isEqualTo(6);
    }
}
