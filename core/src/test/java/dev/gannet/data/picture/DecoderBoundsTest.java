package dev.gannet.data.picture;

import static dev.gannet.data.picture.PictureFixtures.bytes;
import static dev.gannet.data.picture.PictureFixtures.chunk;
import static dev.gannet.data.picture.PictureFixtures.join;
import static dev.gannet.data.picture.PictureFixtures.png;
import static dev.gannet.data.picture.PictureFixtures.pngHeader;
import static dev.gannet.data.picture.PictureFixtures.tiff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gannet.data.archive.Stored;
import dev.gannet.data.picture.Traits.Mode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is refused, in which words, and that neither memory nor time is taken on the word of a file. */
class DecoderBoundsTest {
    private static final String MANY = "; at most 100,000,000 pixels and 32,768 on a side are read";
    private static final String CUT = "ends before its last pixel";

    private final Decoder decoder = new Decoder();

    private void assertRejected(byte[] file, Reason reason, String detail) {
        assertRejected(decoder, file, reason, detail);
    }

    private static void assertRejected(Decoder decoder, byte[] file, Reason reason, String detail) {
        Rejected rejected = catchThrowableOfType(Rejected.class, () -> decoder.decode(new Stored.File(file)));
        assertThat(rejected).isNotNull();
        assertThat(rejected.detail()).isEqualTo(detail);
        assertThat(rejected.reason()).isEqualTo(reason);
    }

    private void assertStart(String start, Reason reason, String detail) {
        assertRejected(start.getBytes(StandardCharsets.ISO_8859_1), reason, detail);
    }

    @Test
    void what_is_no_picture_is_told_by_its_beginning() {
        assertRejected(new byte[0], Reason.EMPTY, "is empty");
        assertStart("PK\3\4rest", Reason.NOT_AN_IMAGE, "begins with 'PK'");
        assertStart("Dear all, here is", Reason.NOT_AN_IMAGE, "begins with 'Dear all'");
        assertStart("\1\2\3", Reason.NOT_AN_IMAGE, "begins with bytes 01 02 03");
        assertStart("B", Reason.NOT_AN_IMAGE, "begins with bytes 42");
        assertStart("BMW and other cars", Reason.NOT_AN_IMAGE, "begins with 'BMW and '");
        assertStart("Photo by me", Reason.NOT_AN_IMAGE, "begins with 'Photo by'");
        assertStart("\u0089PNG\r\r\n", Reason.NOT_AN_IMAGE, "begins with bytes 89 50 4e 47 0d 0d 0a");
    }

    @Test
    void formats_that_are_not_read_are_named() {
        String advice = " is not read; convert it to PNG or JPEG";
        assertStart("\0\0\0\fjP  \r\n\u0087\n", Reason.UNSUPPORTED, "JPEG 2000" + advice);
        assertStart("\0\0\0 ftypheic", Reason.UNSUPPORTED, "HEIC" + advice);
        assertStart("\0\0\0 ftypmif1", Reason.UNSUPPORTED, "HEIF" + advice);
        assertStart("\0\0\0 ftypavif", Reason.UNSUPPORTED, "AVIF" + advice);
        assertStart("8BPS", Reason.UNSUPPORTED, "PSD" + advice);
        assertStart("\0\0\1\0\1\0", Reason.UNSUPPORTED, "ICO" + advice);
        assertStart("P6\n2 2\n", Reason.UNSUPPORTED, "PNM" + advice);
        assertStart("<svg xmlns=", Reason.UNSUPPORTED, "SVG" + advice);
        assertStart("<?xml version='1.0'?><svg>", Reason.UNSUPPORTED, "SVG" + advice);
        assertStart("%PDF-1.7", Reason.UNSUPPORTED, "PDF" + advice);
        assertStart("\0\5\26\7\0", Reason.UNSUPPORTED, "AppleDouble" + advice);
        assertStart("II+\0\b", Reason.UNSUPPORTED, "BigTIFF" + advice);
    }

