package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Device;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Precision;
import dev.gannet.config.Recipe;
import dev.gannet.data.Batch;
import dev.gannet.data.ImageSource;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** What is chosen for whom, and what it is chosen by. */
class AutomaticTest {
    private static final ImageShape SMALL = new ImageShape(3, 32);
    private static final ImageShape LARGE = new ImageShape(3, 64);

    private static final Automatic.Machine USUAL = new Automatic.Machine(Device.CPU, 2, Precision.BF16);

    private static Game game(ImageShape image, int count, boolean symmetric) {
        return Automatic.of(image, count, symmetric, USUAL).recipe().game();
    }

    @Test
    void few_images_are_augmented_and_many_are_not() {
        assertThat(game(SMALL, 19_999, false).augment()).isEqualTo(AugmentConfig.Diff.SHAPES);
        assertThat(game(SMALL, 20_000, false).augment()).isEqualTo(new AugmentConfig.None());
    }

    @Test
    void only_colour_images_without_a_direction_are_mirrored() {
        assertThat(game(SMALL, 100, true).mirror()).isTrue();
        assertThat(game(SMALL, 100, false).mirror()).isFalse();
        assertThat(game(new ImageShape(1, 32), 100, true).mirror()).isFalse();
    }

    @Test
    void larger_images_get_lighter_networks_and_smaller_batches() {
        Recipe.Modern small = Automatic.of(SMALL, 100, true, USUAL).recipe();
        Recipe.Modern large = Automatic.of(LARGE, 100, true, USUAL).recipe();
        assertThat(List.of(small.refine(), large.refine())).containsExactly(true, false);
        assertThat(List.of(small.game().batch(), large.game().batch())).containsExactly(64, 32);
    }

    @Test
    void pictures_of_larger_images_follow_g_more_closely() {
        assertThat(List.of(
                        game(SMALL, 100, true).emaKimg(), game(LARGE, 100, true).emaKimg()))
                .containsExactly(5.0, 0.5);
        assertThat(Stream.of(SMALL, LARGE)
                        .flatMap(image -> Automatic.of(image, 100, true, USUAL).reasons().stream())
                        .filter(choice -> choice.setting() == Automatic.Setting.PICTURES)
                        .map(Automatic.Choice::value))
                .containsExactly("moving average, half-life 5,000 images", "moving average, half-life 500 images");
    }

    @Test
    void the_learning_rate_falls_where_images_are_large() {
        assertThat(Stream.of(SMALL, LARGE)
                        .map(image -> Automatic.of(image, 100, true, USUAL).decays()))
                .containsExactly(false, true);
    }

    @Test
    void larger_images_train_longer() {
        assertThat(IntStream.of(32, 64, 128, 256)
                        .mapToObj(side -> Automatic.of(new ImageShape(3, side), 100, true, USUAL)
                                .time()
                                .toString()))
                .containsExactly("10m", "40m", "2h40m", "10h40m");
    }

    @Test
    void faster_machines_train_for_less_time() {
        assertThat(IntStream.of(1, 2, 8, 64).mapToObj(threads -> time(threads, Precision.BF16)))
                .containsExactly("57m", "40m", "20m", "10m");
        assertThat(time(2, Precision.FP32)).isEqualTo("1h");
    }

    private static String time(int threads, Precision precision) {
        return Automatic.of(LARGE, 100, true, new Automatic.Machine(Device.CPU, threads, precision))
                .time()
                .toString();
    }

    @Test
    void every_choice_has_a_reason_in_one_line() {
        List<Automatic.Choice> reasons = Automatic.of(LARGE, 1000, true, USUAL).reasons();
        assertThat(reasons)
                .extracting(Automatic.Choice::setting)
                .as("who has no GPU does not miss it")
                .containsExactly(Arrays.stream(Automatic.Setting.values())
                        .filter(setting -> setting != Automatic.Setting.DEVICE)
                        .toArray(Automatic.Setting[]::new));
        assertThat(reasons)
                .extracting(Automatic.Choice::value)
                .contains("0.001", "to a tenth, by the end of the run", "40m");
        assertThat(reasons)
                .contains(new Automatic.Choice(
                        Automatic.Setting.AUGMENT,
                        "diff-translation-cutout",
                        "with 1,000 images, fewer than 20,000, the discriminator would learn them by heart"));
    }

