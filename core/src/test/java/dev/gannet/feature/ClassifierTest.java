package dev.gannet.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.Handles;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Size;
import dev.gannet.config.UserException;
import dev.gannet.data.Cache;
import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.NativeStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {
    private static final Path FASHION = Path.of("../../shared/data/fashion-mnist");
    private static final ImageShape SHAPE = new ImageShape(3, 20, 24);
    private static final Shapes SHAPES = new Shapes(SHAPE, 400, 1);

    @TempDir
    private Path folder = Path.of("");

    private final List<Learning.Progress> told = new ArrayList<>();

    @BeforeAll
    static void engine() {
        Engine.start(1);
    }

    private Learning learning(long images, long seed) {
        return new Learning(Cache.at(folder.resolve("cache"), Cache.Pictures.FILES), seed, images, told::add);
    }

    private Classifier of(Shapes shapes, long images, long seed) throws InterruptedException {
        return Classifier.of(shapes, shapes.labels().orElseThrow(), learning(images, seed));
    }

    private static Pictures pictures(ImageSource source, int from, int to) {
        return new Draw(source).pictures(IntStream.range(from, to).toArray());
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.toList();
        }
    }

    @Test
    void learns_to_tell_shapes_apart_and_says_how_well() throws Exception {
        try (Classifier classifier = of(SHAPES, 4_000, 1)) {
            assertThat(classifier.accuracy()).isGreaterThan(0.9);
            assertThat(classifier.classes()).containsExactly("disc", "square", "stripes");
            Shapes others = new Shapes(SHAPE, 90, 2);
            Features shares = classifier.probabilities(pictures(others, 0, 90));
            assertThat(shares.dims()).isEqualTo(3);
            assertThat(classifier
                            .probabilities(classifier.of(pictures(others, 0, 90)))
                            .values())
                    .containsExactly(shares.values(), within(1e-5f));
            int right = 0;
            for (int i = 0; i < 90; i++) {
                float[] row = shares.slice(i, i + 1).values();
                assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-5f));
                right += row[others.labels().orElseThrow().of(i)] > 0.5 ? 1 : 0;
            }
            assertThat(right).isGreaterThan(80); // whatever it says of itself
        }
    }

    @Test
    void is_trained_once_and_then_taken_from_the_cache() throws Exception {
        Pictures some = pictures(SHAPES, 0, 300);
        float[] first;
        String hash;
        double accuracy;
        try (Classifier trained = of(SHAPES, 1_000, 1)) {
            first = trained.of(some).values();
            hash = trained.hash();
            accuracy = trained.accuracy();
            assertThat(first).hasSize(300 * 128);
            assertThat(hash).matches("[0-9a-f]{12}");
        }
        assertThat(told).isNotEmpty();
        assertThat(told.getLast()).isEqualTo(new Learning.Progress("cls", 7, 7)); // 1000 * 1 / 128
        told.clear();
        try (Classifier kept = of(SHAPES, 1_000, 1)) {
            assertThat(told).isEmpty();
            assertThat(kept.hash()).isEqualTo(hash);
            assertThat(kept.accuracy()).isEqualTo(accuracy);
            assertThat(kept.of(some).values()).isEqualTo(first);
        }
        Files.write(kept().getFirst(), new byte[50]); // damaged
        try (Classifier again = of(SHAPES, 1_000, 1)) {
            assertThat(told).hasSize(7);
            assertThat(again.hash()).isEqualTo(hash); // training is a function of data and seed
            assertThat(again.of(some).values()).isEqualTo(first);
        }
    }

    @Test
    void another_seed_other_labels_or_other_pictures_are_another_network() throws Exception {
        Classes turned = Classes.of(IntStream.range(0, 400)
                        .mapToObj(i -> Shapes.NAMES[(i + 1) % 3])
                        .toArray(String[]::new))
                .orElseThrow();
        List<String> hashes = new ArrayList<>();
        try (Classifier a = of(SHAPES, 200, 1);
                Classifier b = of(SHAPES, 200, 2);
                Classifier c = Classifier.of(SHAPES, turned, learning(200, 1));
                Classifier d = of(new Shapes(SHAPE, 400, 3), 200, 1)) {
            Stream.of(a, b, c, d).map(Classifier::hash).forEach(hashes::add);
        }
        assertThat(hashes).doesNotHaveDuplicates();
        assertThat(kept()).hasSize(4);
    }

    @Test
    void a_picture_that_cannot_be_read_any_more_gives_its_place_and_its_label_to_the_next() throws Exception {
        int[] numbers = {3, 4, 5};
        byte[] pixels = new Draw(new Shapes(SHAPE, 400, 1, 4)).pixels(numbers, 0);
        assertThat(numbers).containsExactly(3, 5, 5);
        int bytes = SHAPE.bytes();
        assertThat(pixels).endsWith(pictures(SHAPES, 5, 6).pixels()).hasSize(3 * bytes);
        try (Classifier classifier = of(new Shapes(SHAPE, 400, 1, 4), 4_000, 1)) {
            assertThat(classifier.accuracy()).isGreaterThan(0.9);
        }
    }

    @Test
    void too_few_pictures_and_pictures_of_another_shape_are_refused() throws Exception {
        assertThatThrownBy(() -> of(new Shapes(SHAPE, 19, 1), 200, 1))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "19 shapes: a feature network cannot learn from 19 images; expected 20 or more, or choose random"
                                + " features");
        try (Classifier classifier = of(new Shapes(SHAPE, 20, 1), 200, 1)) {
            Pictures grey = pictures(new Shapes(new ImageShape(1, 32), 5, 1), 0, 5);
            assertThatThrownBy(() -> classifier.of(grey))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("pictures are 32x32 grey, expected 24x20 RGB");
        }
    }

    @Test
    void nothing_native_is_left_behind() throws Exception {
        of(SHAPES, 300, 7).close();
        long before = Handles.settled();
        for (long seed = 8; seed < 11; seed++) {
            of(SHAPES, 300, seed).close();
            of(SHAPES, 300, seed).close(); // from the cache
        }
        assertThat(NativeStats.liveHandles()).isEqualTo(before);
    }

    @Test
    void fashion_mnist_is_learned_from_its_own_labels() throws Exception {
        assumeTrue(Files.isDirectory(FASHION), "needs ../shared/data/fashion-mnist");
        DataConfig.Idx idx = new DataConfig.Idx(FASHION.resolve("train-images-idx3-ubyte.gz"));
        Sources sources =
                new Sources(Cache.at(folder.resolve("cache"), Cache.Pictures.MEMORY), Sources.MOST_BAD, _ -> {});
        try (ImageSource source = sources.open(idx, new Size(32, 32), Optional.of(1), Framing.DEFAULT);
                Classifier classifier = Classifier.of(source, source.labels().orElseThrow(), learning(25_000, 1))) {
            assertThat(classifier.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
            assertThat(classifier.accuracy()).isGreaterThan(0.85);
        }
    }
}
