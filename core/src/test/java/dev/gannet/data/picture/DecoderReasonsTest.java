package dev.gannet.data.picture;

import static dev.gannet.data.picture.PictureFixtures.bytes;
import static dev.gannet.data.picture.PictureFixtures.chunk;
import static dev.gannet.data.picture.PictureFixtures.join;
import static dev.gannet.data.picture.PictureFixtures.png;
import static dev.gannet.data.picture.PictureFixtures.pngHeader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gannet.data.archive.Stored;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason for which a format's parser refuses a picture, word for word, each by a file that is wrong in this alone. */
class DecoderReasonsTest {
    private static final String CONVERT = " is not read; convert it to PNG or JPEG";

    /** A file that is refused. */
    private record Refused(String detail, Reason reason, byte[] file) {
        @Override
        public String toString() {
            return detail;
        }
    }

    private static Refused damaged(String detail, byte[] file) {
        return new Refused(detail, Reason.DAMAGED, file);
    }

    private static Refused unread(String detail, byte[] file) {
        return new Refused(detail, Reason.UNSUPPORTED, file);
    }

    private static Refused truncated(String detail, byte[] file) {
        return new Refused(detail, Reason.TRUNCATED, file);
    }

    @ParameterizedTest
    @MethodSource({"pngs", "gifs", "jpegs", "bmps", "webps", "tiffs", "layouts"})
    void every_reason_has_its_words(Refused refused) {
        Rejected rejected =
                catchThrowableOfType(Rejected.class, () -> new Decoder().decode(new Stored.File(refused.file())));
        assertThat(rejected).isNotNull();
        assertThat(rejected.detail()).isEqualTo(refused.detail());
        assertThat(rejected.reason()).isEqualTo(refused.reason());
    }

    private static byte[] changed(byte[] file, int at, int... values) {
        byte[] other = file.clone();
        System.arraycopy(bytes(values), 0, other, at, values.length);
        return other;
    }

    static Stream<Refused> pngs() {
        byte[] header = pngHeader(2, 1, 0, 8);
        byte[] data = chunk("IDAT", new byte[20]);
        byte[] garbage = "\0\0\0\0 no.".getBytes(StandardCharsets.ISO_8859_1);
        return Stream.of(
                damaged("its first chunk is not IHDR", join(Arrays.copyOf(header, 8), data)),
                damaged("has no chunk at byte 33 where one should begin", join(header, garbage)),
                truncated("ends within chunk tEXt", join(header, Arrays.copyOf(chunk("tEXt", new byte[20]), 30))),
                truncated("has no pixels (chunk IDAT)", join(header, chunk("IEND", new byte[0]))),
                damaged("has colour type 1 with 8 bits", join(pngHeader(2, 1, 1, 8), data)),
                damaged("has colour type 2 with 4 bits", join(pngHeader(2, 1, 2, 4), data)),
                damaged("has colour type 3 with 16 bits", join(pngHeader(2, 1, 3, 16), data)),
                unread("PNG with a chunk ABCD is not read", png(2, 1, 0, 8, bytes(1, 2), chunk("ABCD", new byte[1]))));
    }

    static Stream<Refused> gifs() {
        byte[] gif = PictureFixtures.gif(PictureFixtures.indexed(1, 1, -1, new int[] {0, 1, 2, 3}, 0));
        int frame = 13 + 12; // behind the screen and a palette of four
        int data = frame + 10;
        byte[] bare = join(Arrays.copyOf(gif, 13), Arrays.copyOfRange(gif, frame, gif.length));
        byte[] sevenAfterClear = bytes(2, 1, 4 | 7 << 3, 0, 0x3b); // 4 begins anew, 5 ends, 6 would be the next
        return Stream.of(
                damaged("has pixels of 9 bits", changed(gif, data, 9)),
                damaged("has pixels of 0 bits", changed(gif, data, 0)),
                damaged("has code 7 before it stands for anything", join(Arrays.copyOf(gif, data), sevenAfterClear)),
                damaged("has no frame", changed(gif, frame, 0x3b)),
                truncated("ends before its first frame", Arrays.copyOf(gif, frame)),
                damaged("has no palette", changed(bare, 10, 0)));
    }

