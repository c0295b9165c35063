package dev.gannet.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Handles;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.NativeStats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSupervisedTest {
    private static final ImageShape WIDE = new ImageShape(1, 16, 24);

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

    private static Pictures pictures(ImageSource source, int from, int to) {
        return new Draw(source).pictures(IntStream.range(from, to).toArray());
    }

    /** The share of pictures whose nearest other one, in these features, is of their class: a third by chance. */
    private static double likeNeighbour(Features features) {
        int right = 0;
        for (int i = 0; i < features.count(); i++) {
            int nearest = -1;
            double least = Double.MAX_VALUE;
            for (int j = 0; j < features.count(); j++) {
                double distance = 0;
                for (int k = 0; k < features.dims(); k++) {
                    double d = features.values()[i * features.dims() + k] - features.values()[j * features.dims() + k];
                    distance += d * d;
                }
                if (j != i && distance < least) {
                    least = distance;
                    nearest = j;
                }
            }
            right += i % 3 == nearest % 3 ? 1 : 0;
        }
        return (double) right / features.count();
    }

    @Test
    void pictures_that_have_an_up_and_a_down_are_learned_by_their_turns() throws Exception {
        try (ImageSource dogs = Sources.drawn(new DataConfig.Dogs(1, 600), new ImageShape(3, 16));
                SelfSupervised space = SelfSupervised.of(dogs, learning(5_000, 1))) {
            assertThat(space.tellsTurns()).isTrue();
            assertThat(space.name()).isEqualTo("ssl");
            assertThat(space.of(pictures(dogs, 0, 20)).dims()).isEqualTo(128);
        }
    }

    @Test
    void pictures_that_are_the_same_when_turned_are_learned_by_filling_in() throws Exception {
        ImageShape square = new ImageShape(1, 16);
        ImageSource same = new Alike(square, 300);
        try (SelfSupervised space = SelfSupervised.of(same, learning(1_000, 1))) {
            assertThat(space.tellsTurns()).isFalse();
        }
    }

    @Test
    void classes_lie_apart_although_no_label_was_seen() throws Exception {
        Shapes shapes = new Shapes(WIDE, 300, 1);
        try (SelfSupervised space = SelfSupervised.of(shapes, learning(12_000, 1))) {
            assertThat(space.tellsTurns()).isFalse(); // not square
            assertThat(likeNeighbour(space.of(pictures(new Shapes(WIDE, 150, 2), 0, 150))))
                    .isGreaterThan(0.8);
        }
    }

    @Test
    void is_trained_once_and_training_is_a_function_of_data_and_seed() throws Exception {
        Shapes shapes = new Shapes(new ImageShape(3, 20), 120, 1);
        Pictures some = pictures(shapes, 0, 50);
        float[] first;
        String hash;
        try (SelfSupervised trained = SelfSupervised.of(shapes, learning(600, 1))) {
            first = trained.of(some).values();
            hash = trained.hash();
        }
        int steps = told.size();
        try (SelfSupervised kept = SelfSupervised.of(shapes, learning(600, 1));
                SelfSupervised other = SelfSupervised.of(shapes, learning(600, 2))) {
            assertThat(kept.of(some).values()).isEqualTo(first);
            assertThat(other.hash()).isNotEqualTo(hash);
        }
        assertThat(told.size()).isGreaterThan(steps);
        folder = folder.resolve("elsewhere");
        try (SelfSupervised again = SelfSupervised.of(shapes, learning(600, 1))) {
            assertThat(again.hash()).isEqualTo(hash);
            assertThat(again.of(some).values()).isEqualTo(first);
        }
    }

    @Test
    void nothing_native_is_left_behind() throws Exception {
        Shapes shapes = new Shapes(new ImageShape(1, 16), 60, 1);
        SelfSupervised.of(shapes, learning(300, 1)).close();
        long before = Handles.settled();
        SelfSupervised.of(shapes, learning(300, 2)).close();
        SelfSupervised.of(shapes, learning(300, 2)).close();
        assertThat(NativeStats.liveHandles()).isEqualTo(before);
    }

    @Test
    void copies_are_moved_mirrored_and_wiped_in_places_alone() {
        Views views = new Views(WIDE);
        byte[] pixels = pictures(new Shapes(WIDE, 40, 1), 0, 40).pixels();
        byte[] before = pixels.clone();
        byte[] moved = views.moved(pixels, new SplittableRandom(1));
        assertThat(pixels).isEqualTo(before);
        assertThat(views.moved(pixels, new SplittableRandom(1))).isEqualTo(moved);
        boolean[] seen = new boolean[2];
        for (int picture = 0; picture < 40; picture++) {
            byte[] one = Arrays.copyOfRange(pixels, picture * 384, picture * 384 + 384);
            byte[] copy = Arrays.copyOfRange(moved, picture * 384, picture * 384 + 384);
            for (int mirrored = 0; mirrored < 2; mirrored++) {
                seen[mirrored] |= matches(one, copy, mirrored == 1);
            }
        }
        assertThat(seen).containsExactly(true, true);
        views.erase(pixels, 1, new SplittableRandom(1));
        for (int picture = 0; picture < 40; picture++) {
            int wiped = 0;
            for (int i = picture * 384; i < picture * 384 + 384; i++) {
                assertThat(pixels[i] == before[i] || pixels[i] == (byte) 128).isTrue();
                wiped += pixels[i] == (byte) 128 ? 1 : 0;
            }
            assertThat(wiped).isBetween(8 * 5, 8 * 5 + 80); // and what was of this grey before
        }
    }

    /** Whether the middle of a copy is somewhere in the picture, up to 3 to a side and 2 up or down. */
    private static boolean matches(byte[] one, byte[] copy, boolean mirrored) {
        for (int right = -3; right <= 3; right++) {
            for (int down = -2; down <= 2; down++) {
                boolean same = true;
                for (int y = 4; y < 12 && same; y++) {
                    for (int x = 6; x < 18 && same; x++) {
                        int fromX = mirrored ? 23 - (x - right) : x - right;
                        same = copy[y * 24 + x] == one[(y - down) * 24 + fromX];
                    }
                }
                if (same) {
                    return true;
                }
            }
        }
        return false;
    }
}
