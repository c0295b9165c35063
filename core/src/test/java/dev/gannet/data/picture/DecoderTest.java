package dev.gannet.data.picture;

import static dev.gannet.data.picture.PictureFixtures.bytes;
import static dev.gannet.data.picture.PictureFixtures.chunk;
import static dev.gannet.data.picture.PictureFixtures.indexed;
import static dev.gannet.data.picture.PictureFixtures.png;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.data.archive.Stored;
import dev.gannet.data.picture.Traits.Mode;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

/** Every mode of every format, sample by sample. Expected numbers are those written into the files. */
class DecoderTest {
    private static final int[] PALETTE = {0x102030, 0x405060, 0x708090, 0xa0b0c0};
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;

    private final Decoder decoder = new Decoder();

    private Picture decode(byte[] file) throws Rejected {
        return decoder.decode(new Stored.File(file));
    }

    private void assertSamples(byte[] file, Traits traits, int... samples) throws Rejected {
        Picture picture = decode(file);
        assertThat(picture.traits()).isEqualTo(traits);
        assertThat(picture.samples()).containsExactly(bytes(samples));
        assertThat(picture.width()).isEqualTo(traits.width());
        assertThat(picture.height()).isEqualTo(traits.height());
        assertThat(picture.samples()).hasSize(picture.width() * picture.height() * picture.channels());
    }

    private static Traits traits(String format, Mode mode, int width, int height) {
        return new Traits(format, mode, width, height, 1);
    }

    @Test
    void bare_pixels_pass_through() throws Rejected {
        byte[] pixels = {1, 2, 3, 4, 5, 6};
        Picture rgb = decoder.decode(new Stored.Raster(pixels, 1, 2, 3));
        assertThat(rgb.samples()).isSameAs(pixels);
        assertThat(rgb.traits()).isEqualTo(traits("pixels", Mode.RGB, 2, 1));
        assertThat(rgb.orientation()).isEqualTo(1);
        Picture grey = decoder.decode(new Stored.Raster(pixels, 3, 2, 1));
        assertThat(grey.traits()).isEqualTo(traits("pixels", Mode.GREY, 2, 3));
        assertThat(grey.channels()).isEqualTo(1);
    }

    @Test
    void grey_png_of_every_depth_keeps_its_samples() throws Rejected {
        assertSamples(
                png(8, 1, 0, 1, bytes(0b10110001)), traits("PNG", Mode.GREY, 8, 1), 255, 0, 255, 255, 0, 0, 0, 255);
        assertSamples(png(4, 1, 0, 2, bytes(0b00011011)), traits("PNG", Mode.GREY, 4, 1), 0, 85, 170, 255);
        assertSamples(png(2, 2, 0, 4, bytes(0x0f, 0x17)), traits("PNG", Mode.GREY, 2, 2), 0, 255, 17, 119);
        assertSamples(png(3, 1, 0, 8, bytes(0, 77, 255)), traits("PNG", Mode.GREY, 3, 1), 0, 77, 255);
        // of 65535: 128 * 257 is 128; 0x0080 is 0.498 and 0x0081 is 0.502 of one of 255 steps
        byte[] wide = bytes(0x80, 0x80, 0x00, 0x80, 0x00, 0x81, 0xff, 0xff);
        assertSamples(png(4, 1, 0, 16, wide), traits("PNG", Mode.GREY, 4, 1), 128, 0, 1, 255);
    }

