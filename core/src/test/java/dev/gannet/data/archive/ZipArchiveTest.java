package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {
    @TempDir
    private Path folder = Path.of("");

    private static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Path zip(String... namesAndText) throws IOException {
        Path file = folder.resolve("a.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < namesAndText.length; i += 2) {
                ZipEntry entry = new ZipEntry(namesAndText[i]);
                entry.setTimeLocal(LocalDateTime.of(2024, 5, 6, 7, 8, 10));
                zip.putNextEntry(entry);
                zip.write(namesAndText[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private Listed list(String... namesAndText) throws IOException {
        try (ZipArchive archive = ZipArchive.open(zip(namesAndText))) {
            return Listed.of(archive);
        }
    }

    @Test
    void pictures_are_listed_with_their_folders_and_the_rest_with_a_reason() throws IOException, Rejected {
        Path file = zip(
                "set/",
                "",
                "set/cat/1.jpg",
                "one",
                "set/dog/2.PNG",
                "two",
                "set/dog/._2.PNG",
                "x",
                "__MACOSX/set/1.jpg",
                "x",
                "set/readme.txt",
                "x",
                "set/more.zip",
                "x",
                "./set/3.heic",
                "three");
        try (ZipArchive archive = ZipArchive.open(file)) {
            assertThat(archive.describe()).isEqualTo("zip archive " + file);
            Listed listed = Listed.of(archive);
            assertThat(listed.labels())
                    .isEqualTo(Map.of("set/cat/1.jpg", "cat", "set/dog/2.PNG", "dog", "set/3.heic", ""));
            assertThat(listed.skips())
                    .containsExactly(
                            "set/dog/._2.PNG: hidden",
                            "__MACOSX/set/1.jpg: hidden",
                            "set/readme.txt: not an image by its name",
                            "set/more.zip: an archive inside an archive");
            Entry cat = listed.entry("set/cat/1.jpg");
            assertThat(cat.bytes()).isEqualTo(3);
            // 2024-05-06T07:08:10Z
            assertThat(cat.time()).isEqualTo(1_714_979_290_000L);
            assertThat(Listed.bytes(archive, cat)).asString().isEqualTo("one");
            assertThat(Listed.bytes(archive, listed.entry("set/3.heic")))
                    .asString()
                    .isEqualTo("three");
        }
    }

    @Test
    void labels_of_a_dataset_json_win_over_folders() throws IOException {
        String json = "{\"labels\": [[\"00000/a.png\", 6], [\"00001/b.png\", 0]]}";
        Listed listed = list("00000/a.png", "x", "dataset.json", json, "00001/b.png", "x");
        assertThat(listed.labels()).isEqualTo(Map.of("00000/a.png", "6", "00001/b.png", "0"));
        assertThat(listed.skips()).isEmpty();
    }

    @Test
    void a_dataset_json_without_labels_silences_the_folders() throws IOException {
        Listed none = list("dataset.json", "{\"labels\": null}", "00000/a.png", "x", "00001/b.png", "x");
        assertThat(none.labels()).isEqualTo(Map.of("00000/a.png", "", "00001/b.png", ""));
        assertThat(none.skips()).isEmpty();
        Listed vectors = list("dataset.json", "{\"labels\": [[\"0/a.png\", [1, 2]]]}", "0/a.png", "x", "1/b.png", "x");
        assertThat(vectors.labels()).isEqualTo(Map.of("0/a.png", "", "1/b.png", ""));
        assertThat(vectors.skips())
                .containsExactly("dataset.json: its labels are vectors, no classes; no labels are taken");
        Listed other = list("dataset.json", "{}", "0/a.png", "x", "1/b.png", "x");
        assertThat(other.labels()).isEqualTo(Map.of("0/a.png", "0", "1/b.png", "1"));
        assertThat(other.skips()).containsExactly("dataset.json: has no \"labels\"; the folders' names are taken");
    }

    @Test
    void labels_that_do_not_fit_the_pictures_are_counted() throws IOException {
        String json = "{\"labels\": [[\"a.png\", 6], [\"c.png\", 0], [\"d.png\", 0]]}";
        Listed listed = list("a.png", "x", "b.png", "x", "dataset.json", json);
        assertThat(listed.labels()).isEqualTo(Map.of("a.png", "6", "b.png", ""));
        assertThat(listed.skips())
                .containsExactly(
                        "dataset.json: has no label for 1 pictures",
                        "dataset.json: has labels for 2 pictures that are not there");
    }

    @Test
    void a_wrong_dataset_json_is_refused_by_archive_and_line() throws IOException {
        Path file = zip("a.png", "x", "dataset.json", "{\"labels\":\n[5]}");
        try (ZipArchive archive = ZipArchive.open(file)) {
            assertThatThrownBy(() -> Listed.of(archive))
                    .isInstanceOf(UserException.class)
                    .hasMessage(file + ": dataset.json: line 2: expected a pair [name, number], found 5");
        }
        byte[] encrypted = new ZipBytes()
                .add(ZipBytes.stored("dataset.json", new byte[5]).flags(1))
                .end();
        Files.write(file, encrypted);
        try (ZipArchive archive = ZipArchive.open(file)) {
            assertThatThrownBy(() -> Listed.of(archive))
                    .isInstanceOf(UserException.class)
                    .hasMessage(file + ": dataset.json: is encrypted");
        }
    }

    /** 64 entries of different sizes, every other stored as it is. */
    private Path mixed() throws IOException {
        Path file = folder.resolve("a.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 64; i++) {
                byte[] content = noise(i, 1 + i * i * 100);
                ZipEntry entry = new ZipEntry("%02d.png".formatted(i));
                if (i % 2 == 0) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(content);
            }
        }
        return file;
    }

    @Test
    void eight_threads_read_what_the_jdk_reads() throws Exception {
        Path file = mixed();
        try (ZipArchive archive = ZipArchive.open(file);
                ZipFile oracle = new ZipFile(file.toFile());
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Entry> entries = Listed.of(archive).entries();
            assertThat(entries).hasSize(64);
            List<Future<Boolean>> done = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int shift = thread * 8;
                Callable<Boolean> reader = () -> {
                    for (int i = 0; i < 64; i++) {
                        Entry entry = entries.get((i + shift) % 64);
                        byte[] expected = oracle.getInputStream(new ZipEntry(entry.name()))
                                .readAllBytes();
                        assertThat(Listed.bytes(archive, entry)).isEqualTo(expected);
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
    void a_hundred_thousand_entries_are_listed_and_read() throws IOException, Rejected {
        Path file = folder.resolve("a.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out))) {
            zip.setLevel(0);
            for (int i = 0; i < 100_000; i++) {
                zip.putNextEntry(new ZipEntry("%05d/img%08d.png".formatted(i / 1000, i)));
                zip.write(i);
            }
        }
        try (ZipArchive archive = ZipArchive.open(file)) {
            Listed listed = Listed.of(archive);
            assertThat(listed.entries()).hasSize(100_000);
            Entry last = listed.entries().getLast();
            assertThat(last.name()).isEqualTo("00099/img00099999.png");
            assertThat(last.label()).isEqualTo("00099");
            assertThat(Listed.bytes(archive, last)).containsExactly(99_999 & 0xff);
        }
        try (ZipArchive archive = ZipArchive.open(file, 99_999)) {
            assertThatThrownBy(() -> Listed.of(archive))
                    .isInstanceOf(UserException.class)
                    .hasMessage(file + ": holds more than 99,999 entries, the most that are read");
        }
    }

    @Test
    void a_closed_archive_says_so() throws IOException {
        ZipArchive archive = ZipArchive.open(zip("a.png", "x"));
        Entry entry = Listed.of(archive).entries().getFirst();
        archive.close();
        assertThatThrownBy(() -> archive.read(entry))
                .isInstanceOf(Rejected.class)
                .hasMessage("cannot be read: the archive is closed")
                .satisfies(e -> assertThat(((Rejected) e).reason()).isEqualTo(Reason.UNREADABLE));
    }

    @Test
    void an_interrupted_reader_spoils_nothing_for_the_others() throws Exception {
        try (ZipArchive archive = ZipArchive.open(zip("a.png", "x"))) {
            Entry entry = Listed.of(archive).entries().getFirst();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> archive.read(entry))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("cannot be read: reading was interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Listed.bytes(archive, entry)).asString().isEqualTo("x");
        }
    }
}
