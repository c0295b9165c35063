package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gannet.Faults;
import dev.gannet.config.UserException;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetArchiveTest {
    @TempDir
    private Path folder = Path.of("");

    private Path temporary = Path.of("");

    @BeforeEach
    void makeAFolderForTheSpool() throws IOException {
        temporary = Files.createDirectory(folder.resolve("temporary"));
    }

    private static List<Optional<byte[]>> images(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Optional.of(new byte[] {(byte) i, 1, 2, 3}))
                .toList();
    }

    private static <T> List<Optional<T>> of(List<T> values) {
        return values.stream().map(Optional::of).toList();
    }

    /** Three rows: with all, without bytes, without anything. */
    private static TinyParquet three() {
        return new TinyParquet()
                .binary("image.bytes", List.of(Optional.of(new byte[] {9, 8, 7}), Optional.empty(), Optional.empty()))
                .text("image.path", List.of(Optional.empty(), Optional.of("b.png"), Optional.empty()))
                .without("image.bytes", 2)
                .without("image.path", 2)
                .numbers("label", TinyParquet.INT64, List.of(Optional.of(1L), Optional.of(-1L), Optional.empty()));
    }

    private Path write(String name, TinyParquet content) throws IOException {
        return Files.write(folder.resolve(name), content.bytes());
    }

    private List<String> labels(Path file) throws IOException {
        try (ParquetArchive archive = ParquetArchive.open(file, temporary)) {
            return Listed.of(archive).entries().stream().map(Entry::label).toList();
        }
    }

    @Test
    void images_as_hugging_face_stores_them_are_read() throws Exception {
        Path file = write("train.parquet", three());
        try (ParquetArchive archive = ParquetArchive.open(file, temporary)) {
            long time = Files.getLastModifiedTime(file).toMillis();
            List<Entry> entries = Listed.of(archive).entries();
            assertThat(entries)
                    .containsExactly(
                            new Entry("train.parquet/00000", 0, 3, time, "1"),
                            new Entry("train.parquet/00001", ParquetArchive.NO_BYTES, 0, time, ""),
                            new Entry("train.parquet/00002", ParquetArchive.NO_BYTES, 0, time, ""));
            assertThat(((Stored.File) archive.read(entries.getFirst())).bytes()).containsExactly(9, 8, 7);
            rejected(archive, entries.get(1), Reason.UNREADABLE, "holds only a path, and no bytes");
            rejected(
                    archive, new Entry("x", 2, 2, 0, ""), Reason.UNREADABLE, "cannot be read again: 2 bytes at 2 of 3");
            assertThat(archive.describe()).isEqualTo("3 rows of Parquet from " + file);
            assertThat(temporary.toFile().list()).hasSize(1);
        }
        assertThat(temporary.toFile().list()).isEmpty();
    }

    private static void rejected(Archive archive, Entry entry, Reason reason, String detail) {
        assertThatThrownBy(() -> archive.read(entry))
                .isInstanceOf(Rejected.class)
                .hasMessage(detail)
                .extracting(e -> ((Rejected) e).reason())
                .isEqualTo(reason);
    }

    @Test
    void a_folder_is_read_in_the_order_of_its_names_and_in_batches() throws Exception {
        write("b.parquet", new TinyParquet().binary("img", images(3)));
        write("a.parquet", new TinyParquet().binary("img", images(2500)));
        Files.write(folder.resolve("c.txt"), new byte[1]);
        try (ParquetArchive archive = ParquetArchive.open(folder, temporary)) {
            List<Entry> entries = Listed.of(archive).entries();
            assertThat(entries).hasSize(2503);
            assertThat(entries.get(2499).name()).isEqualTo("a.parquet/02499");
            assertThat(entries.get(2500).name()).isEqualTo("b.parquet/00000");
            assertThat(entries.stream().map(Entry::name).distinct()).hasSize(2503);
            for (int i = 0; i < 2500; i++) {
                assertThat(((Stored.File) archive.read(entries.get(i))).bytes()).containsExactly((byte) i, 1, 2, 3);
            }
        }
        assertThatThrownBy(() -> ParquetArchive.open(temporary, temporary))
                .isInstanceOf(UserException.class)
                .hasMessage(temporary + ": holds no files that end in .parquet");
    }

    @Test
    void files_that_are_compressed_with_snappy_are_read() throws Exception {
        Path file = write(
                "a.parquet",
                new TinyParquet().binary("image.bytes", images(100)).snappy());
        try (ParquetArchive archive = ParquetArchive.open(file, temporary)) {
            List<Entry> entries = Listed.of(archive).entries();
            assertThat(entries).hasSize(100);
            assertThat(((Stored.File) archive.read(entries.get(77))).bytes()).containsExactly(77, 1, 2, 3);
        }
    }

    @Test
    void classes_have_the_names_that_the_metadata_give_them() throws Exception {
        String json = "{\"info\":{\"features\":{\"image\":{\"_type\":\"Image\"},"
                + "\"fine_label\":{\"names\":[\"cat\",\"dog\"],\"_type\":\"ClassLabel\"}}}}";
        TinyParquet named = new TinyParquet()
                .binary("image.bytes", images(4))
                .numbers("fine_label", TinyParquet.INT32, of(List.of(1L, 0L, 2L, -1L)))
                .huggingFace(json);
        assertThat(labels(write("a.parquet", named))).containsExactly("dog", "cat", "2", "");
        TinyParquet unnamed = new TinyParquet()
                .binary("image.bytes", images(2))
                .numbers("label", TinyParquet.INT64, of(List.of(5L, 6L)))
                .huggingFace("{}");
        assertThat(labels(write("b.parquet", unnamed))).containsExactly("5", "6");
        TinyParquet text = new TinyParquet()
                .text("labels", List.of(Optional.of("bär"), Optional.empty()))
                .binary("picture", images(2));
        assertThat(labels(write("c.parquet", text))).containsExactly("bär", "");
        TinyParquet real =
                new TinyParquet().binary("pixels", images(2)).numbers("label", TinyParquet.DOUBLE, of(List.of(5L, 6L)));
        assertThat(labels(write("d.parquet", real))).as("no column of labels").containsExactly("", "");
        Path broken =
                write("e.parquet", new TinyParquet().binary("image", images(2)).huggingFace("{"));
        refusedWith(broken, ": its entry huggingface is not JSON: ");
    }

    @Test
    void the_first_group_with_bytes_is_the_picture() throws Exception {
        TinyParquet several = new TinyParquet()
                .binary("image", images(1))
                .text("caption", of(List.of("x")))
                .binary("photo.bytes", List.of(Optional.of(new byte[] {5})))
                .binary("mask.bytes", List.of(Optional.of(new byte[] {6})));
        try (ParquetArchive archive = ParquetArchive.open(write("a.parquet", several), temporary)) {
            Entry only = Listed.of(archive).entries().getFirst();
            assertThat(((Stored.File) archive.read(only)).bytes()).containsExactly(5);
        }
        Path none = write(
                "b.parquet",
                new TinyParquet()
                        .text("caption", of(List.of("x")))
                        .numbers("image", TinyParquet.INT64, of(List.of(1L))));
        assertThatThrownBy(() -> ParquetArchive.open(none, temporary))
                .isInstanceOf(UserException.class)
                .hasMessage(none + ": has the columns caption, image; expected one with a binary part called bytes,"
                        + " or a binary one called image, img, picture, pixels");
    }

    @Test
    void what_is_too_large_is_rejected_or_refused() throws Exception {
        Path file = write(
                "a.parquet",
                new TinyParquet()
                        .binary(
                                "image.bytes",
                                List.of(
                                        Optional.of(new byte[1001]),
                                        Optional.of(new byte[1000]),
                                        Optional.of(new byte[0]))));
        try (ParquetArchive archive = ParquetArchive.open(file, Spool.in(temporary, 1000), 1000)) {
            List<Entry> entries = Listed.of(archive).entries();
            rejected(archive, entries.get(0), Reason.TOO_LARGE, "has 1,001 bytes, expected 1,000 at most");
            assertThat(((Stored.File) archive.read(entries.get(1))).bytes()).hasSize(1000);
            assertThat(((Stored.File) archive.read(entries.get(2))).bytes()).isEmpty();
        }
        assertThatThrownBy(() -> ParquetArchive.open(file, Spool.in(temporary, 999), 1000))
                .isInstanceOf(UserException.class)
                .hasMessage(temporary + ": the pictures take more than 999 bytes, half of what is free here;"
                        + " expected more free space")
                .extracting(e -> ((UserException) e).kind())
                .isEqualTo(UserException.Kind.RESOURCES);
        assertThat(temporary.toFile().list()).as("deleted with the failure").isEmpty();
    }

    private void refusedWith(Path file, String beginning) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> ParquetArchive.open(file, temporary))
                        .isInstanceOf(UserException.class)
                        .hasMessageStartingWith(file + beginning)
                        .hasMessageMatching("[ -~]+")
                        .extracting(e -> ((UserException) e).kind())
                        .isEqualTo(UserException.Kind.DATA));
        assertThat(temporary.toFile().list()).isEmpty();
    }

    @Test
    void files_that_are_cut_off_or_no_parquet_are_refused() throws Exception {
        byte[] whole = three().bytes();
        Path file = folder.resolve("a.parquet");
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            refusedWith(file, ": is not a Parquet file that can be read: ");
        }
        refusedWith(folder.resolve("gone.parquet"), ": is not a Parquet file that can be read: ");
        for (long more : new long[] {1, 1_000_000, Integer.MAX_VALUE - 10L, -4}) {
            Files.write(file, three().claiming(more).bytes());
            refusedWith(file, ": is not a Parquet file that can be read: ");
        }
    }

    @Test
    void mutants_give_rows_or_one_line() throws Exception {
        byte[] whole = three().huggingFace("{\"info\":{}}").bytes();
        Path file = folder.resolve("a.parquet");
        SplittableRandom random = new SplittableRandom(8);
        List<String> read = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (int i = 0; i < Faults.amount(500, 20_000); i++) {
            Files.write(file, Mutants.of(whole, random));
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                try (ParquetArchive archive = ParquetArchive.open(file, temporary)) {
                    for (Entry entry : Listed.of(archive).entries()) {
                        archive.read(entry);
                    }
                    read.add("all");
                } catch (Rejected e) {
                    read.add(e.getMessage());
                } catch (UserException e) {
                    refused.add(e.getMessage());
                }
            });
        }
        assertThat(refused).isNotEmpty().allMatch(line -> line.startsWith(file + ": ") && line.matches("[ -~]+"));
        assertThat(read).isNotEmpty();
        assertThat(temporary.toFile().list()).isEmpty();
    }
}
