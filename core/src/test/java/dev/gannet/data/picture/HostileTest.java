package dev.gannet.data.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.Faults;
import dev.gannet.data.archive.Stored;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Awkward and broken files of image libraries: each is taken or refused as written here. */
class HostileTest {
    private static final Path FOLDER = Path.of("../../shared/data/hostile");
    private static final String MANY = "; at most 100,000,000 pixels and 32,768 on a side are read";
    private static final String ADVICE = " is not read; convert it to PNG or JPEG";

    /** File, then mode, upright size, frames and orientation; or the code and the detail. */
    private static final String GOLDEN = """
            ._macos_resource_fork.jpg|unsupported|AppleDouble{ADVICE}
            apng_16bit.png|RGBA 128x64 frames 2 orientation 1
            apng_long.apng|RGBA 245x245 frames 41 orientation 1
            bmp_badbitcount.bmp|unsupported|BMP of 30000 bits with compression 0 is not read
            bmp_reallybig.bmp|too-large|is 3000000x2000000{MANY}
            bmp_rgb.bmp|RGB 128x128 frames 1 orientation 1
            bmp_rgba32.bmp|RGBA 127x64 frames 1 orientation 1
            bmp_shortfile.bmp|truncated|ends before its last pixel
            bmp_topdown.bmp|PALETTE 127x64 frames 1 orientation 1
            empty.png|empty|is empty
            exif1_landscape.jpg|RGB 1800x1200 frames 1 orientation 1
            exif2_landscape.jpg|RGB 1800x1200 frames 1 orientation 2
            exif6_hopper.jpg|RGB 128x128 frames 1 orientation 6
            exif8_hopper.jpg|RGB 128x128 frames 1 orientation 8
            exif8_landscape.jpg|RGB 1800x1200 frames 1 orientation 8
            exif_small_rect.jpg|RGB 1x2 frames 1 orientation 8
            gif_animated.gif|PALETTE 100x100 frames 5 orientation 1
            gif_animated_43.gif|PALETTE 245x245 frames 42 orientation 1
            gif_bomb_extents.gif|PALETTE 100x100 frames 2 orientation 1
            gif_bomb_header.gif|too-large|is 65535x1321{MANY}
            gif_no_palette.gif|damaged|has no palette
            gif_transparent.gif|PALETTE_ALPHA 200x150 frames 1 orientation 1
            gif_zero_width.gif|zero-size|is 0x32
            ico.ico|unsupported|ICO{ADVICE}
            jp2_lossless.jp2|unsupported|JPEG 2000{ADVICE}
            jpeg_bomb_header_65500.jpg|too-large|is 65500x65500{MANY}
            jpeg_invalid_exif.jpg|RGB 200x200 frames 1 orientation 1
            jpeg_multiple_exif.jpg|GREY 1x1 frames 1 orientation 1
            jpeg_no_eoi.jpg|RGB 1800x1200 frames 1 orientation 1
            jpeg_progressive.jpg|RGB 320x240 frames 1 orientation 1
            jpeg_trailing_garbage.jpg|RGB 1800x1200 frames 1 orientation 1
            jpeg_ultrahdr.jpg|truncated|ends before its last pixel
            png_1bit_trns.png|GREY_ALPHA 64x64 frames 1 orientation 1
            png_1byte_idats.png|RGB 32x32 frames 1 orientation 1
            png_1x1.png|PALETTE 1x1 frames 1 orientation 1
            png_bad_idat_crc.png|damaged|checksum of chunk IDAT is wrong
            png_bad_sig1.png|not-an-image|begins with bytes 09 50 4e 47 0d 0a 1a 0a
            png_bad_sig7.png|not-an-image|begins with bytes 89 50 4e 47 0d 0a 20 0a
            png_bomb_header_60000.png|too-large|is 60000x60000{MANY}
            png_broken.png|damaged|its first chunk is not IHDR
            png_colortype1.png|damaged|has colour type 1 with 8 bits
            png_cr_only.png|not-an-image|begins with bytes 89 50 4e 47 0d 0d 1a 0d
            png_exif.png|RGB 32x32 frames 1 orientation 1
            png_extra_idat.png|RGB 128x128 frames 1 orientation 1
            png_gamma2.5.png|RGB 32x32 frames 1 orientation 1
            png_gray1.png|GREY 32x32 frames 1 orientation 1
            png_gray16.png|GREY 32x32 frames 1 orientation 1
            png_graya8.png|GREY_ALPHA 32x32 frames 1 orientation 1
            png_int_overflow_header.png|too-large|is 2147483647x2147483647{MANY}
            png_lf_only.png|not-an-image|begins with bytes 89 50 4e 47 0a 0a 1a 0a
            png_no_idat.png|truncated|has no pixels (chunk IDAT)
            png_nonsquare_pixels.png|RGB 32x8 frames 1 orientation 1
            png_pal2_multi_alpha.png|PALETTE_ALPHA 32x32 frames 1 orientation 1
            png_pal4.png|PALETTE 32x32 frames 1 orientation 1
            png_pal8_trns.png|PALETTE_ALPHA 32x32 frames 1 orientation 1
            png_rgb16.png|RGB 32x32 frames 1 orientation 1
            png_rgb8_trns.png|RGBA 32x32 frames 1 orientation 1
            png_rgba16.png|RGBA 32x32 frames 1 orientation 1
            png_rgba8.png|RGBA 32x32 frames 1 orientation 1
            png_truncated.png|truncated|ends within chunk IDAT
            png_truncated_iend.png|truncated|ends within chunk IDAT
            png_zlib0.png|RGB 32x32 frames 1 orientation 1
            ppm.ppm|unsupported|PNM{ADVICE}
            psd.psd|unsupported|PSD{ADVICE}
            tiff_float32.tif|unsupported|32-bit float samples are not read
            webp_animated.webp|RGBA 200x200 frames 6 orientation 1
            webp_lossy.webp|RGB 128x128 frames 1 orientation 1
            """;

