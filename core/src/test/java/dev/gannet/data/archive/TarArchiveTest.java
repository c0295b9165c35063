package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.Faults;
import dev.gannet.config.UserException;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTest {
    @TempDir
    private Path folder = Path.of("");

    private TarArchive open(byte[] tar) throws IOException {
        return TarArchive.open(Files.write(folder.resolve("a.tar"), tar), folder);
    }

    private Listed list(byte[] tar) throws IOException {
        try (TarArchive archive = open(tar)) {
            return Listed.of(archive);
        }
    }

    @Test
    void pictures_are_listed_with_their_folders_and_the_rest_with_a_reason() throws IOException, Rejected {
        byte[] tar = TarBytes.of(
                "./set/cat/1.jpg",
                "one",
                "set/dog/2.PNG",
                "two",
                "set/dog/._2.PNG",
                "x",
                "set/readme.txt",
                "x",
                "set/more.tar.gz",
                "x",
                "set/IMG.2024.05.heic",
                "three",
                "set/cat/1.jpg",
                "again");
        try (TarArchive archive = open(tar)) {
            assertThat(archive.describe()).isEqualTo("tar archive " + folder.resolve("a.tar"));
            Listed listed = Listed.of(archive);
            assertThat(listed.labels())
                    .isEqualTo(Map.of("set/cat/1.jpg", "cat", "set/dog/2.PNG", "dog", "set/IMG.2024.05.heic", ""));
            assertThat(listed.skips())
                    .containsExactly(
                            "set/dog/._2.PNG: hidden",
                            "set/readme.txt: not an image by its name",
                            "set/more.tar.gz: an archive inside an archive",
                            "set/cat/1.jpg: a second entry of this name");
            Entry cat = listed.entry("set/cat/1.jpg");
            assertThat(cat).isEqualTo(new Entry("set/cat/1.jpg", 512, 3, 1_714_979_290_000L, "cat"));
            assertThat(Listed.bytes(archive, cat)).asString().isEqualTo("one");
            assertThat(Listed.bytes(archive, listed.entry("set/IMG.2024.05.heic")))
                    .asString()
                    .isEqualTo("three");
        }
    }

    @Test
    void long_names_and_other_letters_are_read_in_both_ways_of_writing() throws IOException, Rejected {
        String name = "ä".repeat(40) + "/" + "x".repeat(300) + ".png";
        byte[] pax = new TarBytes().file(name, "pax").file("a/ö.png", "o").end();
        byte[] gnu = new TarBytes().gnu().file(name, "gnu").file("a/ö.png", "o").end();
        for (byte[] tar : List.of(pax, gnu)) {
            try (TarArchive archive = open(tar)) {
                Listed listed = Listed.of(archive);
                assertThat(listed.names()).containsExactly(name, "a/ö.png");
                assertThat(listed.skips()).isEmpty();
                assertThat(Listed.bytes(archive, listed.entry(name))).asString().isIn("pax", "gnu");
                assertThat(Listed.bytes(archive, listed.entry("a/ö.png")))
                        .asString()
                        .isEqualTo("o");
            }
        }
    }

    @Test
    void a_cls_file_beside_a_picture_gives_its_label() throws IOException {
        Listed listed = list(TarBytes.of(
                "a/000.cls",
                "7\n",
                "a/000.jpg",
                "x",
                "a/000.json",
                "{}",
                "a/000.seg.png",
                "x",
                "a/001.jpg",
                "x",
                "a/001.cls",
                " tabby cat ",
                "b/001.jpg",
                "x",
                "b/002.left.png",
                "x",
                "b/002.json",
                "{}",
                "b/003.json",
                "x"));
        assertThat(listed.labels()).isEqualTo(Map.of("a/000.jpg", "7", "a/001.jpg", "tabby cat", "b/001.jpg", "b"));
        assertThat(listed.skips())
                .containsExactly(
                        "a/000.seg.png: not an image by its name",
                        "b/002.left.png: not an image by its name",
                        "b/003.json: not an image by its name");
    }

    @Test
    void a_label_that_is_none_leaves_the_picture_without() throws IOException {
        Listed listed = list(TarBytes.of(
                "a/0.jpg",
                "x",
                "a/0.cls",
                "",
                "b/1.jpg",
                "x",
                "b/1.cls",
                "x".repeat(65),
                "c/2.jpg",
                "x",
                "c/2.cls",
                "x\ny",
                "d/3.jpg",
                "x",
                "d/3.cls",
                " ".repeat(2000) + "1",
                "e/4.jpg",
                "x",
                "e/4.cls",
                "😀".repeat(64)));
        assertThat(listed.labels())
                .isEqualTo(
                        Map.of("a/0.jpg", "", "b/1.jpg", "", "c/2.jpg", "", "d/3.jpg", "", "e/4.jpg", "😀".repeat(64)));
        String reason = ".cls: no label: expected one line of 1 to 64 characters";
        assertThat(listed.skips()).containsExactly("a/0" + reason, "b/1" + reason, "c/2" + reason, "d/3" + reason);
    }

    @Test
    void a_folder_of_shards_is_one_archive() throws IOException, Rejected {
        Path shards = Files.createDirectory(folder.resolve("shards"));
        Files.write(
                shards.resolve("s-0001.tar"), TarBytes.of("x/000.jpg", "three", "x/000.cls", "1", "x/d/1.jpg", "x"));
        Files.write(shards.resolve("s-0000.tar"), TarBytes.of("x/c/000.jpg", "one", "x/../1.jpg", "two"));
        Files.write(shards.resolve("s-0002.tgz"), new byte[1]);
        Files.write(shards.resolve("meta.json"), new byte[1]);
        Files.write(shards.resolve(".hidden.tar"), new byte[1]);
        try (TarArchive archive = TarArchive.open(shards, folder)) {
            assertThat(archive.describe()).isEqualTo("2 tar shards in " + shards);
            Listed listed = Listed.of(archive);
            assertThat(listed.labels())
                    .isEqualTo(Map.of(
                            "s-0000.tar/x/c/000.jpg", "c",
                            "s-0000.tar/x/../1.jpg", "",
                            "s-0001.tar/x/000.jpg", "1",
                            "s-0001.tar/x/d/1.jpg", "d"));
            assertThat(listed.names().getFirst()).startsWith("s-0000.tar/");
            assertThat(listed.skips())
                    .containsExactly(
                            ".hidden.tar: hidden",
                            "meta.json: not a shard by its name",
                            "s-0002.tgz: a packed shard; unpack it to .tar");
            assertThat(Listed.bytes(archive, listed.entry("s-0001.tar/x/000.jpg")))
                    .asString()
                    .isEqualTo("three");
            assertThat(Listed.bytes(archive, listed.entry("s-0000.tar/x/c/000.jpg")))
                    .asString()
                    .isEqualTo("one");
            assertThatThrownBy(() -> archive.read(listed.entry("s-0000.tar/x/../1.jpg")))
                    .hasMessage("its name could lead out of the archive, or has control characters")
                    .satisfies(e -> assertThat(((Rejected) e).reason()).isEqualTo(Reason.UNSAFE_NAME));
        }
        assertThatThrownBy(() -> TarArchive.open(Files.createDirectory(folder.resolve("none")), folder))
                .isInstanceOf(UserException.class)
                .hasMessage(folder.resolve("none") + ": found 0 files that end in .tar, expected 1 to 1,048,576");
    }

    @Test
    void more_shards_than_files_may_be_open_are_read_one_by_one() throws IOException, Rejected {
        Path shards = Files.createDirectory(folder.resolve("shards"));
        for (int i = 0; i <= TarFiles.MOST_OPEN; i++) {
            Files.write(shards.resolve("%04d.tar".formatted(i)), TarBytes.of("a.png", "text " + i));
        }
        try (TarArchive archive = TarArchive.open(shards, folder)) {
            Listed listed = Listed.of(archive);
            assertThat(listed.entries()).hasSize(257);
            assertThat(Listed.bytes(archive, listed.entry("0256.tar/a.png")))
                    .asString()
                    .isEqualTo("text 256");
            archive.close();
            assertThatThrownBy(() -> archive.read(listed.entry("0256.tar/a.png")))
                    .hasMessage("cannot be read: the archive is closed");
        }
    }

    @Test
    void a_compressed_archive_is_unpacked_once_and_the_copy_deleted() throws IOException, Rejected {
        byte[] tar = TarBytes.of("cat/1.jpg", "one", "dog/1.jpg", "two");
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(tar);
        }
        ByteArrayOutputStream bzip2 = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bzip2)) {
            out.write(tar);
        }
        Path spool = Files.createDirectory(folder.resolve("spool"));
        for (byte[] packed : List.of(gzip.toByteArray(), bzip2.toByteArray())) {
            Path file = Files.write(folder.resolve("a.tgz"), packed);
            try (TarArchive archive = TarArchive.open(file, spool)) {
                assertThat(archive.describe()).isEqualTo("compressed tar archive " + file);
                Listed listed = Listed.of(archive);
                assertThat(listed.labels()).isEqualTo(Map.of("cat/1.jpg", "cat", "dog/1.jpg", "dog"));
                assertThat(listed.skips()).isEmpty();
                assertThat(Listed.bytes(archive, listed.entry("dog/1.jpg")))
                        .asString()
                        .isEqualTo("two");
                try (var files = Files.list(spool)) {
                    assertThat(files).hasSize(1);
                }
            }
            assertThat(spool).isEmptyDirectory();
        }
    }

    @Test
    void eight_threads_read_what_the_library_reads() throws Exception {
        TarBytes tar = new TarBytes();
        for (int i = 0; i < 64; i++) {
            byte[] content = new byte[i * i * 100];
            new Random(i).nextBytes(content);
            tar.file("%02d.png".formatted(i), content);
        }
        byte[] bytes = tar.end();
        try (TarArchive archive = open(bytes);
                TarFile oracle = new TarFile(bytes);
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Entry> entries = Listed.of(archive).entries();
            assertThat(entries).hasSize(64);
            List<byte[]> expected = new ArrayList<>();
            for (TarArchiveEntry entry : oracle.getEntries()) {
                expected.add(oracle.getInputStream(entry).readAllBytes());
            }
            List<Future<Boolean>> done = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int shift = thread * 8;
                Callable<Boolean> reader = () -> {
                    for (int i = 0; i < 64; i++) {
                        int at = (i + shift) % 64;
                        assertThat(Listed.bytes(archive, entries.get(at))).isEqualTo(expected.get(at));
                    }
                    return true;
                };
                done.add(threads.submit(reader));
            }
            for (Future<Boolean> one : done) {
                assertThat(one.get()).isTrue();
            }
        }
    }

    @Test
    void many_members_are_listed_and_read() throws IOException, Rejected {
        int count = Faults.amount(10_000, 100_000);
        TarBytes tar = new TarBytes();
        for (int i = 0; i < count; i++) {
            tar.file("%05d/img%08d.png".formatted(i / 1000, i), new byte[] {(byte) i});
        }
        Path file = Files.write(folder.resolve("a.tar"), tar.end());
        try (TarArchive archive = TarArchive.open(file, folder)) {
            Listed listed = Listed.of(archive);
            assertThat(listed.entries()).hasSize(count);
            Entry last = listed.entries().getLast();
            assertThat(last.label()).isEqualTo("%05d".formatted(count / 1000 - 1));
            assertThat(Listed.bytes(archive, last)).containsExactly((byte) (count - 1));
        }
        try (TarArchive archive = TarArchive.open(file, folder, Unpacked.Limits.USUAL, count - 1)) {
            assertThatThrownBy(() -> Listed.of(archive))
                    .isInstanceOf(UserException.class)
                    .hasMessage("%s: holds more than %,d entries, the most that are read".formatted(file, count - 1));
        }
    }
}