    @Test
    void colours_and_opacity_of_png_keep_their_samples() throws Rejected {
        assertSamples(png(2, 1, 2, 8, bytes(1, 2, 3, 4, 5, 6)), traits("PNG", Mode.RGB, 2, 1), 1, 2, 3, 4, 5, 6);
        byte[] wide = bytes(0x12, 0x12, 0x34, 0x34, 0x56, 0x56);
        assertSamples(png(1, 1, 2, 16, wide), traits("PNG", Mode.RGB, 1, 1), 0x12, 0x34, 0x56);
        assertSamples(png(2, 1, 4, 8, bytes(9, 0, 8, 200)), traits("PNG", Mode.GREY_ALPHA, 2, 1), 9, 0, 8, 200);
        byte[] alpha = bytes(0x10, 0x10, 0x7f, 0x7f);
        assertSamples(png(1, 1, 4, 16, alpha), traits("PNG", Mode.GREY_ALPHA, 1, 1), 0x10, 0x7f);
        byte[] rgba = bytes(200, 100, 50, 0, 1, 2, 3, 128);
        assertSamples(png(2, 1, 6, 8, rgba), traits("PNG", Mode.RGBA, 2, 1), 200, 100, 50, 0, 1, 2, 3, 128);
        byte[] wideRgba = bytes(1, 1, 2, 2, 3, 3, 4, 4);
        assertSamples(png(1, 1, 6, 16, wideRgba), traits("PNG", Mode.RGBA, 1, 1), 1, 2, 3, 4);
    }

    @Test
    void palettes_of_png_are_applied() throws Rejected {
        byte[] plte = chunk("PLTE", bytes(0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90));
        assertSamples(
                png(4, 1, 3, 2, bytes(0b10010000), plte),
                traits("PNG", Mode.PALETTE, 4, 1),
                0x70,
                0x80,
                0x90,
                0x40,
                0x50,
                0x60,
                0x10,
                0x20,
                0x30,
                0x10,
                0x20,
                0x30);
        assertSamples(
                png(3, 1, 3, 8, bytes(0, 1, 2), plte, chunk("tRNS", bytes(0, 99))),
                traits("PNG", Mode.PALETTE_ALPHA, 3, 1),
                0x10,
                0x20,
                0x30,
                0,
                0x40,
                0x50,
                0x60,
                99,
                0x70,
                0x80,
                0x90,
                255);
    }

    @Test
    void a_colour_key_of_png_makes_exactly_that_colour_transparent() throws Rejected {
        assertSamples(
                png(3, 1, 2, 8, bytes(1, 2, 3, 1, 2, 4, 1, 2, 3), chunk("tRNS", bytes(0, 1, 0, 2, 0, 3))),
                traits("PNG", Mode.RGBA, 3, 1),
                1,
                2,
                3,
                0,
                1,
                2,
                4,
                255,
                1,
                2,
                3,
                0);
        assertSamples(
                png(4, 1, 0, 2, bytes(0b00011011), chunk("tRNS", bytes(0, 2))),
                traits("PNG", Mode.GREY_ALPHA, 4, 1),
                0,
                255,
                85,
                255,
                170,
                0,
                255,
                255);
        // both are 18 as bytes, one of them is the key
        assertSamples(
                png(2, 1, 0, 16, bytes(0x12, 0x12, 0x12, 0x13), chunk("tRNS", bytes(0x12, 0x13))),
                traits("PNG", Mode.GREY_ALPHA, 2, 1),
                18,
                255,
                18,
                0);
    }

    @Test
    void gamma_of_png_is_ignored_and_its_orientation_is_not() throws Rejected {
        byte[] gamma = chunk("gAMA", bytes(0, 3, 0xd0, 0x90));
        byte[] exif = chunk("eXIf", PictureFixtures.exif(6, LITTLE));
        Picture picture = decode(png(2, 1, 0, 8, bytes(10, 20), gamma, exif));
        assertThat(picture.samples()).containsExactly(10, 20);
        assertThat(picture.orientation()).isEqualTo(6);
        assertThat(picture.width()).isEqualTo(2);
        assertThat(picture.traits()).isEqualTo(traits("PNG", Mode.GREY, 1, 2));
    }

    @Test
    void the_default_image_of_an_animated_png_is_taken() throws Rejected {
        byte[] animation = chunk("acTL", bytes(0, 0, 0, 7, 0, 0, 0, 0));
        assertSamples(png(1, 1, 0, 8, bytes(5), animation), new Traits("PNG", Mode.GREY, 1, 1, 7), 5);
    }

