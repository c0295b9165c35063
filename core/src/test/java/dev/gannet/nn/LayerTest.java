package dev.gannet.nn;

import static dev.gannet.Tensors.doubles;
import static dev.gannet.Tensors.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.Scoped;
import dev.gannet.tensor.Noise;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Layer outputs against loops in double precision, written from the layers' definitions. */
@ExtendWith(Scoped.class)
class LayerTest {
    private static final Noise NOISE = new Noise(7);
    private static final Pass TRAIN = new Pass.Train(NOISE, 3);

    @Test
    void conv_is_the_sum_over_its_window() {
        Tensor x = NOISE.normal(Noise.Stream.LATENT, 0, 2, 3, 6, 6).contiguous(MemoryFormat.ChannelsLast);
        Tensor w = NOISE.normal(Noise.Stream.LATENT, 1, 5, 3, 4, 4);
        double[] in = doubles(x);
        double[] weight = doubles(w);
        double[] expected = new double[2 * 5 * 3 * 3];
        for (int n = 0; n < 2; n++) {
            for (int o = 0; o < 5; o++) {
                for (int i = 0; i < 9; i++) {
                    expected[(n * 5 + o) * 9 + i] = window(in, weight, n, o, i / 3, i % 3);
                }
            }
        }
        assertThat(doubles(new Conv(w).forward(x, TRAIN))).containsExactly(expected, within(1e-4));
    }

