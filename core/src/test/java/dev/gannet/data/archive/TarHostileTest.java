package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarHostileTest {
    @TempDir
    private Path folder = Path.of("");

    private TarArchive open(byte[] tar) throws IOException {
        return TarArchive.open(Files.write(folder.resolve("a.tar"), tar), folder);
    }

    private static void rejected(Archive archive, Entry entry, Reason reason, String detail) {
        assertThatThrownBy(() -> archive.read(entry))
                .isInstanceOf(Rejected.class)
                .hasMessage(detail)
                .satisfies(e -> assertThat(((Rejected) e).reason()).isEqualTo(reason));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(bytes);
        }
        return gzip.toByteArray();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    @Test
    void links_and_devices_are_skipped_and_not_followed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.png"), "secret");
        byte[] tar = new TarBytes()
                .special("hard.png", TarConstants.LF_LINK, secret.toString())
                .special("soft.png", TarConstants.LF_SYMLINK, secret.toString())
                .special("device.png", TarConstants.LF_CHR, "")
                .special("block.png", TarConstants.LF_BLK, "")
                .special("pipe.png", TarConstants.LF_FIFO, "")
                .special("folder.png/", TarConstants.LF_DIR, "")
                .special("odd.png", (byte) 'Z', "")
                .file("ok.png", "ok")
                .end();
        try (TarArchive archive = open(tar)) {
            Listed listed = Listed.of(archive);
            assertThat(listed.names()).containsExactly("ok.png");
            assertThat(listed.skips())
                    .containsExactly(
                            "hard.png: a hard link",
                            "soft.png: a symbolic link",
                            "device.png: a device",
                            "block.png: a device",
                            "pipe.png: a named pipe",
                            "odd.png: a tar member of an unknown type");
        }
    }

    @Test
    void names_that_lead_out_are_refused_and_nothing_is_written() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("a/b"));
        TarBytes tar = new TarBytes();
        for (String name : new String[] {"../x.jpg", "/tmp/y.jpg", "c/../../z.jpg", "w\\v.jpg", "../passwd"}) {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setSize(1);
            entry.setName(name);
            tar.add(entry, new byte[1]);
        }
        Path file = Files.write(inner.resolve("a.tar"), tar.end());
        try (TarArchive archive = TarArchive.open(file, inner)) {
            Listed listed = Listed.of(archive);
            assertThat(listed.entries()).hasSize(5);
            for (Entry entry : listed.entries()) {
                rejected(
                        archive,
                        entry,
                        Reason.UNSAFE_NAME,
                        "its name could lead out of the archive, or has control characters");
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
        }
    }

    @Test
    void sparse_files_are_refused_and_what_follows_is_read() throws IOException, Rejected {
        byte[] old = TarBytes.of("a.png", "x".repeat(700), "ok.png", "ok");
        old[156] = 'S';
        TarBytes.sum(old, 0);
        TarArchiveEntry pax = new TarArchiveEntry("a.png", true);
        pax.setSize(700);
        TarBytes tar = new TarBytes();
        byte[] record = "22 GNU.sparse.major=1\n".getBytes(StandardCharsets.US_ASCII);
        TarArchiveEntry header = new TarArchiveEntry("x", TarConstants.LF_PAX_EXTENDED_HEADER_LC, true);
        header.setSize(record.length);
        byte[] modern = tar.add(header, record)
                .add(pax, new byte[700])
                .file("ok.png", "ok")
                .end();
        for (byte[] bytes : new byte[][] {old, modern}) {
            try (TarArchive archive = open(bytes)) {
                Listed listed = Listed.of(archive);
                assertThat(listed.names()).containsExactly("a.png", "ok.png");
                rejected(
                        archive,
                        listed.entry("a.png"),
                        Reason.UNSUPPORTED,
                        "is kept as a sparse file, which is not read here");
                assertThat(Listed.bytes(archive, listed.entry("ok.png")))
                        .asString()
                        .isEqualTo("ok");
            }
        }
    }

    @Test
    void an_old_sparse_file_may_have_further_headers() throws IOException, Rejected {
        byte[] tar = TarBytes.of("a.png", "x".repeat(700), "ok.png", "ok");
        tar[156] = 'S';
        tar[482] = 1;
        TarBytes.sum(tar, 0);
        byte[] longer = new byte[tar.length + 512];
        System.arraycopy(tar, 0, longer, 0, 512);
        System.arraycopy(tar, 512, longer, 1024, tar.length - 512);
        try (TarArchive archive = open(longer)) {
            Listed listed = Listed.of(archive);
            assertThat(listed.skips()).isEmpty();
            assertThat(Listed.bytes(archive, listed.entry("ok.png"))).asString().isEqualTo("ok");
        }
    }

    @Test
    void of_an_archive_that_is_cut_off_the_beginning_is_used() throws IOException, Rejected {
        byte[] tar = TarBytes.of("a.png", "x".repeat(500), "b.png", "x".repeat(1500));
        // headers at 0 and 1024; the end mark at 3072
        cut(tar, 2000, "a.tar: the archive ends early, at byte 2,000", "ends after 464 of 1,500 bytes");
        cut(tar, 3072, "a.tar: the archive has no mark at its end, at byte 3,072: more may have followed", "");
        cut(tar, 3040, "a.tar: the archive has no mark at its end, at byte 3,040: more may have followed", "");
        cut(tar, 3100, "a.tar: the archive ends early, at byte 3,100", "");
        try (TarArchive archive = open(Arrays.copyOf(tar, 1300))) {
            Listed listed = Listed.of(archive);
            assertThat(listed.names()).containsExactly("a.png");
            assertThat(listed.skips()).containsExactly("a.tar: the archive ends early, at byte 1,300");
        }
    }

    private void cut(byte[] tar, int length, String skip, String detail) throws IOException, Rejected {
        try (TarArchive archive = open(Arrays.copyOf(tar, length))) {
            Listed listed = Listed.of(archive);
            assertThat(listed.names()).containsExactly("a.png", "b.png");
            assertThat(listed.skips()).containsExactly(skip);
            assertThat(Listed.bytes(archive, listed.entry("a.png"))).hasSize(500);
            if (detail.isEmpty()) {
                assertThat(Listed.bytes(archive, listed.entry("b.png"))).hasSize(1500);
            } else {
                rejected(archive, listed.entry("b.png"), Reason.TRUNCATED, detail);
            }
        }
    }

    @Test
    void damage_in_the_middle_ends_the_archive_with_a_note() throws IOException {
        byte[] tar = TarBytes.of("a.png", "x", "b.png", "y");
        damaged(tar, 1024, 'c', "no header with a valid checksum");
        byte[] size = tar.clone();
        size[1024 + 124] = '9';
        TarBytes.sum(size, 1024);
        damaged(size, 1024 + 156, '0', "a header with no number at byte 124");
        byte[] negative = tar.clone();
        Arrays.fill(negative, 1024 + 124, 1024 + 136, (byte) 0xff);
        TarBytes.sum(negative, 1024);
        damaged(negative, 1024 + 156, '0', "a negative number");
        byte[] huge = tar.clone();
        huge[1024 + 156] = 'L';
        System.arraycopy("77777777777".getBytes(StandardCharsets.US_ASCII), 0, huge, 1024 + 124, 11);
        TarBytes.sum(huge, 1024);
        damaged(huge, 1024 + 156, 'L', "an extended header of 8,589,934,591 bytes");
    }

    private void damaged(byte[] tar, int at, char value, String reason) throws IOException {
        byte[] bytes = tar.clone();
        bytes[at] = (byte) value;
        try (TarArchive archive = open(bytes)) {
            Listed listed = Listed.of(archive);
            assertThat(listed.names()).containsExactly("a.png");
            assertThat(listed.skips()).containsExactly("a.tar: the archive is damaged at byte 1,024: " + reason);
        }
    }

    @Test
    void a_pax_header_out_of_shape_ends_the_archive_with_a_note() throws IOException {
        for (String pax : new String[] {"6 a=\n", "99999999999999 a=b\n", "9999 a=b\n", "x", "6 a=bc", "0 ", "3 a"}) {
            try (TarArchive archive = open(pax(pax))) {
                assertThat(Listed.of(archive).skips())
                        .containsExactly("a.tar: the archive is damaged at byte 1,024: a pax header out of shape");
            }
        }
        try (TarArchive archive = open(pax("12 size=1e3\n"))) {
            assertThat(Listed.of(archive).skips())
                    .containsExactly("a.tar: the archive is damaged at byte 2,048: a pax header with the size 1e3");
        }
        try (TarArchive archive = open(pax("14 mtime=soon\n"))) {
            assertThat(Listed.of(archive).entry("b.png").time()).isZero();
        }
        try (TarArchive archive = open(pax("17 mtime=12.3456\n"))) {
            assertThat(Listed.of(archive).entry("b.png").time()).isEqualTo(12_346);
        }
    }

    private static byte[] pax(String record) throws IOException {
        byte[] bytes = record.getBytes(StandardCharsets.US_ASCII);
        TarArchiveEntry header = new TarArchiveEntry("x", TarConstants.LF_PAX_EXTENDED_HEADER_LC, true);
        header.setSize(bytes.length);
        return new TarBytes()
                .file("a.png", "x")
                .add(header, bytes)
                .file("b.png", "y")
                .end();
    }

    @Test
    void a_member_that_claims_to_be_too_large_is_refused() throws IOException {
        byte[] tar = TarBytes.of("a.png", "x");
        System.arraycopy("77777777777".getBytes(StandardCharsets.US_ASCII), 0, tar, 124, 11);
        TarBytes.sum(tar, 0);
        try (TarArchive archive = open(tar)) {
            rejected(
                    archive,
                    Listed.of(archive).entry("a.png"),
                    Reason.TOO_LARGE,
                    "has 8,589,934,591 bytes; at most 200,000,000 are read");
        }
    }

    @Test
    void what_is_no_tar_archive_is_refused_by_name() throws IOException {
        refused(new byte[0], "is not a tar archive: no tar header at its beginning");
        refused(noise(5000), "is not a tar archive: no tar header at its beginning");
        refused(gzip(noise(5000)), "is not a tar archive: no tar header at its beginning");
        refused(
                new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 0},
                "is packed with xz, which is not read here; unpack it, or pack it with gzip");
        refused(
                new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0},
                "is packed with Zstandard, which is not read here; unpack it, or pack it with gzip");
        refused(new byte[] {0x1f, (byte) 0x8b, 7, 0, 0, 0}, "cannot be unpacked: Unsupported compression method");
        assertThat(folder.resolve("a.tar")).exists();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        Path nothing = folder.resolve("b.tar");
        assertThatThrownBy(() -> TarArchive.open(nothing, folder))
                .isInstanceOf(UserException.class)
                .hasMessage(nothing + ": is not a tar archive: it is no regular file");
    }

    private void refused(byte[] bytes, String reason) {
        assertThatThrownBy(() -> open(bytes))
                .isInstanceOf(UserException.class)
                .hasMessage(folder.resolve("a.tar") + ": " + reason)
                .satisfies(e -> assertThat(((UserException) e).kind()).isEqualTo(Kind.DATA));
    }

    @Test
    void of_a_compressed_archive_that_is_cut_off_the_beginning_is_used() throws IOException, Rejected {
        byte[] tar = new TarBytes()
                .file("a.png", "one")
                .file("b.png", noise(400_000))
                .end();
        byte[] packed = gzip(tar);
        try (TarArchive archive = open(Arrays.copyOf(packed, packed.length / 2))) {
            Listed listed = Listed.of(archive);
            assertThat(listed.names()).containsExactly("a.png", "b.png");
            assertThat(listed.skips()).hasSize(1);
            assertThat(listed.skips().getFirst())
                    .matches("a\\.tar: the archive cannot be unpacked beyond byte [0-9,]+: "
                            + "Unexpected end of ZLIB input stream");
            assertThat(Listed.bytes(archive, listed.entry("a.png"))).asString().isEqualTo("one");
            assertThatThrownBy(() -> archive.read(listed.entry("b.png")))
                    .satisfies(e -> assertThat(((Rejected) e).reason()).isEqualTo(Reason.TRUNCATED));
        }
    }

    @Test
    void unpacking_has_limits_and_leaves_nothing_behind() throws IOException {
        Path file = Files.write(folder.resolve("a.tgz"), gzip(TarBytes.of("a.png", "x".repeat(1_000_000))));
        Path spool = Files.createDirectory(folder.resolve("spool"));
        limited(
                file,
                spool,
                new Unpacked.Limits(1L << 40, 0.5, 200, 500_000),
                Kind.DATA,
                file + ": is a decompression bomb: unpacks to more than 200 times its size");
        limited(
                file,
                spool,
                new Unpacked.Limits(900_000, 0.5, 200, 64_000_000),
                Kind.DATA,
                file + ": unpacks to more than 900,000 bytes, the most that are unpacked; unpack it yourself");
        limited(
                file,
                spool,
                new Unpacked.Limits(1L << 40, 0, 200, 64_000_000),
                Kind.RESOURCES,
                file + ": unpacks to more than 0 bytes, the share of the free space in " + spool + " that it may take");
        try (TarArchive archive = TarArchive.open(file, spool)) {
            assertThat(Listed.of(archive).names()).containsExactly("a.png");
        }
        assertThat(spool).isEmptyDirectory();
        Path missing = folder.resolve("missing");
        limited(file, missing, Unpacked.Limits.USUAL, Kind.RESOURCES, missing + ": no folder for a temporary file");
    }

    private static void limited(Path file, Path spool, Unpacked.Limits limits, Kind kind, String message) {
        assertThatThrownBy(() -> TarArchive.open(file, spool, limits, 100))
                .isInstanceOf(UserException.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((UserException) e).kind()).isEqualTo(kind));
        assertThat(Files.exists(spool) && spool.toFile().list().length > 0).isFalse();
    }
}