    @Test
    void sizes_are_refused_before_anything_is_decoded() {
        byte[] data = chunk("IDAT", new byte[20]);
        assertRejected(join(pngHeader(0, 5, 2, 8), data), Reason.ZERO_SIZE, "is 0x5");
        assertRejected(join(pngHeader(60_000, 60_000, 2, 8), data), Reason.TOO_LARGE, "is 60000x60000" + MANY);
        assertRejected(join(pngHeader(32_769, 1, 2, 8), data), Reason.TOO_LARGE, "is 32769x1" + MANY);
        assertRejected(join(pngHeader(10_000, 10_001, 2, 8), data), Reason.TOO_LARGE, "is 10000x10001" + MANY);
        assertRejected(join(pngHeader(10_000, 10_000, 2, 8), data), Reason.TRUNCATED, CUT);
        assertRejected(join(pngHeader(-1, -1, 2, 8), data), Reason.TOO_LARGE, "is 4294967295x4294967295" + MANY);
    }

    @Test
    void sizes_of_other_formats_are_refused_as_well() {
        byte[] bmp = PictureFixtures.bmp(1 << 30, Integer.MIN_VALUE, 24, new int[0], new byte[4]);
        assertRejected(bmp, Reason.TOO_LARGE, "is 1073741824x2147483648" + MANY);
        assertRejected(PictureFixtures.bmp(-4, 4, 24, new int[0], new byte[48]), Reason.ZERO_SIZE, "is -4x4");
        byte[] gif = PictureFixtures.gif(PictureFixtures.indexed(1, 1, -1, new int[] {0, 1, 2, 3}, 0));
        byte[] screen = gif.clone();
        Arrays.fill(screen, 6, 10, (byte) 0xff);
        assertRejected(screen, Reason.TOO_LARGE, "is 65535x65535" + MANY);
        byte[] frame = gif.clone();
        Arrays.fill(frame, 13 + 12 + 5, 13 + 12 + 9, (byte) 0xff);
        assertRejected(frame, Reason.TOO_LARGE, "is 65535x65535" + MANY);
        byte[] strip = new byte[6];
        assertRejected(tiff(ByteOrder.BIG_ENDIAN, -1, 9, strip, 1), Reason.TOO_LARGE, "is 4294967295x9" + MANY);
        assertRejected(tiff(ByteOrder.BIG_ENDIAN, 0, 9, strip, 1), Reason.ZERO_SIZE, "is 0x9");
        byte[] webp = WebpFixtures.file(WebpFixtures.lossless(16_384, 16_384, false));
        assertRejected(webp, Reason.TOO_LARGE, "is 16384x16384" + MANY);
        webp = WebpFixtures.file(WebpFixtures.lossless(6_000, 5_000, false));
        String lossless = "is 6000x5000; at most 25,000,000 pixels of lossless WebP and of opacity are read";
        assertRejected(webp, Reason.TOO_LARGE, lossless);
    }

    @Test
    void variants_that_are_not_read_are_named() {
        int[] grey = {262, 3, 1};
        byte[] strip = new byte[64];
        ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        byte[] wide = tiff(order, 2, 2, strip, 1, grey, new int[] {258, 3, 32}, new int[] {339, 3, 3});
        assertRejected(wide, Reason.UNSUPPORTED, "32-bit float samples are not read");
        byte[] jpeg = tiff(order, 2, 2, strip, 1, grey, new int[] {258, 3, 8}, new int[] {259, 3, 7});
        assertRejected(jpeg, Reason.UNSUPPORTED, "TIFF with JPEG inside is not read");
        byte[] bmp = PictureFixtures.bmp(2, 2, 24, new int[0], new byte[16]);
        bmp[30] = 4;
        assertRejected(bmp, Reason.UNSUPPORTED, "BMP of 24 bits with compression 4 is not read");
        byte[] arithmetic = PictureFixtures.jpeg(PictureFixtures.scene(8, 8, BufferedImage.TYPE_INT_RGB), false);
        for (int i = 0; i < arithmetic.length - 1; i++) {
            if (arithmetic[i] == (byte) 0xff && arithmetic[i + 1] == (byte) 0xc0) {
                arithmetic[i + 1] = (byte) 0xc9;
            }
        }
        String advice = " is not read; convert it to PNG or JPEG";
        assertRejected(arithmetic, Reason.UNSUPPORTED, "arithmetic-coded JPEG" + advice);
    }