    @TempDir
    private Path scratch = Path.of("");

    private final Decoder decoder = new Decoder();

    private static Map<String, String> golden() {
        Map<String, String> golden = new TreeMap<>();
        GOLDEN.lines().forEach(line -> {
            String[] parts = line.split("\\|", 2);
            golden.put(parts[0], parts[1].replace("{MANY}", MANY).replace("{ADVICE}", ADVICE));
        });
        return golden;
    }

    private static List<Path> files() throws IOException {
        assumeTrue(Files.isDirectory(FOLDER), "needs the hostile image set");
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("MANIFEST.tsv"))
                    .sorted()
                    .toList();
        }
    }

    private Picture decode(Path file) throws Rejected, IOException {
        return decoder.decode(new Stored.File(Files.readAllBytes(file)));
    }

    @Test
    void every_file_is_taken_or_refused_as_written() throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Path file : files()) {
            String ending;
            try {
                Picture picture = decode(file);
                Traits traits = picture.traits();
                ending = "%s %dx%d frames %d orientation %d"
                        .formatted(
                                traits.mode(), traits.width(), traits.height(), traits.frames(), picture.orientation());
            } catch (Rejected e) {
                ending = e.reason().code() + "|" + e.detail();
            }
            found.put(file.getFileName().toString(), ending);
        }
        assertThat(found).isEqualTo(golden());
    }

    @Test
    void what_is_written_here_agrees_with_the_table_of_the_set() throws IOException {
        files();
        Map<String, String> golden = golden();
        int agreed = 0;
        for (String line : Files.readAllLines(FOLDER.resolve("MANIFEST.tsv"))) {
            String[] parts = line.split("\t", -1);
            String ending = golden.get(parts[0]);
            if (parts.length < 5 || ending == null) {
                continue; // the heading and a folder
            }
            boolean refused = ending.contains("|");
            switch (parts[4]) {
                case "ACCEPT" -> assertThat(refused).as(parts[0]).isEqualTo(parts[0].equals("ppm.ppm"));
                case "REJECT", "SKIP" -> assertThat(refused).as(parts[0]).isTrue();
                case "EITHER" -> assertThat(ending).isNotEmpty();
                default -> throw new IllegalStateException(line);
            }
            agreed++;
        }
        assertThat(agreed).isEqualTo(golden.size());
    }

    /** The small ones; all of them in the full build. */
    @Test
    void accepted_files_have_the_pixels_that_another_decoder_sees() throws IOException, InterruptedException, Rejected {
        List<Path> files = files();
        Optional<String> program = program();
        assumeTrue(program.isPresent(), "needs ImageMagick");
        int compared = 0;
        for (Path file : files) {
            String name = file.getFileName().toString();
            boolean taken = !golden().getOrDefault(name, "|").contains("|");
            if (!taken || Files.size(file) > Faults.amount(100_000, Integer.MAX_VALUE)) {
                continue;
            }
            Picture picture = decode(file);
            byte[] expected = reference(program.get(), file);
            assertThat(expected).as(name).hasSize(picture.width() * picture.height() * 8);
            boolean lossyWebp = name.endsWith(".webp");
            compare(name, picture, expected, lossyWebp ? 45 : name.endsWith(".jpg") ? 3 : 0, lossyWebp ? 4 : 0.1);
            compared++;
        }
        assertThat(compared).isEqualTo(Faults.amount(33, 40));
    }

    private static Optional<String> program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(Path.of(folder, "convert"), Path.of(folder, "magick")))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .filter(HostileTest::isImageMagick)
                .findFirst();
    }

    /** Others are called so too. */
    private static boolean isImageMagick(String program) {
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .startsWith("Version: ImageMagick");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** (height, width, 4) samples of two bytes. Gamma is taken out first, for it is ignored here. */
    private byte[] reference(String program, Path file) throws IOException, InterruptedException {
        Path plain = scratch.resolve(file.getFileName().toString());
        byte[] bytes = Files.readAllBytes(file);
        Files.write(plain, bytes[0] == (byte) 0x89 ? withoutGamma(bytes) : bytes);
        Process process = new ProcessBuilder(program, plain + "[0]", "-depth", "16", "-endian", "MSB", "rgba:-")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        process.waitFor();
        return out;
    }

    private static byte[] withoutGamma(byte[] png) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, 8);
        int at = 8;
        while (at + 12 <= png.length) {
            int size = 12 + ByteBuffer.wrap(png).getInt(at);
            boolean gamma = png[at + 4] == 'g' && png[at + 5] == 'A';
            if (!gamma) {
                out.write(png, at, Math.min(size, png.length - at));
            }
            at += size;
        }
        return out.toByteArray();
    }

    /**
     * Compares what can be seen: the colour of a pixel without opacity is anything.
     *
     * @param most the largest difference of a sample, of 255; the reader of lossy WebP does not smooth colour between
     *     pixels as others do
     * @param mean the largest mean difference
     */
    private static void compare(String name, Picture picture, byte[] expected, int most, double mean) {
        ByteBuffer wide = ByteBuffer.wrap(expected);
        int channels = picture.channels();
        boolean alpha = channels % 2 == 0;
        long sum = 0;
        int largest = 0;
        for (int i = 0; i < picture.width() * picture.height(); i++) {
            int opacity = alpha ? picture.samples()[i * channels + channels - 1] & 0xff : 255;
            // its key is 255 in a picture of one bit: the low bit counts, the other decoder ignores the key
            if (!name.equals("png_1bit_trns.png")) {
                assertThat(opacity).as(name).isEqualTo(narrow(wide, 4 * i + 3));
            }
            for (int channel = 0; opacity > 0 && channel < 3; channel++) {
                int sample = picture.samples()[i * channels + (channels < 3 ? 0 : channel)] & 0xff;
                int difference = Math.abs(sample - narrow(wide, 4 * i + channel));
                largest = Math.max(largest, difference);
                sum += difference;
            }
        }
        assertThat(largest).as(name).isLessThanOrEqualTo(most);
        assertThat(sum / (3.0 * picture.width() * picture.height())).as(name).isCloseTo(0, within(mean));
    }

    private static int narrow(ByteBuffer wide, int index) {
        return ((wide.getShort(2 * index) & 0xffff) * 255 + 32_767) / 65_535;
    }
}
