package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.Faults;
import dev.gannet.config.UserException;
import dev.gannet.data.picture.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarArchiveTest {
    private static final List<String> TEN =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    private static final List<String> HUNDRED =
            IntStream.range(0, 100).mapToObj(i -> "fine" + i).toList();

    @TempDir
    private Path folder = Path.of("");

    /** Red is the column, green 100 and the row, blue the seed. */
    private static byte[] picture(int seed) {
        byte[] picture = new byte[3072];
        for (int i = 0; i < 1024; i++) {
            picture[i] = (byte) (i % 32);
            picture[1024 + i] = (byte) (100 + i / 32);
            picture[2048 + i] = (byte) seed;
        }
        return picture;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] binary10(int... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int label : labels) {
            out.writeBytes(join(new byte[] {(byte) label}, picture(label)));
        }
        return out.toByteArray();
    }

    private static byte[] binary100(int... labels) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int label : labels) {
            out.writeBytes(join(new byte[] {19, (byte) label}, picture(label)));
        }
        return out.toByteArray();
    }

    private static byte[] pickle(String key, Integer... labels) {
        byte[][] pictures = Arrays.stream(labels).map(CifarArchiveTest::picture).toArray(byte[][]::new);
        return new PickleBytes()
                .dict()
                .text("batch_label")
                .text("training batch 1 of 5")
                .text(key)
                .numbers(List.of(labels))
                .text("data")
                .array(labels.length, 3072, join(pictures))
                .text("filenames")
                .texts(Arrays.stream(labels).map(label -> "p_" + label + ".png").toList())
                .end();
    }

    private static byte[] meta(String key, List<String> names) {
        return new PickleBytes()
                .dict()
                .text(key)
                .texts(names)
                .text("num_vis")
                .number(3072)
                .end();
    }

    private static byte[] lines(List<String> names) {
        return (String.join("\n", names) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private Path tar(String name, Map<String, byte[]> members) throws IOException {
        Path file = folder.resolve(name);
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
                entry.setSize(member.getValue().length);
                out.putArchiveEntry(entry);
                out.write(member.getValue());
                out.closeArchiveEntry();
            }
        }
        return file;
    }

    private static List<String> shortly(Archive archive) throws IOException {
        return Listed.of(archive).entries().stream()
                .map(entry -> entry.name() + " " + entry.position() + " " + entry.label())
                .toList();
    }

    /** Every picture has the blue that is its label, and all the red and the green where they belong. */
    private static void assertPictures(CifarArchive archive, int... seeds) throws Exception {
        List<Entry> entries = Listed.of(archive).entries();
        assertThat(entries).hasSize(seeds.length);
        for (int i = 0; i < seeds.length; i++) {
            assertThat(entries.get(i).bytes()).isEqualTo(3072);
            Stored.Raster raster = (Stored.Raster) archive.read(entries.get(i));
            assertThat(raster.height()).isEqualTo(32);
            assertThat(raster.width()).isEqualTo(32);
            assertThat(raster.channels()).isEqualTo(3);
            byte[] expected = new byte[3072];
            for (int y = 0; y < 32; y++) {
                for (int x = 0; x < 32; x++) {
                    expected[(y * 32 + x) * 3] = (byte) x;
                    expected[(y * 32 + x) * 3 + 1] = (byte) (100 + y);
                    expected[(y * 32 + x) * 3 + 2] = (byte) seeds[i];
                }
            }
            assertThat(raster.pixels()).isEqualTo(expected);
        }
    }

    @Test
    void a_folder_of_binary_batches_is_read_without_the_one_for_testing() throws Exception {
        write("data_batch_10.bin", binary10(4));
        write("data_batch_2.bin", binary10(9, 3));
        write("test_batch.bin", binary10(1));
        write("readme.html", new byte[3]);
        try (CifarArchive archive = CifarArchive.open(folder)) {
            assertThat(shortly(archive))
                    .containsExactly("data_batch_2/00000 0 9", "data_batch_2/00001 1 3", "data_batch_10/00000 2 4");
            assertPictures(archive, 9, 3, 4);
            assertThat(archive.describe()).isEqualTo("3 pictures of CIFAR-10 from " + folder);
            assertThatThrownBy(() -> archive.read(new Entry("x", 3, 3072, 0, "")))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("has the number 3 of 3");
            assertThatThrownBy(() -> archive.read(new Entry("x", -1, 3072, 0, "")))
                    .hasMessage("has the number -1 of 3");
        }
        write("batches.meta.txt", lines(TEN));
        assertThat(shortly(CifarArchive.open(folder)))
                .containsExactly(
                        "data_batch_2/00000 0 truck", "data_batch_2/00001 1 cat", "data_batch_10/00000 2 deer");
        assertThat(shortly(CifarArchive.open(folder.resolve("test_batch.bin"))))
                .containsExactly("test_batch/00000 0 automobile");
    }

    @Test
    void the_batch_for_testing_is_used_if_it_is_the_only_one() throws Exception {
        write("test_batch.bin", binary10(1));
        assertThat(shortly(CifarArchive.open(folder))).containsExactly("test_batch/00000 0 1");
    }

    @Test
    void the_fine_label_counts_in_the_hundred() throws Exception {
        write("train.bin", binary100(99, 0));
        write("test.bin", binary100(50));
        assertThat(shortly(CifarArchive.open(folder))).containsExactly("train/00000 0 99", "train/00001 1 0");
        write("fine_label_names.txt", lines(HUNDRED));
        try (CifarArchive archive = CifarArchive.open(folder)) {
            assertThat(shortly(archive)).containsExactly("train/00000 0 fine99", "train/00001 1 fine0");
            assertPictures(archive, 99, 0);
            assertThat(archive.describe()).startsWith("2 pictures of CIFAR-100 from ");
        }
    }

    @Test
    void a_file_of_any_name_is_told_by_what_is_beside_it_or_by_its_length() throws Exception {
        write("some.bin", binary10(5, 6));
        write("other.bin", binary100(77));
        assertThat(shortly(CifarArchive.open(folder.resolve("some.bin"))))
                .containsExactly("some/00000 0 5", "some/00001 1 6");
        assertThat(shortly(CifarArchive.open(folder.resolve("other.bin")))).containsExactly("other/00000 0 77");
        write("odd.bin", new byte[3000]);
        refused(
                folder.resolve("odd.bin"),
                folder.resolve("odd.bin")
                        + ": has 3,000 bytes; expected a multiple of 3073 (CIFAR-10) or of 3074 (CIFAR-100),"
                        + " not of both");
        write("batches.meta.txt", lines(TEN));
        refused(
                folder.resolve("other.bin"),
                folder.resolve("other.bin")
                        + ": has 3,074 bytes; expected a multiple of 3073 (CIFAR-10: 1 and a picture"
                        + " of 3x32x32 bytes)");
    }

    @Test
    void archives_are_read_without_unpacking_them() throws Exception {
        Path binary = tar(
                "cifar-10-binary.tar.gz",
                Map.of(
                        "cifar-10-batches-bin/data_batch_1.bin", binary10(2, 8),
                        "cifar-10-batches-bin/test_batch.bin", binary10(7),
                        "cifar-10-batches-bin/batches.meta.txt", lines(TEN)));
        try (CifarArchive archive = CifarArchive.open(binary)) {
            assertThat(shortly(archive)).containsExactly("data_batch_1/00000 0 bird", "data_batch_1/00001 1 ship");
            assertPictures(archive, 2, 8);
        }
        Path python = tar(
                "cifar-10-python.tar.gz",
                Map.of(
                        "cifar-10-batches-py/data_batch_1", pickle("labels", 5, 6),
                        "cifar-10-batches-py/test_batch", pickle("labels", 0),
                        "cifar-10-batches-py/batches.meta", meta("label_names", TEN)));
        try (CifarArchive archive = CifarArchive.open(python)) {
            assertThat(shortly(archive)).containsExactly("data_batch_1/00000 0 dog", "data_batch_1/00001 1 frog");
            assertPictures(archive, 5, 6);
        }
        Path hundred = tar(
                "cifar-100-python.tar.gz",
                Map.of(
                        "cifar-100-python/train", pickle("fine_labels", 42),
                        "cifar-100-python/test", pickle("fine_labels", 1),
                        "cifar-100-python/file.txt~", new byte[0],
                        "cifar-100-python/meta", meta("fine_label_names", HUNDRED)));
        try (CifarArchive archive = CifarArchive.open(hundred)) {
            assertThat(shortly(archive)).containsExactly("train/00000 0 fine42");
            assertPictures(archive, 42);
        }
    }

    @Test
    void unpacked_pickles_are_read_from_their_folder_or_alone() throws Exception {
        write("data_batch_1", pickle("labels", 5));
        write("data_batch_2", pickle("labels", 6));
        assertThat(shortly(CifarArchive.open(folder)))
                .containsExactly("data_batch_1/00000 0 5", "data_batch_2/00000 1 6");
        write("batches.meta", meta("label_names", TEN));
        assertThat(shortly(CifarArchive.open(folder.resolve("data_batch_2"))))
                .containsExactly("data_batch_2/00000 0 frog");
    }

    @Test
    void what_is_no_batch_is_refused_by_name() throws Exception {
        refused(
                folder,
                folder
                        + ": holds none of CIFAR's batches; expected data_batch_1, data_batch_1.bin,"
                        + " train or train.bin");
        Path file = folder.resolve("data_batch_1.bin");
        write("data_batch_1.bin", new byte[0]);
        refused(
                file,
                file + ": has 0 bytes; expected a multiple of 3073 (CIFAR-10: 1 and a picture" + " of 3x32x32 bytes)");
        write("data_batch_1.bin", binary10(3, 10));
        refused(file, file + ": picture 1 has the label 10; expected 0 to 9 (CIFAR-10)");
        write("data_batch_1.bin", binary10(3));
        write("batches.meta.txt", lines(HUNDRED));
        refused(file, folder.resolve("batches.meta.txt") + ": does not hold the names of 10 classes (CIFAR-10)");
        Files.delete(folder.resolve("batches.meta.txt"));
        write("data_batch_1", pickle("labels", 5));
        refused(folder, folder + ": holds a batch both in binary and as a pickle; expected one of them");
        write("data_batch_1", pickle("fine_labels", 5));
        refused(folder, folder + ": holds batches of CIFAR-10 and of CIFAR-100; expected one of them");
        assertThatThrownBy(() -> CifarArchive.open(file, 3000))
                .hasMessage(file + ": holds batches of more than 3,000 bytes");
        Path gone = folder.resolve("gone");
        refused(gone, gone + ": cannot be read: " + gone);
    }

    @Test
    void pickles_of_something_else_are_refused_by_name() throws Exception {
        Path file = folder.resolve("data_batch_1");
        String where = file + ": ";
        write("data_batch_1", "].".getBytes(StandardCharsets.US_ASCII));
        refused(file, where + "is a pickle of something else than a dict");
        write("data_batch_1", meta("label_names", TEN));
        refused(file, where + "is a pickle without data, an array of bytes");
        write("data_batch_1", pickle("other", 5));
        refused(file, where + "is a pickle without labels, a list of numbers");
        write("data_batch_1", pickle("labels", 5, -1));
        refused(file, where + "picture 1 has the label -1; expected 0 to 9 (CIFAR-10)");
        write(
                "data_batch_1",
                new PickleBytes().dict().text("data").array(3, 7, new byte[21]).end());
        refused(file, where + "has data of 3 rows of 7 bytes; expected 1 row or more of 3072");
        write(
                "data_batch_1",
                new PickleBytes()
                        .dict()
                        .text("data")
                        .array(1, 3072, picture(1))
                        .text("labels")
                        .numbers(List.of(1, 2))
                        .end());
        refused(file, where + "has 2 labels for 1 pictures");
        write(
                "data_batch_1",
                new PickleBytes()
                        .dict()
                        .text("data")
                        .array(1, 3072, picture(1))
                        .text("labels")
                        .texts(List.of("a"))
                        .end());
        refused(file, where + "has a label that is no number");
    }

    @Test
    void pickles_that_would_run_code_are_refused_by_name() throws Exception {
        Path file = folder.resolve("data_batch_1");
        write("data_batch_1", "cos\nsystem\n(S'x'\ntR.".getBytes(StandardCharsets.US_ASCII));
        refused(
                file,
                file + ": byte 0: pickle global os.system is not one that CIFAR's batches use;"
                        + " Gannet reads no other pickles (they can run code)");
    }

    @Test
    void archives_that_are_damaged_are_refused_by_name() throws Exception {
        Path file = tar("a.tar.gz", Map.of("x/data_batch_1", pickle("labels", 5), "y/data_batch_1", new byte[1]));
        refused(file, file + ": holds data_batch_1 twice");
        Path hostile = tar("b.tar.gz", Map.of("x/train", "cos\nsystem\n".getBytes(StandardCharsets.US_ASCII)));
        refused(
                hostile,
                hostile + ": train: byte 0: pickle global os.system is not one that CIFAR's batches use;"
                        + " Gannet reads no other pickles (they can run code)");
        byte[] whole = Files.readAllBytes(tar("c.tar.gz", Map.of("data_batch_1.bin", binary10(1, 2, 3))));
        SplittableRandom random = new SplittableRandom(3);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < Faults.amount(300, 10_000); i++) {
            Path mutant = Files.write(folder.resolve("m.tar.gz"), Mutants.of(whole, random));
            try (CifarArchive archive = CifarArchive.open(mutant)) {
                for (Entry entry : Listed.of(archive).entries()) {
                    archive.read(entry);
                }
                read++;
            } catch (UserException e) {
                assertThat(e.kind()).isEqualTo(UserException.Kind.DATA);
                assertThat(e.getMessage()).startsWith(mutant + ": ").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    private static void refused(Path path, String message) {
        assertThatThrownBy(() -> CifarArchive.open(path))
                .isInstanceOf(UserException.class)
                .hasMessage(message)
                .extracting(e -> ((UserException) e).kind())
                .isEqualTo(UserException.Kind.DATA);
    }
}