    private static double window(double[] in, double[] weight, int n, int o, int row, int column) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            for (int ky = 0; ky < 4; ky++) {
                for (int kx = 0; kx < 4; kx++) {
                    int y = 2 * row - 1 + ky;
                    int x = 2 * column - 1 + kx;
                    if (y >= 0 && y < 6 && x >= 0 && x < 6) {
                        sum += in[((n * 3 + c) * 6 + y) * 6 + x] * weight[((o * 3 + c) * 4 + ky) * 4 + kx];
                    }
                }
            }
        }
        return sum;
    }

    @Test
    void conv_transpose_scatters_what_conv_gathers() {
        Tensor x = NOISE.normal(Noise.Stream.LATENT, 0, 1, 2, 3, 3).contiguous(MemoryFormat.ChannelsLast);
        Tensor w = NOISE.normal(Noise.Stream.LATENT, 1, 2, 3, 4, 4);
        double[] in = doubles(x);
        double[] weight = doubles(w);
        double[] expected = new double[3 * 6 * 6];
        for (int i = 0; i < in.length; i++) {
            scatter(in, weight, expected, i);
        }
        assertThat(doubles(new ConvTranspose(w).forward(x, TRAIN))).containsExactly(expected, within(1e-4));
    }

    private static void scatter(double[] in, double[] weight, double[] out, int i) {
        int c = i / 9;
        for (int k = 0; k < 3 * 16; k++) {
            int o = k / 16;
            int y = 2 * (i % 9 / 3) - 1 + k % 16 / 4;
            int x = 2 * (i % 3) - 1 + k % 4;
            if (y >= 0 && y < 6 && x >= 0 && x < 6) {
                out[(o * 6 + y) * 6 + x] += in[i] * weight[c * 48 + k];
            }
        }
    }

    @Test
    void project_equals_the_tutorials_transposed_convolution() {
        Tensor z = NOISE.normal(Noise.Stream.LATENT, 0, 3, 10);
        Tensor w = NOISE.normal(Noise.Stream.LATENT, 1, 10, 6, 4, 4).contiguous(MemoryFormat.ChannelsLast);
        Tensor tutorial = torch.conv_transpose2d(z.view(3, 10, 1, 1), w);
        assertThat(doubles(new Project(w).forward(z, TRAIN))).containsExactly(doubles(tutorial), within(1e-4));
    }

    @Test
    void project_and_score_take_any_height_and_width() {
        Tensor z = NOISE.normal(Noise.Stream.LATENT, 0, 3, 10);
        Tensor up = NOISE.normal(Noise.Stream.LATENT, 1, 10, 6, 4, 7).contiguous(MemoryFormat.ChannelsLast);
        Tensor image = torch.conv_transpose2d(z.view(3, 10, 1, 1), up);
        Project project = new Project(up);
        assertThat(project.forward(z, TRAIN).shape()).containsExactly(3, 6, 4, 7);
        assertThat(doubles(project.forward(z, TRAIN))).containsExactly(doubles(image), within(1e-4));
        assertThat(project.outputShape(new long[] {10})).containsExactly(6, 4, 7);
        assertThat(project.multiplyAdds(new long[] {10})).isEqualTo(10 * 6 * 4 * 7);
        assertThat(project.describe()).isEqualTo("Project to 7x4");
        Tensor down = NOISE.normal(Noise.Stream.LATENT, 2, 1, 6, 4, 7).contiguous(MemoryFormat.ChannelsLast);
        Tensor logits = torch.conv2d(image, down).view(-1);
        assertThat(doubles(new Score(down).forward(image, TRAIN))).containsExactly(doubles(logits), within(1e-3));
    }

    @Test
    void score_equals_the_tutorials_last_convolution() {
        Tensor x = NOISE.normal(Noise.Stream.LATENT, 0, 3, 6, 4, 4).contiguous(MemoryFormat.ChannelsLast);
        Tensor w = NOISE.normal(Noise.Stream.LATENT, 1, 1, 6, 4, 4).contiguous(MemoryFormat.ChannelsLast);
        Tensor tutorial = torch.conv2d(x, w).view(-1);
        assertThat(doubles(new Score(w).forward(x, TRAIN))).containsExactly(doubles(tutorial), within(1e-4));
    }

    @Test
    void batch_norm_normalises_by_the_batch_and_moves_its_averages() {
        BatchNorm norm = new BatchNorm(of(2f), of(0.5f), of(0f), of(1f));
        Tensor x = of(new float[] {1, 2, 3, 6}, 2, 1, 1, 2); // mean 3, variance 3.5, unbiased 14/3
        double[] expected = new double[4];
        double[] in = {1, 2, 3, 6};
        for (int i = 0; i < 4; i++) {
            expected[i] = 2 * (in[i] - 3) / Math.sqrt(3.5 + 1e-5) + 0.5;
        }
        assertThat(doubles(norm.forward(x, new Pass.Probe()))).containsExactly(expected, within(1e-5));
        assertThat(doubles(norm.runningMean())).as("a probe leaves no trace").containsExactly(0);
        assertThat(doubles(norm.forward(x, TRAIN))).containsExactly(expected, within(1e-5));
        assertThat(doubles(norm.runningMean())).containsExactly(new double[] {0.3}, within(1e-6));
        assertThat(doubles(norm.runningVar())).containsExactly(new double[] {0.9 + 0.1 * 14 / 3}, within(1e-6));
        double evaluated = 2 * (1 - 0.3) / Math.sqrt(0.9 + 1.4 / 3 + 1e-5) + 0.5;
        assertThat(doubles(norm.forward(x, new Pass.Eval()))[0]).isCloseTo(evaluated, within(1e-5));
    }

    @Test
    void layer_norm_normalises_each_image_by_itself() {
        LayerNorm norm = new LayerNorm(of(1f, 1f), of(0f, 0f));
        Tensor x = of(new float[] {1, 3, 10, 10}, 2, 2, 1, 1); // (1, 3): mean 2, variance 1; (10, 10): variance 0
        assertThat(doubles(norm.forward(x, TRAIN))).containsExactly(new double[] {-1, 1, 0, 0}, within(1e-4));
    }

    @Test
    void maxout_takes_the_largest_piece() {
        Linear linear =
                new Linear(of(new float[] {1, -1, 2, 0.5f}, 4, 1), of(0f, 0f, -1f, 0f)); // units (x, -x), (2x-1, x/2)
        assertThat(doubles(new Maxout(linear, 2).forward(of(new float[] {3, -2}, 2, 1), TRAIN)))
                .containsExactly(3, 5, 2, -1);
    }

    @Test
    void activations() {
        assertThat(doubles(Activation.RELU.forward(of(-1f, 2f), TRAIN))).containsExactly(0, 2);
        assertThat(doubles(Activation.LEAKY_RELU.forward(of(-1f, 2f), TRAIN)))
                .containsExactly(new double[] {-0.2, 2}, within(1e-6));
        assertThat(doubles(Activation.TANH.forward(of(0.5f), TRAIN)))
                .containsExactly(new double[] {Math.tanh(0.5)}, within(1e-6));
    }

    @Test
    void dropout_is_a_function_of_its_counter_and_rests_outside_of_training() {
        Dropout dropout = new Dropout(0.25, 1);
        Tensor ones = torch.ones(100, 100);
        double[] first = doubles(dropout.forward(ones, TRAIN));
        assertThat(doubles(dropout.forward(ones, TRAIN))).containsExactly(first);
        assertThat(doubles(dropout.forward(ones, new Pass.Train(NOISE, 4)))).isNotEqualTo(first);
        assertThat(doubles(new Dropout(0.25, 2).forward(ones, TRAIN))).isNotEqualTo(first);
        assertThat(java.util.Arrays.stream(first).filter(value -> value == 0).count())
                .isBetween(2300L, 2700L);
        assertThat(java.util.Arrays.stream(first).distinct().max().orElseThrow())
                .isCloseTo(1 / 0.75, within(1e-6));
        assertThat(doubles(dropout.forward(ones, new Pass.Eval()))).containsOnly(1);
        assertThat(doubles(dropout.forward(ones, new Pass.Probe()))).containsOnly(1);
    }

    @Test
    void a_network_refuses_another_shape_by_axis() {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        layers.put("conv", new Conv(torch.zeros(2, 3, 4, 4)));
        Net net = new Net("D", new long[] {3, 8, 8}, layers);
        assertThatThrownBy(() -> net.forward(torch.zeros(5, 3, 4, 8), TRAIN))
                .hasMessage("D input: axis 2 is 4, expected 8; shape [5, 3, 4, 8]");
        assertThatThrownBy(() -> net.forward(torch.zeros(3, 8, 8), TRAIN))
                .hasMessage("D input: got 3 axes, expected 4; shape [3, 8, 8]");
        assertThat(net.summary())
                .containsExactly(new SummaryRow("conv", "Conv 4x4, stride 2", "[2, 4, 4]", 96, 96 * 16));
    }

    @Test
    void a_frozen_network_passes_gradients_on_but_takes_none() {
        Tensor weight = NOISE.normal(Noise.Stream.LATENT, 1, 2, 1, 4, 4);
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        layers.put("conv", new Conv(weight));
        Net net = new Net("D", new long[] {1, 4, 4}, layers);
        Tensor x = NOISE.normal(Noise.Stream.LATENT, 2, 1, 1, 4, 4);
        x.requires_grad_(true);
        net.trainable(false);
        net.forward(x, TRAIN).sum().backward();
        assertThat(weight.grad().defined()).isFalse();
        assertThat(x.grad().defined()).isTrue();
        net.trainable(true);
        net.forward(x, TRAIN).sum().backward();
        assertThat(weight.grad().defined()).isTrue();
        net.clearGradients();
        assertThat(weight.grad().defined()).isFalse();
        assertThat(new TensorOptional(weight).has_value()).isTrue();
    }
}
