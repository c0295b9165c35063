package dev.gannet.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.Handles;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Seeds;
import dev.gannet.config.UserException;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.NativeStats;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureSpacesTest {
    private static final ImageShape SHAPE = new ImageShape(1, 16);

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void engine() {
        Engine.start(1);
    }

    private Learning learning() {
        return new Learning(Cache.at(folder.resolve("cache"), Cache.Pictures.FILES), 1, 100, _ -> {});
    }

    private String chosen(FeatureChoice choice, ImageSource source) throws InterruptedException {
        try (FeatureSpace space = FeatureSpaces.of(choice, source, learning())) {
            return space.name();
        }
    }

    private static Pictures pictures(ImageSource source, int count) {
        return new Draw(source).pictures(IntStream.range(0, count).toArray());
    }

    @Test
    void labels_are_used_where_there_are_enough_pictures_for_each() throws Exception {
        assertThat(chosen(new FeatureChoice.Auto(), new Shapes(SHAPE, 30, 1))).isEqualTo("cls");
        assertThat(chosen(new FeatureChoice.Auto(), new Shapes(SHAPE, 29, 1))).isEqualTo("ssl");
        assertThat(chosen(new FeatureChoice.Auto(), new Alike(SHAPE, 40))).isEqualTo("ssl");
    }

    /** Three pictures, of which the first few have gone bad. */
    private record Gone(ImageShape shape, int bad) implements ImageSource {
        @Override
        public int count() {
            return 3;
        }

        @Override
        public void read(int index, long draw, byte[] target, int offset) throws Rejected {
            if (index < bad) {
                throw new Rejected(Reason.UNREADABLE, "cannot be read: it is gone");
            }
            Arrays.fill(target, offset, offset + shape.bytes(), (byte) index);
        }

        @Override
        public String name(int index) {
            return "%d.png".formatted(index);
        }

        @Override
        public String describe() {
            return "3 pictures";
        }

        @Override
        public String fingerprint() {
            return "three";
        }
    }

    @Test
    void a_picture_that_has_gone_bad_is_replaced_by_the_next_one_and_none_at_all_is_told() {
        int[] numbers = {1, 2, 0};
        byte[] pixels = new Draw(new Gone(SHAPE, 2)).pixels(numbers, 0);
        assertThat(numbers).containsOnly(2);
        assertThat(pixels).hasSize(3 * SHAPE.bytes()).containsOnly(2);
        assertThatThrownBy(() -> new Draw(new Gone(SHAPE, 3)).pixels(new int[] {1}, 0))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(UserException.Kind.DATA))
                .hasMessage("none of 3 images can be read any more, the first being 1.png: cannot be read: it is gone");
    }

    @Test
    void what_is_asked_for_is_opened() throws Exception {
        Shapes shapes = new Shapes(SHAPE, 29, 1);
        assertThat(chosen(new FeatureChoice.OwnLabels(), shapes)).isEqualTo("cls");
        assertThat(chosen(new FeatureChoice.OwnPictures(), shapes)).isEqualTo("ssl");
        assertThat(chosen(new FeatureChoice.Random(7), shapes)).isEqualTo("RF1-7");
        assertThatThrownBy(() -> chosen(new FeatureChoice.OwnLabels(), new Alike(SHAPE, 40)))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "40 greys: a classifier needs a label for every image and two classes or more; choose features"
                                + " without labels");
        Path none = folder.resolve("none.pt");
        assertThatThrownBy(() -> chosen(new FeatureChoice.Standard(none), shapes))
                .isInstanceOf(UserException.class)
                .hasMessage(none + ": is no file; expected NVIDIA's inception-2015-12-05.pt");
    }

    @Test
    void random_filters_are_orthogonal_and_as_long_as_keeps_the_size_of_signals() {
        double square = 2 / 1.04; // He et al.: 2 / (1 + 0.2^2)
        float[] wide = RandomFeatures.orthogonal(new SplittableRandom(1), 4, 9);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double dot = 0;
                for (int k = 0; k < 9; k++) {
                    dot += wide[i * 9 + k] * wide[j * 9 + k];
                }
                assertThat(dot).isCloseTo(i == j ? square : 0, within(1e-6));
            }
        }
        float[] tall = RandomFeatures.orthogonal(new SplittableRandom(1), 5, 2);
        double across = 0;
        for (int k = 0; k < 5; k++) {
            across += tall[k * 2] * tall[k * 2 + 1];
        }
        assertThat(across).isCloseTo(0, within(1e-6));
    }

    @Test
    void random_features_are_those_of_the_seed_on_every_machine() {
        try (RandomFeatures one = new RandomFeatures(1);
                RandomFeatures same = new RandomFeatures(1);
                RandomFeatures other = new RandomFeatures(2)) {
            assertThat(one.hash()).isEqualTo(same.hash()).isEqualTo("eb01b489c4f5"); // a change is a new version
            assertThat(other.hash()).isNotEqualTo(one.hash());
            Pictures some = pictures(new Shapes(SHAPE, 300, 1), 300);
            assertThat(one.of(some).values()).isEqualTo(same.of(some).values());
        }
    }

    /** A picture of one colour is, away from its edge, one colour in every channel of the first block. */
    @Test
    void the_first_block_is_what_plain_java_computes() {
        Pictures some = pictures(new Shapes(new ImageShape(3, 8), 2, 1), 2);
        float[] weight = RandomFeatures.orthogonal(new SplittableRandom(Seeds.mix(5, 1)), 32, 27);
        try (RandomFeatures random = new RandomFeatures(5)) {
            float[] row = random.of(some).slice(1, 2).values();
            double[] pooled = new double[16];
            int channel = 3;
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    double sum = 0;
                    for (int tap = 0; tap < 27; tap++) {
                        int fromY = y + tap % 9 / 3 - 1;
                        int fromX = x + tap % 3 - 1;
                        if (fromY >= 0 && fromY < 8 && fromX >= 0 && fromX < 8) {
                            int level = some.pixels()[192 + (fromY * 8 + fromX) * 3 + tap / 9] & 0xff;
                            sum += weight[channel * 27 + tap] * (level / 127.5 - 1);
                        }
                    }
                    pooled[y / 2 * 4 + x / 2] += (sum > 0 ? sum : 0.2 * sum) / 4;
                }
            }
            double mean = Arrays.stream(pooled).average().orElseThrow();
            double variance = Arrays.stream(pooled)
                    .map(p -> (p - mean) * (p - mean))
                    .average()
                    .orElseThrow();
            assertThat(row).hasSize(448);
            assertThat((double) row[channel]).isCloseTo(mean, within(1e-5));
            assertThat((double) row[32 + channel]).isCloseTo(Math.sqrt(variance), within(1e-5));
        }
    }

    @Test
    void grey_pictures_are_three_equal_channels_and_what_is_transparent_is_grey() {
        ImageShape square = new ImageShape(1, 8);
        byte[] grey = pictures(new Shapes(square, 1, 1), 1).pixels();
        byte[] colour = new byte[3 * 64];
        byte[] clear = new byte[4 * 64];
        byte[] opaque = new byte[4 * 64];
        for (int i = 0; i < 64; i++) {
            for (int c = 0; c < 3; c++) {
                colour[i * 3 + c] = grey[i];
                opaque[i * 4 + c] = grey[i];
                clear[i * 4 + c] = grey[i];
            }
            opaque[i * 4 + 3] = (byte) 255;
        }
        try (RandomFeatures random = new RandomFeatures(1)) {
            float[] one = random.of(new Pictures(square, grey)).values();
            ImageShape opacity = new ImageShape(4, 8);
            assertThat(random.of(new Pictures(new ImageShape(3, 8), colour)).values())
                    .containsExactly(one, within(1e-6f));
            assertThat(random.of(new Pictures(opacity, opaque)).values()).containsExactly(one, within(1e-6f));
            assertThat(random.of(new Pictures(opacity, clear)).values()).containsOnly(0f); // middle grey is 0
        }
    }

    @Test
    void many_pictures_leave_nothing_native_behind() throws InterruptedException {
        Pictures some = pictures(new Shapes(SHAPE, 600, 1), 600);
        try (RandomFeatures random = new RandomFeatures(1)) {
            Features first = random.of(some);
            long before = Handles.settled();
            Features again = random.of(some);
            assertThat(NativeStats.liveHandles()).isEqualTo(before);
            assertThat(again.values()).isEqualTo(first.values());
        }
    }
}
