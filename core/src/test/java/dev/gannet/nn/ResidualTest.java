package dev.gannet.nn;

import static dev.gannet.Tensors.doubles;
import static dev.gannet.Tensors.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import java.util.Arrays;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The layers of recipe modern, against numbers worked out by hand and plain loops. */
class ResidualTest {
    private static final Offset<Double> CLOSE = within(1e-5);
    private static final Noise NOISE = new Noise(5);
    private static final Pass TRAIN = new Pass.Train(NOISE, 0);

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    @Test
    void pixel_norm_brings_every_pixel_to_a_mean_square_of_one() {
        try (StepScope scope = StepScope.open()) {
            Tensor x = of(new float[] {3, 0, 4, 2}, 1, 2, 1, 2); // pixels (3, 4) and (0, 2)
            double first = Math.sqrt(12.5);
            double second = Math.sqrt(2);
            assertThat(doubles(new PixelNorm().forward(x, TRAIN)))
                    .containsExactly(new double[] {3 / first, 0, 4 / first, 2 / second}, CLOSE);
            assertThat(doubles(x)).as("the input stays").containsExactly(3, 0, 4, 2);
        }
    }

    @Test
    void a_class_code_is_the_learned_vector_of_the_class_behind_the_noise() {
        try (StepScope scope = StepScope.open()) {
            Tensor weight = of(new float[] {1, 1, 3, 4}, 2, 2); // of mean squares 1 and 12.5
            Tensor z = of(new float[] {5, 6, 7, 8, 9, 10}, 3, 2);
            Pass told = new Pass.Train(NOISE, 0, Optional.of(Tensor.create(1L, 0L, 1L)));
            double length = Math.sqrt(12.5);
            assertThat(doubles(new ClassCode(weight).forward(z, told)))
                    .containsExactly(
                            new double[] {5, 6, 3 / length, 4 / length, 7, 8, 1, 1, 9, 10, 3 / length, 4 / length},
                            CLOSE);
        }
    }

    @Test
    void a_score_by_class_adds_a_product_with_the_weight_of_the_class() {
        try (StepScope scope = StepScope.open()) {
            Tensor x = NOISE.normal(Noise.Stream.LATENT, 0, 4, 3, 2, 2).requires_grad_(true);
            Tensor shared = NOISE.normal(Noise.Stream.LATENT, 1, 1, 3, 2, 2).requires_grad_(true);
            Tensor classes = NOISE.normal(Noise.Stream.LATENT, 2, 3, 3, 2, 2).requires_grad_(true);
            int[] labels = {2, 0, 2, 2};
            Pass told = new Pass.Train(NOISE, 0, Optional.of(Tensor.create(2L, 0L, 2L, 2L)));
            Tensor scores = new ClassScore(shared, classes).forward(x, told);
            double[] in = doubles(x);
            double[] expected = new double[4];
            double[] slopes = new double[3 * 12]; // of the sum, by the classes' weights
            for (int n = 0; n < 4; n++) {
                for (int i = 0; i < 12; i++) {
                    expected[n] += in[n * 12 + i] * (doubles(shared)[i] + doubles(classes)[labels[n] * 12 + i]);
                    slopes[labels[n] * 12 + i] += in[n * 12 + i];
                }
            }
            assertThat(doubles(scores)).containsExactly(expected, CLOSE);
            scores.sum().backward();
            assertThat(doubles(classes.grad())).containsExactly(slopes, CLOSE);
        }
    }

    @Test
    void minibatch_spread_is_the_mean_deviation_within_each_group() {
        try (StepScope scope = StepScope.open()) {
            Tensor x = NOISE.normal(Noise.Stream.LATENT, 0, 12, 2, 3, 3); // two groups of six
            double[] in = doubles(x);
            Tensor y = new MinibatchSpread().forward(x, TRAIN);
            assertThat(y.shape()).containsExactly(12, 3, 3, 3);
            double[] out = doubles(y);
            for (int n = 0; n < 12; n++) {
                double[] same = Arrays.copyOfRange(out, n * 27, n * 27 + 18);
                assertThat(same).containsExactly(Arrays.copyOfRange(in, n * 18, n * 18 + 18));
                double[] added = Arrays.copyOfRange(out, n * 27 + 18, n * 27 + 27);
                double expected = spread(in, n / 6 * 6);
                assertThat(Arrays.stream(added).allMatch(value -> Math.abs(value - expected) < 1e-5))
                        .isTrue();
            }
        }
    }