    @Test
    void a_jpeg_may_lack_its_last_marker_but_nothing_else() throws Rejected {
        for (boolean progressive : new boolean[] {false, true}) {
            byte[] file = PictureFixtures.jpeg(PictureFixtures.scene(61, 47, BufferedImage.TYPE_INT_RGB), progressive);
            byte[] samples = decoder.decode(new Stored.File(file)).samples();
            byte[] behind = join(file, new byte[512]);
            assertThat(decoder.decode(new Stored.File(behind)).samples()).containsExactly(samples);
            for (int cut = 1; cut <= 2; cut++) {
                byte[] whole = Arrays.copyOf(file, file.length - cut);
                assertThat(decoder.decode(new Stored.File(whole)).samples()).containsExactly(samples);
            }
            for (int length = file.length - 3; length > 3; length -= 7) {
                byte[] cut = Arrays.copyOf(file, length);
                Rejected rejected = catchThrowableOfType(Rejected.class, () -> decoder.decode(new Stored.File(cut)));
                assertThat(rejected).as("%d of %d bytes", length, file.length).isNotNull();
                assertThat(rejected.reason()).isEqualTo(Reason.TRUNCATED);
            }
        }
    }

    @Test
    void a_cut_file_of_any_format_is_called_so() {
        byte[] png = png(64, 64, 0, 8, noise());
        int end = png.length - 12 - 4; // before the checksum of IDAT
        assertRejected(Arrays.copyOf(png, end), Reason.TRUNCATED, "ends within chunk IDAT");
        byte[] rows = png(64, 31, 0, 8, Arrays.copyOf(noise(), 64 * 31));
        byte[] fewer = join(pngHeader(64, 64, 0, 8), Arrays.copyOfRange(rows, 33, rows.length));
        assertRejected(fewer, Reason.TRUNCATED, CUT);
        int[] pixels = new int[64 * 64];
        Arrays.setAll(pixels, i -> noise()[i] & 3);
        byte[] gif = PictureFixtures.gif(PictureFixtures.indexed(64, 64, -1, new int[] {0, 1, 2, 3}, pixels));
        assertRejected(Arrays.copyOf(gif, gif.length / 2), Reason.TRUNCATED, CUT);
        int block = 13 + 12 + 11;
        byte[] oneBlock = Arrays.copyOf(gif, block + 1 + (gif[block] & 0xff)); // the reader would fill in the rest
        assertRejected(oneBlock, Reason.TRUNCATED, CUT);
        byte[] bmp = PictureFixtures.bmp(64, 64, 8, new int[256], noise());
        assertRejected(Arrays.copyOf(bmp, bmp.length - 1), Reason.TRUNCATED, CUT);
        byte[] runs = PictureFixtures.bmp(8, 2, 8, new int[4], bytes(8, 1, 0, 0, 4, 2)); // no end mark
        runs[30] = 1;
        assertRejected(runs, Reason.TRUNCATED, CUT);
        byte[] webp = WebpFixtures.file(WebpFixtures.lossless(2, 1, false, 1, 2));
        assertRejected(Arrays.copyOf(webp, webp.length - 4), Reason.TRUNCATED, "ends within chunk VP8L");
        int[] eight = {258, 3, 8};
        byte[] filledUp = webp.clone(); // one row more than there is, of which the reader would make up the samples
        filledUp[8 + 12 + 1 + 1] |= (byte) 0x40;
        assertRejected(filledUp, Reason.TRUNCATED, CUT);
        byte[] tiff = tiff(ByteOrder.BIG_ENDIAN, 64, 64, noise(), 1, eight, new int[] {262, 3, 1});
        assertRejected(Arrays.copyOf(tiff, tiff.length / 2), Reason.TRUNCATED, "ends within its header");
        byte[] few = tiff(ByteOrder.BIG_ENDIAN, 64, 64, Arrays.copyOf(noise(), 4095), 1, eight, new int[] {262, 3, 1});
        assertRejected(few, Reason.TRUNCATED, CUT);
        byte[] half = PictureFixtures.deflate(Arrays.copyOf(noise(), 2000));
        int[] deflate = {259, 3, 8};
        byte[] filled = tiff(ByteOrder.BIG_ENDIAN, 64, 64, half, 1, eight, deflate, new int[] {262, 3, 1});
        assertRejected(filled, Reason.TRUNCATED, CUT);
    }

