package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipHostileTest {
    private static final byte[] TEXT = "twelve bytes".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder = Path.of("");

    private ZipArchive open(ZipBytes zip) throws IOException {
        return open(zip.end());
    }

    private ZipArchive open(byte[] zip) throws IOException {
        return ZipArchive.open(Files.write(folder.resolve("a.zip"), zip));
    }

    private void rejected(ZipBytes.Part part, Reason reason, String detail) throws IOException {
        try (ZipArchive archive = open(new ZipBytes().add(part).add(ZipBytes.stored("ok.png", TEXT)))) {
            Listed listed = Listed.of(archive);
            assertThat(listed.entries()).hasSize(2);
            rejected(archive, listed.entries().getFirst(), reason, detail);
            assertThatNoExceptionReads(archive, listed.entry("ok.png"));
        }
    }

    private static void rejected(Archive archive, Entry entry, Reason reason, String detail) {
        assertThatThrownBy(() -> archive.read(entry))
                .isInstanceOf(Rejected.class)
                .hasMessage(detail)
                .satisfies(e -> assertThat(((Rejected) e).reason()).isEqualTo(reason));
    }

    private static void assertThatNoExceptionReads(Archive archive, Entry entry) {
        try {
            assertThat(Listed.bytes(archive, entry)).isEqualTo(TEXT);
        } catch (Rejected e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void names_that_lead_out_are_refused_and_nothing_is_written() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("a/b"));
        String absolute = folder.resolve("absolute.jpg").toString();
        List<String> names = List.of(
                "../x.jpg",
                absolute,
                "c/../../y.jpg",
                "C:\\z.jpg",
                "..\\w.jpg",
                "n\u0000.jpg",
                "l\n.jpg",
                "../../passwd");
        ZipBytes zip = new ZipBytes();
        names.forEach(name -> zip.add(ZipBytes.stored(name, TEXT)));
        Path file = Files.write(inner.resolve("a.zip"), zip.end());
        try (ZipArchive archive = ZipArchive.open(file)) {
            Listed listed = Listed.of(archive);
            assertThat(listed.names())
                    .containsExactly(
                            "../x.jpg",
                            absolute,
                            "c/../../y.jpg",
                            "C:\\z.jpg",
                            "..\\w.jpg",
                            "n\\u0000.jpg",
                            "l\\u000a.jpg",
                            "../../passwd");
            for (Entry entry : listed.entries()) {
                rejected(
                        archive,
                        entry,
                        Reason.UNSAFE_NAME,
                        "its name could lead out of the archive, or has control characters");
                assertThat(entry.label()).isEmpty();
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
        }
    }

    @Test
    void a_symbolic_link_is_its_text_and_is_not_followed() throws IOException, Rejected {
        Path secret = Files.writeString(folder.resolve("secret.png"), "secret");
        byte[] target = secret.toString().getBytes(StandardCharsets.UTF_8);
        try (ZipArchive archive =
                open(new ZipBytes().add(ZipBytes.stored("link.png", target).mode(0xa1ff)))) {
            assertThat(Listed.bytes(archive, Listed.of(archive).entry("link.png")))
                    .isEqualTo(target);
        }
    }

    @Test
    void a_bomb_is_refused_early_and_by_its_ratio() throws IOException {
        byte[] zeros = new byte[10_000_000];
        int packed = ZipBytes.deflate(zeros).length;
        String detail = "is a decompression bomb: unpacks to more than 200 times its %,d bytes".formatted(packed);
        rejected(ZipBytes.deflated("a.bmp", zeros), Reason.TOO_LARGE, detail);
        rejected(
                ZipBytes.deflated("a.bmp", zeros).claimed(0xfffffff0L),
                Reason.TOO_LARGE,
                "has 4,294,967,280 bytes; at most 200,000,000 are read");
        rejected(
                ZipBytes.deflated("a.bmp", zeros).claimed(1L << 62).wide(),
                Reason.TOO_LARGE,
                "has 4,611,686,018,427,387,904 bytes; at most 200,000,000 are read");
        rejected(
                ZipBytes.deflated("a.bmp", zeros).claimed(-5).wide(),
                Reason.TOO_LARGE,
                "has 9,223,372,036,854,775,807 bytes; at most 200,000,000 are read");
    }

    @Test
    void a_flat_picture_below_a_megabyte_is_no_bomb() throws IOException, Rejected {
        byte[] zeros = new byte[1_000_000];
        try (ZipArchive archive = open(new ZipBytes().add(ZipBytes.deflated("a.bmp", zeros)))) {
            assertThat(Listed.bytes(archive, Listed.of(archive).entry("a.bmp"))).isEqualTo(zeros);
        }
    }

    @Test
    void a_header_that_lies_is_found_out() throws IOException {
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        rejected(
                ZipBytes.deflated("a.bmp", noise).claimed(100),
                Reason.DAMAGED,
                "unpacks to more than the 100 bytes that its header says");
        rejected(
                ZipBytes.deflated("a.bmp", noise).claimed(300_001),
                Reason.DAMAGED,
                "unpacks to 300,000 bytes; its header says 300,001");
        rejected(
                ZipBytes.stored("a.bmp", TEXT).claimed(11),
                Reason.DAMAGED,
                "is stored as it is, in 12 bytes; its header says 11");
        rejected(
                ZipBytes.stored("a.bmp", TEXT).crc(0x12345678),
                Reason.DAMAGED,
                "has the CRC-32 c5bfcca0; its header says 12345678");
        rejected(
                ZipBytes.deflated("a.bmp", TEXT).claimed(0),
                Reason.DAMAGED,
                "unpacks to more than the 0 bytes that its header says");
    }

    @Test
    void what_is_encrypted_or_packed_in_another_way_is_not_read() throws IOException {
        rejected(ZipBytes.stored("a.png", TEXT).flags(1), Reason.UNSUPPORTED, "is encrypted");
        rejected(ZipBytes.stored("a.png", TEXT).method(99), Reason.UNSUPPORTED, "is encrypted");
        rejected(
                ZipBytes.stored("a.png", TEXT).method(14),
                Reason.UNSUPPORTED,
                "is packed with zip method 14 (LZMA); read are stored and deflated entries");
        rejected(
                ZipBytes.stored("a.png", TEXT).method(77),
                Reason.UNSUPPORTED,
                "is packed with zip method 77; read are stored and deflated entries");
    }

    @Test
    void damage_inside_an_entry_concerns_that_one_alone() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(2).nextBytes(noise);
        byte[] packed = ZipBytes.deflate(noise);
        byte[] half = Arrays.copyOf(packed, packed.length / 2);
        ZipBytes.Part cut = ZipBytes.stored("a.png", half).method(8).claimed(noise.length);
        try (ZipArchive archive = open(new ZipBytes().add(cut))) {
            assertThatThrownBy(() -> archive.read(Listed.of(archive).entry("a.png")))
                    .isInstanceOf(Rejected.class)
                    .hasMessageMatching("ends after [0-9,]+ of 100,000 unpacked bytes")
                    .satisfies(e -> assertThat(((Rejected) e).reason()).isEqualTo(Reason.TRUNCATED));
        }
        byte[] garbage = TEXT.clone();
        garbage[0] = 7;
        rejected(ZipBytes.stored("a.png", garbage).method(8), Reason.DAMAGED, "cannot be unpacked: invalid block type");
    }

    @Test
    void an_archive_cut_out_of_another_misses_its_entries() throws IOException {
        byte[] whole = new ZipBytes()
                .add(ZipBytes.stored("a.png", TEXT))
                .add(ZipBytes.stored("b.png", TEXT))
                .end();
        whole[0] = 0;
        // the second entry's size in the directory, and its place
        int second = indexOf(whole, "b.png", 2) - 46;
        whole[second + 20] = whole[second + 24] = 127;
        CRC32 wrong = new CRC32();
        wrong.update(whole, 47 + 30 + 5, 127);
        try (ZipArchive archive = open(whole)) {
            Listed listed = Listed.of(archive);
            rejected(archive, listed.entry("a.png"), Reason.DAMAGED, "no entry begins at byte 0");
            rejected(
                    archive,
                    listed.entry("b.png"),
                    Reason.DAMAGED,
                    "has the CRC-32 %08x; its header says c5bfcca0".formatted(wrong.getValue()));
            whole[second + 21] = whole[second + 25] = 127;
            try (ZipArchive longer = open(whole)) {
                rejected(longer, listed.entry("b.png"), Reason.TRUNCATED, "ends after 136 of 32,639 packed bytes");
            }
            whole[second + 43] = 127;
            try (ZipArchive further = open(whole)) {
                rejected(further, listed.entry("b.png"), Reason.TRUNCATED, "should begin at byte 32,559 of 218");
            }
        }
    }

    private static int indexOf(byte[] bytes, String text, int nth) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = -1;
        for (int i = 0; i < nth; i++) {
            at = all.indexOf(text, at + 1);
        }
        return at;
    }

    @Test
    void the_second_entry_of_a_name_is_skipped() throws IOException, Rejected {
        ZipBytes zip = new ZipBytes().add(ZipBytes.stored("a.png", TEXT)).add(ZipBytes.stored("./a.png", new byte[1]));
        try (ZipArchive archive = open(zip)) {
            Listed listed = Listed.of(archive);
            assertThat(listed.names()).containsExactly("a.png");
            assertThat(listed.skips()).containsExactly("a.png: a second entry of this name");
            assertThat(Listed.bytes(archive, listed.entry("a.png"))).isEqualTo(TEXT);
        }
    }

    @Test
    void names_that_are_no_utf8_are_read_as_the_old_character_set() throws IOException, Rejected {
        byte[] name = {'t', (byte) 0x84, '.', 'p', 'n', 'g'};
        try (ZipArchive archive = open(new ZipBytes().add(new ZipBytes.Part(name, TEXT, true)))) {
            Listed listed = Listed.of(archive);
            assertThat(listed.names()).containsExactly("tä.png");
            assertThat(Listed.bytes(archive, listed.entry("tä.png"))).isEqualTo(TEXT);
        }
    }

    @Test
    void sizes_in_a_zip64_field_are_read_as_the_jdk_reads_them() throws IOException, Rejected {
        try (ZipArchive archive =
                open(new ZipBytes().add(ZipBytes.deflated("a.png", TEXT).wide()))) {
            Entry entry = Listed.of(archive).entry("a.png");
            assertThat(entry.bytes()).isEqualTo(12);
            // 2024-01-01T12:30:10Z
            assertThat(entry.time()).isEqualTo(1_704_112_210_000L);
            assertThat(Listed.bytes(archive, entry)).isEqualTo(TEXT);
        }
        try (ZipFile oracle = new ZipFile(folder.resolve("a.zip").toFile())) {
            assertThat(oracle.getInputStream(oracle.getEntry("a.png")).readAllBytes())
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void a_program_before_the_archive_and_bytes_behind_it_do_not_matter() throws IOException {
        byte[] zip = new ZipBytes().add(ZipBytes.stored("ok.png", TEXT)).end();
        byte[] around = new byte[1000 + zip.length + 500];
        System.arraycopy(zip, 0, around, 1000, zip.length);
        try (ZipArchive archive = open(around)) {
            assertThatNoExceptionReads(archive, Listed.of(archive).entry("ok.png"));
        }
    }

    @Test
    void what_is_no_zip_archive_is_refused_by_name() throws IOException {
        byte[] zip = new ZipBytes().add(ZipBytes.stored("ok.png", TEXT)).end();
        refused(new byte[0], "is not a zip archive: no directory at its end");
        refused(TEXT, "is not a zip archive: no directory at its end");
        refused(new byte[100_000], "is not a zip archive: no directory at its end");
        refused(
                Arrays.copyOf(zip, zip.length - 1),
                "is not a zip archive: it begins like one but its directory at the end is missing");
        byte[] part = zip.clone();
        part[part.length - 18] = 2;
        refused(part, "is part 3 of a split zip archive");
        byte[] outside = zip.clone();
        outside[outside.length - 6] = 127;
        refused(outside, "is not a zip archive: it begins like one but its directory at the end is missing");
        Path nothing = folder.resolve("b.zip");
        assertThatThrownBy(() -> ZipArchive.open(nothing))
                .isInstanceOf(UserException.class)
                .hasMessage(nothing + ": is not a zip archive: it is no regular file");
    }

    private void refused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> open(bytes))
                .isInstanceOf(UserException.class)
                .hasMessage(folder.resolve("a.zip") + ": " + reason)
                .satisfies(e -> assertThat(((UserException) e).kind()).isEqualTo(UserException.Kind.DATA));
    }

    @Test
    void a_directory_with_a_hole_is_refused() throws IOException {
        byte[] zip = new ZipBytes()
                .add(ZipBytes.stored("a.png", TEXT))
                .add(ZipBytes.stored("b.png", TEXT))
                .end();
        int second = indexOf(zip, "b.png", 2) - 46;
        zip[second] = 0;
        try (ZipArchive archive = open(zip)) {
            assertThatThrownBy(() -> Listed.of(archive))
                    .isInstanceOf(UserException.class)
                    .hasMessage("%s: is a damaged zip archive: no entry of its directory at byte %,d"
                            .formatted(folder.resolve("a.zip"), second));
        }
    }

    @Test
    void an_empty_archive_is_one() throws IOException {
        try (ZipArchive archive = open(new ZipBytes())) {
            assertThat(Listed.of(archive).entries()).isEmpty();
        }
    }
}