    /** Images of chance, brighter where {@code more} says so. */
    private static ImageSource images(IntBinaryOperator more) {
        return new ImageSource() {
            @Override
            public int count() {
                return 200;
            }

            @Override
            public ImageShape shape() {
                return new ImageShape(3, 8);
            }

            @Override
            public void read(int index, long draw, byte[] target, int offset) {
                SplittableRandom random = new SplittableRandom(index);
                for (int y = 0; y < 8; y++) {
                    for (int x = 0; x < 8; x++) {
                        for (int c = 0; c < 3; c++) {
                            target[offset + (y * 8 + x) * 3 + c] = (byte) (random.nextInt(100) + more.applyAsInt(x, y));
                        }
                    }
                }
            }

            @Override
            public String name(int index) {
                return "image " + index;
            }

            @Override
            public String describe() {
                return "chance";
            }

            @Override
            public String fingerprint() {
                return "chance";
            }
        };
    }

    @Test
    void with_a_gpu_it_says_so_and_trains_for_a_shorter_time() {
        Automatic.Machine gpu = new Automatic.Machine(Device.CUDA, 2, Precision.BF16);
        Automatic automatic = Automatic.of(LARGE, 1000, true, gpu);
        assertThat(automatic.reasons())
                .extracting(Automatic.Choice::setting)
                .containsExactly(Automatic.Setting.values());
        assertThat(automatic.reasons())
                .contains(
                        new Automatic.Choice(Automatic.Setting.DEVICE, "cuda", "this machine has a GPU"),
                        new Automatic.Choice(Automatic.Setting.PRECISION, "bf16", "GPUs compute it in hardware"));
        assertThat(automatic.reasons().getLast().reason()).startsWith("so large images need it on a GPU in bf16; ");
        assertThat(automatic.time().seconds())
                .isLessThan(Automatic.of(LARGE, 1000, true, USUAL).time().seconds());
    }

    @Test
    void images_are_symmetric_if_their_average_is() {
        assertThat(Symmetry.of(images((x, y) -> 0), 1)).as("chance alone").isTrue();
        assertThat(Symmetry.of(images((x, y) -> y * 10), 1)).as("darker above").isTrue();
        assertThat(Symmetry.of(images((x, y) -> x * 10), 1))
                .as("darker on the left")
                .isFalse();
    }

    @Test
    void about_half_of_the_images_are_shown_left_to_right_and_always_the_same_ones() {
        Engine.start(1);
        ImageShape shape = new ImageShape(1, 8);
        byte[] pixels = new byte[100 * 64];
        for (int i = 0; i < pixels.length; i += 8) {
            pixels[i] = 10; // the leftmost of every row
        }
        Batch batch = new Batch(pixels, 100, new int[100], List.of());
        Reals mirrored = new Reals(shape, true, new Noise(3), Optional.empty(), Device.CPU);
        byte[] first = shown(mirrored, batch, 7);
        assertThat(shown(mirrored, batch, 7)).isEqualTo(first);
        assertThat(shown(mirrored, batch, 8)).isNotEqualTo(first);
        assertThat(shown(new Reals(shape, false, new Noise(3), Optional.empty(), Device.CPU), batch, 7))
                .isEqualTo(pixels);
        int turned = 0;
        for (int n = 0; n < 100; n++) {
            byte[] row = Arrays.copyOfRange(first, n * 64 + 56, n * 64 + 64);
            boolean left = Arrays.equals(row, new byte[] {10, 0, 0, 0, 0, 0, 0, 0});
            assertThat(left || Arrays.equals(row, new byte[] {0, 0, 0, 0, 0, 0, 0, 10}))
                    .isTrue();
            turned += left ? 0 : 1;
        }
        assertThat(turned).isBetween(30, 70);
    }

    private static byte[] shown(Reals reals, Batch batch, long position) {
        try (StepScope scope = StepScope.open()) {
            Tensor images = reals.of(batch, position);
            return Images.toBytes(images);
        }
    }
}