    /** Where the body of the first segment of this kind begins. */
    private static int body(byte[] jpeg, int marker) {
        int at = 2;
        while ((jpeg[at + 1] & 0xff) != marker) {
            at += 2 + ((jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff);
        }
        return at + 4;
    }

    static Stream<Refused> jpegs() {
        byte[] jpeg = PictureFixtures.jpeg(PictureFixtures.scene(8, 8, BufferedImage.TYPE_INT_RGB), false);
        int frame = body(jpeg, 0xc0);
        byte[] size = Arrays.copyOfRange(jpeg, frame, frame + 15);
        return Stream.of(
                unread("JPEG of 12 bits is not read", changed(jpeg, frame, 12)),
                unread("JPEG of 2 components is not read", changed(jpeg, frame + 5, 2)),
                new Refused("is 8x0", Reason.ZERO_SIZE, changed(jpeg, frame + 1, 0, 0)),
                damaged("has two frames", PictureFixtures.withSegment(jpeg, 0xc0, size)),
                damaged("has pixels before their size", changed(jpeg, frame - 3, 0xfe)), // now a comment
                unread("lossless or hierarchical JPEG" + CONVERT, changed(jpeg, frame - 3, 0xc3)),
                unread("arithmetic-coded JPEG" + CONVERT, changed(jpeg, frame - 3, 0xca)),
                truncated("ends before its first pixel", Arrays.copyOf(jpeg, body(jpeg, 0xda) - 4)),
                truncated("ends within its header", Arrays.copyOf(jpeg, body(jpeg, 0xda) + 2)));
    }

    static Stream<Refused> bmps() {
        byte[] plain = PictureFixtures.bmp(2, 2, 24, new int[0], new byte[16]);
        byte[] twoColours = PictureFixtures.bmp(2, 1, 8, new int[] {0, 0xffffff}, bytes(0, 5, 0, 0));
        return Stream.of(
                unread("BMP with a header of 13 bytes is not read", changed(plain, 14, 13)),
                unread("BMP with a header of 200 bytes is not read", changed(plain, 14, 200)),
                unread("BMP of 7 bits with compression 0 is not read", changed(plain, 28, 7)),
                unread("BMP of 24 bits with compression 1 is not read", changed(plain, 30, 1)),
                truncated("ends before its last pixel", changed(plain, 10, 8)), // pixels within the header
                damaged("uses colour 5 of a palette of 2", twoColours));
    }

    static Stream<Refused> webps() {
        byte[] image = WebpFixtures.lossless(2, 1, false, 1, 2);
        byte[] cut = join(WebpFixtures.file(), bytes(1, 'a', 'b', 'c', 9, 0, 0, 0));
        return Stream.of(
                truncated("has no pixels (chunk VP8 or VP8L)", WebpFixtures.file(WebpFixtures.extended(0, 2, 1))),
                truncated("ends within chunk ?abc", cut),
                unread(
                        "WebP with opacity of compression 0 is not read",
                        WebpFixtures.file(
                                WebpFixtures.extended(0x10, 2, 1), WebpFixtures.chunk("ALPH", bytes(0, 255, 255)))),
                damaged(
                        "chunk VP8 does not begin a picture",
                        WebpFixtures.file(WebpFixtures.chunk("VP8 ", new byte[10]))),
                damaged(
                        "chunk VP8L does not begin a picture",
                        WebpFixtures.file(WebpFixtures.chunk("VP8L", new byte[10]))),
                damaged(
                        "is 3x1 in one place and 2x1 in another",
                        WebpFixtures.file(WebpFixtures.extended(0, 3, 1), image)));
    }

    /** Two by two pixels; 258 are bits, 259 compression, 262 colours, 277 samples of a pixel, 339 their kind. */
    private static byte[] tiff(int... fields) {
        int[][] all = new int[fields.length / 3][];
        Arrays.setAll(all, i -> Arrays.copyOfRange(fields, 3 * i, 3 * i + 3));
        return tiff(all);
    }

    private static byte[] tiff(int[][] fields) {
        return PictureFixtures.tiff(ByteOrder.BIG_ENDIAN, 2, 2, new byte[64], 1, fields);
    }

    static Stream<Refused> tiffs() {
        int[] rgb = {262, 3, 2};
        int[] three = {277, 3, 3};
        return Stream.of(
                unread("32-bit float samples are not read", tiff(258, 3, 32, 339, 3, 3)),
                unread("8-bit signed or complex samples are not read", tiff(258, 3, 8, 339, 3, 2)),
                unread("TIFF of samples with different bits is not read", tiff(new int[][] {
                    {258, 3, 8, 8, 4}, rgb, three
                })),
                unread("TIFF of 12-bit samples is not read", tiff(258, 3, 12)),
                unread("TIFF with JPEG inside is not read", tiff(258, 3, 8, 259, 3, 6)),
                unread("TIFF of compression 34712 is not read", tiff(258, 3, 8, 259, 3, 34_712)),
                unread("TIFF of 3 samples with 4 bits is not read", tiff(258, 3, 4, 262, 3, 2, 277, 3, 3)),
                unread("TIFF of colours 8 with 3 samples is not read", tiff(258, 3, 8, 262, 3, 8, 277, 3, 3)),
                damaged("has 0 samples for a pixel", tiff(258, 3, 8, 277, 3, 0)),
                damaged("has 2 samples for a pixel", tiff(258, 3, 8, 262, 3, 2, 277, 3, 2)),
                damaged("has 9 samples for a pixel", tiff(258, 3, 8, 277, 3, 9)));
    }

    /** Of the fields that a file has twice, the first counts; 273 says where strips begin, 278 how many rows they have. */
    static Stream<Refused> layouts() {
        int[] eight = {258, 3, 8};
        int[] oneRow = {278, 3, 1};
        return Stream.of(
                damaged("field 256 is of type 2", tiff(new int[][] {{256, 2, 50}, eight})),
                damaged("does not say where its pixels are", tiff(new int[][] {eight, oneRow})),
                damaged("does not say how long its strips are", tiff(new int[][] {eight, oneRow, {273, 4, 8, 10}})),
                truncated("ends before its last pixel", tiff(new int[][] {eight, {273, 4, 1 << 20}})));
    }
}