    @Test
    void the_first_frame_of_gif_is_taken() throws Rejected {
        BufferedImage first = indexed(2, 2, -1, PALETTE, 0, 1, 2, 3);
        BufferedImage second = indexed(2, 2, -1, PALETTE, 3, 3, 3, 3);
        int[] samples = {0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x80, 0x90, 0xa0, 0xb0, 0xc0};
        assertSamples(PictureFixtures.gif(first), traits("GIF", Mode.PALETTE, 2, 2), samples);
        assertSamples(PictureFixtures.gif(first, second, second), new Traits("GIF", Mode.PALETTE, 2, 2, 3), samples);
        assertSamples(
                PictureFixtures.gif(indexed(2, 1, 1, PALETTE, 0, 1)),
                traits("GIF", Mode.PALETTE_ALPHA, 2, 1),
                0x10,
                0x20,
                0x30,
                255,
                0x40,
                0x50,
                0x60,
                0);
    }

    /** The JDK's writer interlaces and its reader loses rows of frames of two to four. */
    @Test
    void interlaced_gif_of_few_rows_keeps_them_in_order() throws Rejected {
        for (int height = 1; height <= 9; height++) {
            int[] pixels = new int[height];
            Arrays.setAll(pixels, y -> y % 4);
            byte[] file = PictureFixtures.gif(indexed(1, height, -1, PALETTE, pixels));
            int packed = 13 + 12 + 9; // behind screen and palette: the flags of the frame
            assertThat(file[packed] & 0x40).as("interlaced").isEqualTo(0x40);
            byte[] samples = decode(file).samples();
            for (int y = 0; y < height; y++) {
                assertThat(samples[3 * y]).as("row %d of %d", y, height).isEqualTo((byte) (PALETTE[y % 4] >> 16));
            }
        }
    }

    @Test
    void bmp_is_upright_and_in_order() throws Rejected {
        byte[] rows = bytes(3, 2, 1, 6, 5, 4, 0, 0, 9, 8, 7, 12, 11, 10, 0, 0); // blue first, last row first
        int[] upright = {7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6};
        assertSamples(PictureFixtures.bmp(2, 2, 24, new int[0], rows), traits("BMP", Mode.RGB, 2, 2), upright);
        assertSamples(
                PictureFixtures.bmp(2, -2, 24, new int[0], rows),
                traits("BMP", Mode.RGB, 2, 2),
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                10,
                11,
                12);
    }

    @Test
    void bmp_of_few_bits_and_of_opacity_keeps_its_samples() throws Rejected {
        assertSamples(
                PictureFixtures.bmp(2, 1, 8, PALETTE, bytes(3, 1, 0, 0)),
                traits("BMP", Mode.PALETTE, 2, 1),
                0xa0,
                0xb0,
                0xc0,
                0x40,
                0x50,
                0x60);
        assertSamples(
                PictureFixtures.bmp(2, 1, 4, PALETTE, bytes(0x20, 0, 0, 0)),
                traits("BMP", Mode.PALETTE, 2, 1),
                0x70,
                0x80,
                0x90,
                0x10,
                0x20,
                0x30);
        assertSamples(
                PictureFixtures.bmp(2, 1, 1, Arrays.copyOf(PALETTE, 2), bytes(0b01000000, 0, 0, 0)),
                traits("BMP", Mode.PALETTE, 2, 1),
                0x10,
                0x20,
                0x30,
                0x40,
                0x50,
                0x60);
        // five bits each: 31 of 31 red, 1 of 31 green (8.2), 16 of 31 blue (131.6)
        assertSamples(
                PictureFixtures.bmp(1, 1, 16, new int[0], bytes(0b00110000, 0b01111100, 0, 0)),
                traits("BMP", Mode.RGB, 1, 1),
                255,
                8,
                132);
        assertSamples(
                PictureFixtures.bmpWithOpacity(1, 1, bytes(3, 2, 1, 77)), traits("BMP", Mode.RGBA, 1, 1), 1, 2, 3, 77);
    }

