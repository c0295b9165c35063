package dev.gannet.model;

import static dev.gannet.Tensors.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.config.KnownClass;
import dev.gannet.config.Recipe;
import dev.gannet.config.Size;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.nn.SummaryRow;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {
    private static final Noise NOISE = new Noise(3);

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    private static Recipe dcgan(int latent, int width) {
        return new Recipe.Dcgan(latent, width, Recipe.Dcgan.TUTORIAL.game());
    }

    @ParameterizedTest
    @ValueSource(strings = {"64x96", "96x64", "16x8", "8x16", "8", "32x128", "80x64"})
    void images_and_logits_have_their_shape(String size) {
        for (int channels : new int[] {1, 3, 4}) {
            ImageShape image = Size.parse(size).shape(channels);
            check(dcgan(5, 2), image);
            check(new Recipe.Modern(5, 2, true, Recipe.Modern.DEFAULT.game()), image);
            check(new Recipe.Modern(5, 2, false, Recipe.Modern.DEFAULT.game()), image);
            check(new Recipe.Vanilla(5, 6, 5, 2, Recipe.Vanilla.PAPER.game()), image);
        }
    }

    private static void check(Recipe recipe, ImageShape image) {
        recipe.check(image);
        try (Gan gan = Models.of(recipe, image, NOISE);
                StepScope scope = StepScope.open()) {
            Tensor z = NOISE.normal(Noise.Stream.LATENT, 0, 3, 5);
            Tensor made = gan.generator().forward(z, new Pass.Probe());
            assertThat(made.shape()).containsExactly(3, image.channels(), image.height(), image.width());
            assertThat(Arrays.stream(doubles(made)).allMatch(value -> Math.abs(value) <= 1))
                    .isTrue();
            Tensor logits = gan.discriminator().forward(made, new Pass.Probe());
            assertThat(logits.shape()).containsExactly(3);
            assertThat(Arrays.stream(doubles(logits)).allMatch(Double::isFinite))
                    .isTrue();
            assertThat(gan.generator().summary().getLast().outputShape())
                    .isEqualTo("[%d, %d, %d]".formatted(image.channels(), image.height(), image.width()));
        }
    }

    @Test
    void networks_know_whether_neighbours_in_the_batch_count() {
        ImageShape image = new ImageShape(3, 16);
        neighboursCount(dcgan(5, 2), image, true, true);
        neighboursCount(new Recipe.Modern(5, 2, true, Recipe.Modern.DEFAULT.game()), image, false, true);
        neighboursCount(new Recipe.Vanilla(5, 6, 5, 2, Recipe.Vanilla.PAPER.game()), image, false, false);
    }

    private static void neighboursCount(Recipe recipe, ImageShape image, boolean forForger, boolean forDetective) {
        try (Gan gan = Models.of(recipe, image, NOISE);
                StepScope scope = StepScope.open()) {
            Tensor z = NOISE.normal(Noise.Stream.LATENT, 0, 2, 5);
            assertThat(firstChanges(gan.generator(), z)).isEqualTo(forForger);
            assertThat(gan.generator().seesNeighbours()).isEqualTo(forForger);
            Tensor images = NOISE.normal(Noise.Stream.LATENT, 1, 2, 3, 16, 16);
            assertThat(firstChanges(gan.discriminator(), images)).isEqualTo(forDetective);
            assertThat(gan.discriminator().seesNeighbours()).isEqualTo(forDetective);
        }
    }

    /** Whether the first output is another one if the second input is. */
    private static boolean firstChanges(Net net, Tensor two) {
        Tensor other = two.clone();
        other.select(0, 1).neg_();
        double[] before = doubles(net.forward(two, new Pass.Probe()).select(0, 0));
        double[] after = doubles(net.forward(other, new Pass.Probe()).select(0, 0));
        return !Arrays.equals(before, after);
    }

    /** Another class, another image and another verdict, of the same noise and the same image. */
    @Test
    void networks_that_are_told_classes_listen() {
        Recipe told = new Recipe.Modern(5, 2, true, Recipe.Modern.DEFAULT.game())
                .withClasses(List.of(new KnownClass("cat", 3), new KnownClass("dog", 1)));
        try (Gan gan = Models.of(told, new ImageShape(3, 16), NOISE);
                StepScope scope = StepScope.open()) {
            Tensor z = NOISE.normal(Noise.Stream.LATENT, 0, 1, 5).expand(2, 5);
            Pass both = new Pass.Eval(Optional.of(Tensor.create(0L, 1L)));
            double[] made = doubles(gan.generator().forward(z, both));
            int half = made.length / 2;
            assertThat(Arrays.copyOf(made, half)).isNotEqualTo(Arrays.copyOfRange(made, half, made.length));
            Tensor image = gan.generator().forward(z, new Pass.Eval(Optional.of(Tensor.create(1L, 1L))));
            double[] verdicts = doubles(gan.discriminator().forward(image, both));
            assertThat(verdicts[0]).isNotCloseTo(verdicts[1], within(1e-3));
            assertThat(gan.generator().summary())
                    .contains(new SummaryRow("class.code", "Code of 2 classes", "[10]", 10, 0));
            assertThat(gan.discriminator().summary().getLast())
                    .isEqualTo(new SummaryRow("score", "Score by class", "[]", 3 * 16 * 5, 16 * 5));
            assertThatThrownBy(() -> gan.generator().forward(z, new Pass.Eval()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a network of 2 classes is to be told each input's: got none");
        }
    }

    /** By hand: latent 5, width 2. A first image of 4x6 has 16 channels, then 8, 4, 2 and the image's. */
    @Test
    void a_network_of_64_by_96_pixels_by_hand() {
        try (Gan gan = Models.of(dcgan(5, 2), new ImageShape(4, 96, 64), NOISE)) {
            assertThat(gan.generator().summary())
                    .startsWith(new SummaryRow("4x6.project", "Project to 4x6", "[16, 6, 4]", 5 * 16 * 24, 5 * 16 * 24))
                    .contains(
                            new SummaryRow("4x6.norm", "BatchNorm", "[16, 6, 4]", 32, 0),
                            conv("8x12.conv", "[8, 12, 8]", 16 * 8 * 16, 24),
                            conv("16x24.conv", "[4, 24, 16]", 8 * 4 * 16, 96),
                            conv("32x48.conv", "[2, 48, 32]", 4 * 2 * 16, 384),
                            conv("image.conv", "[4, 96, 64]", 2 * 4 * 16, 1536));
            assertThat(parameters(gan.generator())).isEqualTo(1920 + 32 + (2048 + 16) + (512 + 8) + (128 + 4) + 128);
            assertThat(gan.discriminator().summary())
                    .startsWith(down("32x48.conv", "[2, 48, 32]", 4 * 2 * 16, 1536))
                    .contains(
                            down("16x24.conv", "[4, 24, 16]", 2 * 4 * 16, 384),
                            down("8x12.conv", "[8, 12, 8]", 4 * 8 * 16, 96),
                            down("4x6.conv", "[16, 6, 4]", 8 * 16 * 16, 24))
                    .endsWith(new SummaryRow("score", "Score", "[]", 16 * 24, 16 * 24));
            assertThat(parameters(gan.discriminator())).isEqualTo(128 + (128 + 8) + (512 + 16) + (2048 + 32) + 384);
        }
    }

    private static SummaryRow conv(String name, String shape, long parameters, long pixels) {
        return new SummaryRow(name, "ConvTranspose 4x4, stride 2", shape, parameters, parameters * pixels);
    }

    private static SummaryRow down(String name, String shape, long parameters, long pixels) {
        return new SummaryRow(name, "Conv 4x4, stride 2", shape, parameters, parameters * pixels);
    }

    private static long parameters(Net net) {
        return net.summary().stream().mapToLong(SummaryRow::parameters).sum();
    }

    /** The same numbers in the other direction, and the smallest network that there is. */
    @ParameterizedTest
    @CsvSource({
        // as 64x96 above: 1920 + 32 + 2064 + 520 + 132 + 128; 128 + 136 + 528 + 2080 + 384
        "96x64, 4796, 3256",
        // first image 8x4, 2 channels: 5*2*32 + 4, then 2*4*16; D: 4*2*16, then 2*32
        "16x8, 452, 192",
    })
    void parameters_by_hand(String size, long inG, long inD) {
        try (Gan gan = Models.of(dcgan(5, 2), Size.parse(size).shape(4), NOISE)) {
            assertThat(parameters(gan.generator())).isEqualTo(inG);
            assertThat(parameters(gan.discriminator())).isEqualTo(inD);
        }
    }

    /** Files of weights are read by these names. */
    @Test
    void layers_are_named_by_width_and_height_and_squares_as_ever() {
        assertThat(names(new ImageShape(3, 32)))
                .containsExactly(
                        "4x4.project",
                        "4x4.norm",
                        "4x4.relu",
                        "8x8.conv",
                        "8x8.norm",
                        "8x8.relu",
                        "16x16.conv",
                        "16x16.norm",
                        "16x16.relu",
                        "image.conv",
                        "image.tanh",
                        "16x16.conv",
                        "16x16.relu",
                        "8x8.conv",
                        "8x8.norm",
                        "8x8.relu",
                        "4x4.conv",
                        "4x4.norm",
                        "4x4.relu",
                        "score");
        assertThat(names(new ImageShape(3, 8, 16)))
                .containsExactly(
                        "8x4.project",
                        "8x4.norm",
                        "8x4.relu",
                        "image.conv",
                        "image.tanh",
                        "8x4.conv",
                        "8x4.relu",
                        "score");
    }

    private static List<String> names(ImageShape image) {
        try (Gan gan = Models.of(dcgan(5, 2), image, NOISE)) {
            return java.util.stream.Stream.of(gan.generator(), gan.discriminator())
                    .flatMap(net -> net.summary().stream())
                    .map(SummaryRow::name)
                    .toList();
        }
    }

    /** Vanilla, hidden 6, 5 units of 2 pieces, 8 wide, 16 high, 4 channels: 512 values an image. */
    @Test
    void a_perceptron_by_hand() {
        Recipe recipe = new Recipe.Vanilla(5, 6, 5, 2, Recipe.Vanilla.PAPER.game());
        try (Gan gan = Models.of(recipe, new ImageShape(4, 16, 8), NOISE)) {
            assertThat(parameters(gan.generator())).isEqualTo((5 * 6 + 6) + (6 * 6 + 6) + (6 * 512 + 512));
            assertThat(parameters(gan.discriminator())).isEqualTo((512 * 10 + 10) + (5 * 10 + 10) + (5 + 1));
            assertThat(gan.generator().summary().getLast())
                    .isEqualTo(new SummaryRow("image", "Reshape to [4, 16, 8]", "[4, 16, 8]", 0, 0));
        }
    }
}