    private static double spread(double[] in, int from) {
        double sum = 0;
        for (int k = 0; k < 18; k++) {
            double mean = 0;
            double square = 0;
            for (int n = from; n < from + 6; n++) {
                mean += in[n * 18 + k] / 6;
                square += in[n * 18 + k] * in[n * 18 + k] / 6;
            }
            sum += Math.sqrt(square - mean * mean) / 18;
        }
        return sum;
    }

    /** The learned path is 0, so that the image itself comes back, stretched: between 0 and 4 lie 1 and 3. */
    @Test
    void up_stretches_the_image_and_adds_what_it_has_learned() {
        try (StepScope scope = StepScope.open()) {
            Tensor x = of(new float[] {0, 4, 8, 12}, 1, 1, 2, 2);
            ConvTranspose nothing = new ConvTranspose(torch.zeros(1, 1, 4, 4), Optional.of(of(0.5f)));
            Tensor y = new Residual.Up(nothing, Optional.empty(), Optional.empty()).forward(x, TRAIN);
            double[] stretched = {0, 1, 3, 4, 2, 3, 5, 6, 6, 7, 9, 10, 8, 9, 11, 12};
            assertThat(doubles(y))
                    .containsExactly(Arrays.stream(stretched).map(v -> v + 0.5).toArray(), CLOSE);
        }
    }

    /** Straight path: the mean, 1. Learned: leaky ReLU of the upper left pixel times 3, plus the bias. */
    @Test
    void down_averages_the_image_and_adds_what_it_has_learned() {
        try (StepScope scope = StepScope.open()) {
            Tensor x = of(new float[] {-10, 4, 4, 6}, 1, 1, 2, 2);
            Tensor weight = torch.zeros(1, 1, 4, 4);
            weight.view(16).narrow(0, 5, 1).fill_(new Scalar(3f)); // row 1, column 1
            Conv half = new Conv(weight, Optional.of(of(0.25f)));
            Tensor y = new Residual.Down(Optional.empty(), half, Optional.empty()).forward(x, TRAIN);
            assertThat(doubles(y)).containsExactly(new double[] {(1 + 3 * -2 + 0.25) / Math.sqrt(2)}, CLOSE);
            assertThat(doubles(x)).as("the input stays").containsExactly(-10, 4, 4, 6);
        }
    }

    @Test
    void refining_and_mixing_are_part_of_the_block() {
        try (StepScope scope = StepScope.open()) {
            Init init = new Init(NOISE, 0);
            Refine refine = new Refine(init.normal(0, 1, 2, 2, 3, 3), init.zeros(2));
            Conv half = new Conv(init.normal(0, 1, 3, 2, 4, 4), Optional.of(init.zeros(3)));
            Mix mix = new Mix(init.normal(0, 1, 3, 2, 1, 1));
            Residual.Down down = new Residual.Down(Optional.of(refine), half, Optional.of(mix));
            assertThat(down.parameters())
                    .containsOnlyKeys("half.weight", "half.bias", "refine.weight", "refine.bias", "mix.weight");
            Tensor x = NOISE.normal(Noise.Stream.LATENT, 1, 2, 2, 4, 4);
            Tensor once = torch.leaky_relu(x, new Scalar(0.2));
            Tensor twice = torch.leaky_relu(refine.forward(once, TRAIN), new Scalar(0.2));
            Tensor expected = mix.forward(torch.avg_pool2d(x, 2, 2), TRAIN).add(half.forward(twice, TRAIN));
            double[] scaled =
                    Arrays.stream(doubles(expected)).map(v -> v / Math.sqrt(2)).toArray();
            assertThat(doubles(down.forward(x, TRAIN))).containsExactly(scaled, CLOSE);
            assertThat(down.multiplyAdds(new long[] {2, 4, 4})).isEqualTo(2 * 2 * 9 * 16 + 3 * 2 * 16 * 4 + 3 * 2 * 4);
        }
    }
}