    private static byte[] noise() {
        byte[] noise = new byte[4096];
        new java.util.Random(3).nextBytes(noise);
        return noise;
    }

    @Test
    void checksums_of_png_are_checked() throws Rejected {
        byte[] file = png(2, 1, 0, 8, bytes(1, 2));
        byte[] wrong = file.clone();
        wrong[file.length - 12 - 1] ^= 1;
        assertRejected(wrong, Reason.DAMAGED, "checksum of chunk IDAT is wrong");
        byte[] header = file.clone();
        header[8 + 8 + 13] ^= 1;
        assertRejected(header, Reason.DAMAGED, "checksum of chunk IHDR is wrong");
        byte[] ancillary = chunk("acTL", bytes(0, 0, 0, 7, 0, 0, 0, 0));
        ancillary[ancillary.length - 1] ^= 1;
        Picture picture = decoder.decode(new Stored.File(png(2, 1, 0, 8, bytes(1, 2), ancillary)));
        assertThat(picture.traits().frames()).isEqualTo(1);
        assertRejected(
                png(2, 1, 3, 8, bytes(0, 1), chunk("CgBI", new byte[4])),
                Reason.UNSUPPORTED,
                "PNG with a chunk CgBI is not read");
    }

    @Test
    void every_second_pixel_of_a_huge_picture_is_decoded() throws Rejected {
        byte[] rows = new byte[6_000 / 8 * 5_000];
        Arrays.fill(rows, (byte) 0b10101010);
        Picture picture = decoder.decode(new Stored.File(png(6_000, 5_000, 0, 1, rows)));
        assertThat(picture.width()).isEqualTo(3_000);
        assertThat(picture.height()).isEqualTo(2_500);
        assertThat(picture.traits()).isEqualTo(new Traits("PNG", Mode.GREY, 6_000, 5_000, 1));
        for (int i = 0; i < picture.samples().length; i += 997) {
            assertThat(picture.samples()[i]).isEqualTo((byte) 255); // the even columns
        }
    }

    @Test
    void text_that_inflates_without_end_is_not_inflated() throws Rejected {
        byte[] bomb = chunk("zTXt", join(bytes('a', 0, 0), PictureFixtures.deflate(new byte[50_000_000])));
        Picture picture = decoder.decode(new Stored.File(png(2, 1, 0, 8, bytes(1, 2), bomb)));
        assertThat(picture.samples()).containsExactly(1, 2);
    }

    /** A scan of some hundred bytes, for all of a large picture, four thousand times. */
    private static byte[] manyScans() {
        byte[] file = PictureFixtures.jpeg(new BufferedImage(2_000, 2_000, BufferedImage.TYPE_BYTE_GRAY), true);
        int last = file.length - 2;
        while (file[last] != (byte) 0xff || file[last + 1] != (byte) 0xda) {
            last--;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(file, 0, file.length - 2);
        for (int i = 0; i < 4_000; i++) {
            out.write(file, last, file.length - 2 - last);
        }
        out.write(0xff);
        out.write(0xd9);
        return out.toByteArray();
    }

    @Test
    void a_picture_that_takes_too_long_is_given_up() {
        long start = System.nanoTime();
        byte[] file = manyScans();
        long made = System.nanoTime();
        Decoder hasty = new Decoder(Duration.ofMillis(200));
        assertRejected(hasty, file, Reason.TOO_SLOW, "is not decoded within 200 ms");
        // without the limit it takes more than ten times as long
        assertThat(Duration.ofNanos(System.nanoTime() - made)).isLessThan(Duration.ofSeconds(3));
        assertThat(made).isGreaterThan(start);
        assertRejected(
                new Decoder(Duration.ZERO), png(1, 1, 0, 8, bytes(1)), Reason.TOO_SLOW, "is not decoded within 0 ms");
    }

    /** In a process of its own with a heap of 32 MiB, in which one picture of these sizes would not fit. */
    @Test
    void headers_take_no_memory_and_a_full_heap_is_a_reason() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.lines().toList())
                .isEqualTo(List.of(
                        "too-large is 20000x20000" + MANY,
                        "truncated " + CUT,
                        "truncated " + CUT,
                        "truncated " + CUT,
                        "truncated " + CUT,
                        "too-large needs more memory than there is",
                        "picture"));
    }
}
