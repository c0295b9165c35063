package dev.gannet.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.DataConfig;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassesTest {
    private static final Size SIZE = new Size(16, 16);

    @TempDir
    private Path folder = Path.of("");

    private Sources sources() {
        return new Sources(Cache.at(folder.resolve("cache"), Cache.Pictures.MEMORY), Sources.MOST_BAD, _ -> {});
    }

    private void paint(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve("data").resolve(name);
            Files.createDirectories(file.getParent());
            BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
            image.setRGB(3, 4, name.hashCode());
            assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        }
    }

    private ImageSource open() throws InterruptedException {
        return sources().open(new DataConfig.Folder(folder.resolve("data")), SIZE, Optional.of(3), Framing.DEFAULT);
    }

    private static List<String> labels(ImageSource source) {
        Classes classes = source.labels().orElseThrow();
        return IntStream.range(0, source.count())
                .mapToObj(i -> classes.names().get(classes.of(i)))
                .toList();
    }

    @Test
    void folders_are_classes() throws Exception {
        paint("set/dog/1.png", "set/cat/2.png", "set/cat/1.png", "set/dog/2.png", "set/dog/3.png");
        try (ImageSource source = open()) {
            assertThat(labels(source)).containsExactly("cat", "cat", "dog", "dog", "dog");
            assertThat(labels(new CachedSource(source))).isEqualTo(labels(source));
            Classes classes = source.labels().orElseThrow();
            assertThat(classes.names()).containsExactly("cat", "dog");
            assertThat(classes.count()).isEqualTo(2);
            assertThat(classes.sizes()).containsExactly(2, 3);
        }
    }

    @Test
    void pictures_that_cannot_be_used_do_not_shift_the_labels_of_those_behind_them() throws Exception {
        paint(IntStream.range(0, 20).mapToObj("a/%02d.png"::formatted).toArray(String[]::new));
        paint("b/1.png");
        Files.write(folder.resolve("data/a/00.png"), new byte[0]);
        try (ImageSource source = open()) {
            assertThat(source.count()).isEqualTo(20);
            assertThat(labels(source).subList(18, 20)).containsExactly("a", "b");
        }
    }

    @Test
    void one_class_is_none_and_so_are_classes_that_leave_a_picture_out() throws Exception {
        paint("cat/1.png", "cat/2.png");
        try (ImageSource source = open()) {
            assertThat(source.labels()).isEmpty();
        }
        paint("dog/1.png", "stray.png");
        try (ImageSource source = open()) {
            assertThat(source.labels()).isEmpty();
        }
    }

    @Test
    void the_file_of_labels_beside_bare_pixels_tells_their_classes() throws Exception {
        int[] labels = {10, 9, 2, 10};
        ByteBuffer images = ByteBuffer.allocate(16 + 4 * 64)
                .putInt(0x0803)
                .putInt(4)
                .putInt(8)
                .putInt(8);
        Files.write(folder.resolve("train-images-idx3-ubyte"), images.array());
        ByteBuffer beside = ByteBuffer.allocate(8 + 4).putInt(0x0801).putInt(4);
        for (int label : labels) {
            beside.put((byte) label);
        }
        Files.write(folder.resolve("train-labels-idx1-ubyte"), beside.array());
        DataConfig.Idx idx = new DataConfig.Idx(folder.resolve("train-images-idx3-ubyte"));
        try (ImageSource source = sources().open(idx, SIZE, Optional.of(1), Framing.DEFAULT)) {
            assertThat(source).isInstanceOf(BareSource.class);
            assertThat(source.labels().orElseThrow().names()).containsExactly("2", "9", "10");
            assertThat(labels(source)).containsExactly("10", "9", "2", "10");
        }
        Files.delete(folder.resolve("train-labels-idx1-ubyte"));
        try (ImageSource source = sources().open(idx, SIZE, Optional.of(1), Framing.DEFAULT)) {
            assertThat(source.labels()).isEmpty();
        }
    }

    @Test
    void the_built_in_dogs_have_no_classes() {
        try (ImageSource dogs = Sources.drawn(new DataConfig.Dogs(1, 4), new ImageShape(3, 16))) {
            assertThat(dogs.labels()).isEmpty();
        }
    }

    @Test
    void another_name_or_another_class_of_one_picture_is_another_fingerprint() {
        long first = Classes.of(new String[] {"a", "b", "b"}).orElseThrow().fingerprint();
        assertThat(Classes.of(new String[] {"a", "b", "b"}).orElseThrow().fingerprint())
                .isEqualTo(first);
        assertThat(Classes.of(new String[] {"a", "b", "a"}).orElseThrow().fingerprint())
                .isNotEqualTo(first);
        assertThat(Classes.of(new String[] {"a", "c", "c"}).orElseThrow().fingerprint())
                .isNotEqualTo(first);
    }
}
