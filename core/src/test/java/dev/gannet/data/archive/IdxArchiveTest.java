package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.Faults;
import dev.gannet.config.UserException;
import dev.gannet.data.picture.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxArchiveTest {
    private static final Path FASHION = Path.of("../../shared/data/fashion-mnist");

    @TempDir
    private Path folder = Path.of("");

    private static byte[] idx(int magic, int count, int rows, int columns, byte... pixels) {
        return ByteBuffer.allocate(16 + pixels.length)
                .putInt(magic)
                .putInt(count)
                .putInt(rows)
                .putInt(columns)
                .put(pixels)
                .array();
    }

    private static byte[] labels(int magic, int count, byte... labels) {
        return ByteBuffer.allocate(8 + labels.length)
                .putInt(magic)
                .putInt(count)
                .put(labels)
                .array();
    }

    /** Two pictures of 3 rows and 2 columns: 0, 40, 80, ... */
    private static byte[] twoImages() {
        byte[] pixels = new byte[12];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 20);
        }
        return idx(0x0803, 2, 3, 2, pixels);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void plain_and_gzipped_files_give_the_same_pictures() throws Exception {
        Path plain = write("a-images-idx3-ubyte", twoImages());
        Path gzipped = write("b-images-idx3-ubyte.gz", gzip(twoImages()));
        for (Path file : List.of(plain, gzipped)) {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
            try (IdxArchive archive = IdxArchive.open(file)) {
                List<Entry> entries = Listed.of(archive).entries();
                assertThat(entries)
                        .containsExactly(
                                new Entry("00000", 0, 6, 1_700_000_000_000L, ""),
                                new Entry("00001", 1, 6, 1_700_000_000_000L, ""));
                Stored.Raster second = (Stored.Raster) archive.read(entries.get(1));
                assertThat(second.pixels()).containsExactly(120, 140, 160, 180, 200, 220);
                assertThat(second.height()).isEqualTo(3);
                assertThat(second.width()).isEqualTo(2);
                assertThat(second.channels()).isEqualTo(1);
                assertThat(archive.describe()).isEqualTo("2 grey images of 2x3 from " + file);
                assertThatThrownBy(() -> archive.read(new Entry("00002", 2, 6, 0, "")))
                        .isInstanceOf(Rejected.class)
                        .hasMessage("has the number 2 of 2");
                assertThatThrownBy(() -> archive.read(new Entry("x", -1, 6, 0, "")))
                        .isInstanceOf(Rejected.class)
                        .hasMessage("has the number -1 of 2");
            }
        }
    }

    @Test
    void labels_come_from_the_file_beside_it_gzipped_or_not() throws Exception {
        Path images = write("a-images-idx3-ubyte.gz", gzip(twoImages()));
        Path dotted = write("b-images.idx3-ubyte", twoImages());
        write("a-labels-idx1-ubyte", labels(0x0801, 2, (byte) 7, (byte) 200));
        write("b-labels.idx1-ubyte.gz", gzip(labels(0x0801, 2, (byte) 1, (byte) 2)));
        assertThat(Listed.of(IdxArchive.open(images)).entries().stream().map(Entry::label))
                .containsExactly("7", "200");
        assertThat(Listed.of(IdxArchive.open(dotted)).entries().stream().map(Entry::label))
                .containsExactly("1", "2");
    }

    @Test
    void labels_that_do_not_match_are_refused_by_name() throws IOException {
        Path images = write("a-images-idx3-ubyte", twoImages());
        Path labels = folder.resolve("a-labels-idx1-ubyte");
        refusedLabels(
                images,
                labels,
                labels(0x0801, 3, new byte[3]),
                "claims 3 labels; expected 2, one for each image of " + images);
        refusedLabels(images, labels, labels(0x0801, 2, (byte) 1), "ends after 1 of 2 labels");
        refusedLabels(
                images,
                labels,
                twoImages(),
                "starts with 0x00000803, expected 0x00000801 (IDX, unsigned bytes, 1 axis)");
        refusedLabels(images, labels, Arrays.copyOf(labels(0x0801, 2), 7), "too short for an IDX header of 8 bytes");
    }

    private static void refusedLabels(Path images, Path labels, byte[] content, String reason) throws IOException {
        Files.write(labels, content);
        assertThatThrownBy(() -> IdxArchive.open(images))
                .isInstanceOf(UserException.class)
                .hasMessage(labels + ": " + reason)
                .extracting(e -> ((UserException) e).kind())
                .isEqualTo(UserException.Kind.DATA);
    }

    @Test
    void broken_files_say_what_is_wrong() throws IOException {
        refused(new byte[3], "too short for an IDX header of 16 bytes");
        refused(idx(0x0801, 2, 8, 8), "starts with 0x00000801, expected 0x00000803 (IDX, unsigned bytes, 3 axes)");
        refused(idx(0x0803, 2, 8, 8, new byte[100]), "ends after 100 of 128 pixels");
        refused(idx(0x0803, 1, 8, 8, new byte[64]), "claims 1 images of 8x8; expected 2 images or more, 1 GiB at most");
        refused(idx(0x0803, -5, 8, 8), "claims -5 images of 8x8; expected 2 images or more, 1 GiB at most");
        refused(idx(0x0803, 2, 0, 8), "claims 2 images of 0x8; expected 2 images or more, 1 GiB at most");
        refused(
                idx(0x0803, Integer.MAX_VALUE, 4096, 4096),
                "claims 2147483647 images of 4096x4096; expected 2 images or more, 1 GiB at most");
        byte[] noise = new byte[2 * 100 * 100];
        new SplittableRandom(2).nextBytes(noise);
        byte[] zipped = gzip(idx(0x0803, 2, 100, 100, noise));
        refused(Arrays.copyOf(zipped, zipped.length / 2), "cannot be read: Unexpected end of ZLIB input stream");
        Path gone = folder.resolve("gone");
        assertThatThrownBy(() -> IdxArchive.open(gone)).hasMessage(gone + ": cannot be read: " + gone);
    }

    private void refused(byte[] content, String reason) throws IOException {
        Path file = write("x-images-idx3-ubyte", content);
        assertThatThrownBy(() -> IdxArchive.open(file))
                .isInstanceOf(UserException.class)
                .hasMessage(file + ": " + reason);
    }

    @Test
    void mutants_give_pictures_or_one_line() throws Exception {
        Path images = write("a-images-idx3-ubyte", twoImages());
        Path labels = write("a-labels-idx1-ubyte", labels(0x0801, 2, (byte) 1, (byte) 2));
        SplittableRandom random = new SplittableRandom(11);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < Faults.amount(500, 20_000); i++) {
            boolean ofLabels = i % 4 == 0;
            byte[] plain = ofLabels ? labels(0x0801, 2, (byte) 1, (byte) 2) : twoImages();
            byte[] mutant = Mutants.of(i % 3 == 0 ? gzip(plain) : plain, random);
            Files.write(images, ofLabels ? twoImages() : mutant);
            Files.write(labels, ofLabels ? mutant : labels(0x0801, 2, (byte) 1, (byte) 2));
            try (IdxArchive archive = IdxArchive.open(images)) {
                for (Entry entry : Listed.of(archive).entries()) {
                    archive.read(entry);
                }
                read++;
            } catch (UserException e) {
                assertThat(e.kind()).isEqualTo(UserException.Kind.DATA);
                assertThat(e.getMessage()).startsWith(folder.toString()).doesNotContain("\n");
                refused++;
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    @Test
    void fashion_mnist_has_six_thousand_of_each_label() throws Exception {
        assumeTrue(Files.isDirectory(FASHION), "needs Fashion-MNIST");
        try (IdxArchive archive = IdxArchive.open(FASHION.resolve("train-images-idx3-ubyte.gz"))) {
            Map<String, Integer> labels = new TreeMap<>();
            List<Entry> entries = Listed.of(archive).entries();
            entries.forEach(entry -> labels.merge(entry.label(), 1, Integer::sum));
            assertThat(entries).hasSize(60_000);
            assertThat(entries.getLast().name()).isEqualTo("59999");
            assertThat(labels).hasSize(10).containsOnlyKeys("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
            assertThat(labels.values()).containsOnly(6000);
            Stored.Raster raster = (Stored.Raster) archive.read(entries.getFirst());
            assertThat(raster.pixels()).hasSize(28 * 28);
            assertThat(archive.describe()).startsWith("60,000 grey images of 28x28 from ");
        }
    }
}