    @Test
    void lossless_webp_keeps_its_samples() throws Rejected {
        byte[] image = WebpFixtures.lossless(2, 1, true, 0x80112233, 0x00445566);
        int[] samples = {0x11, 0x22, 0x33, 0x80, 0x44, 0x55, 0x66, 0};
        assertSamples(WebpFixtures.file(image), traits("WebP", Mode.RGBA, 2, 1), samples);
        byte[] opaque = WebpFixtures.lossless(1, 2, false, 0xff112233, 0xff445566);
        assertSamples(WebpFixtures.file(opaque), traits("WebP", Mode.RGB, 1, 2), 0x11, 0x22, 0x33, 0x44, 0x55, 0x66);
    }

    @Test
    void the_first_frame_of_webp_is_taken_and_its_orientation_told() throws Rejected {
        byte[] image = WebpFixtures.lossless(2, 1, true, 0x80112233, 0x00445566);
        int[] samples = {0x11, 0x22, 0x33, 0x80, 0x44, 0x55, 0x66, 0};
        byte[] head = WebpFixtures.extended(2, 2, 1);
        byte[] animation = WebpFixtures.chunk("ANIM", new byte[6]);
        byte[] second = WebpFixtures.lossless(2, 1, true, 0, 0);
        byte[] moving =
                WebpFixtures.file(head, animation, WebpFixtures.frame(2, 1, image), WebpFixtures.frame(2, 1, second));
        assertSamples(moving, new Traits("WebP", Mode.RGBA, 2, 1, 2), samples);
        byte[] exif = WebpFixtures.chunk("EXIF", PictureFixtures.exif(8, BIG));
        Picture turned = decode(WebpFixtures.file(WebpFixtures.extended(8, 2, 1), image, exif));
        assertThat(turned.orientation()).isEqualTo(8);
        assertThat(turned.traits()).isEqualTo(traits("WebP", Mode.RGBA, 1, 2));
    }

    @Test
    void rgb_jpeg_without_a_profile_is_what_the_jdk_decodes() throws Rejected, IOException {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] file = PictureFixtures.jpeg(PictureFixtures.scene(61, 47, BufferedImage.TYPE_INT_RGB), progressive);
            Picture picture = decode(file);
            assertThat(picture.traits()).isEqualTo(traits("JPEG", Mode.RGB, 61, 47));
            Raster raster = jdk(file);
            int[] expected = raster.getPixels(0, 0, 61, 47, (int[]) null);
            assertThat(picture.samples()).containsExactly(bytes(expected));
            assertThat(expected[0]).isCloseTo(40, within(2));
        }
    }

    private static Raster jdk(byte[] file) throws IOException {
        var readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
                try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
                    reader.setInput(in);
                    return reader.read(0).getRaster();
                }
            }
        }
        throw new IllegalStateException("no JPEG reader");
    }

    @Test
    void grey_jpeg_has_one_channel_that_is_not_brightened() throws Rejected {
        BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        int[] samples = new int[256];
        Arrays.fill(samples, 77);
        grey.getRaster().setSamples(0, 0, 16, 16, 0, samples);
        assertSamples(PictureFixtures.jpeg(grey, false), traits("JPEG", Mode.GREY, 16, 16), samples);
    }

    @Test
    void threads_may_share_a_decoder() throws Rejected, InterruptedException, ExecutionException {
        List<byte[]> files = FuzzSeeds.all();
        List<byte[]> expected = new ArrayList<>();
        for (byte[] file : files) {
            expected.add(decode(file).samples());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<byte[]>> results = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                byte[] file = files.get(i % files.size());
                results.add(threads.submit(() -> decode(file).samples()));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).containsExactly(expected.get(i % files.size()));
            }
        }
    }
}
