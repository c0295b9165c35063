package dev.gannet.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Tensors;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights of 1 on pixels of 1 count how many weights make an output pixel: a checkerboard where that differs. */
class UpsamplingTest {
    @Test
    void every_pixel_of_a_transposed_convolution_is_made_by_as_many_weights() {
        Engine.start(1);
        try (StepScope scope = StepScope.open()) {
            Tensor ones = torch.ones(1, 1, 8, 8);
            Tensor ours = new ConvTranspose(torch.ones(1, 1, 4, 4)).forward(ones, new Pass.Probe());
            assertThat(inside(ours)).containsOnly(4);
            // the control: 3 is no multiple of the stride
            Tensor uneven = torch.conv_transpose2d(
                    ones,
                    torch.ones(1, 1, 3, 3),
                    new TensorOptional(),
                    new long[] {2, 2},
                    new long[] {1, 1},
                    new long[] {1, 1},
                    1,
                    1,
                    1);
            assertThat(inside(uneven)).contains(1, 2, 4);
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "1, 8", "3, 1", "1, 1"})
    void stretching_without_libtorchs_interpolation_gives_the_same_image_and_gradient(int height, int width) {
        Engine.start(1);
        try (StepScope scope = StepScope.open()) {
            Tensor image = new Noise(3).normal(Noise.Stream.LATENT, 0, 2, 3, height, width);
            Tensor weights = new Noise(3).normal(Noise.Stream.LATENT, 1, 2, 3, 2L * height, 2L * width);
            Tensor ours = image.clone().requires_grad_(true);
            Tensor theirs = image.clone().requires_grad_(true);
            Tensor stretched = Stretched.twice(ours);
            Tensor expected = torch.upsample_bilinear2d(theirs, new long[] {2L * height, 2L * width}, false);
            assertThat(apart(stretched, expected)).isLessThan(1e-6);
            stretched.mul(weights).sum().backward();
            expected.mul(weights).sum().backward();
            assertThat(apart(ours.grad(), theirs.grad())).isLessThan(1e-6);
        }
    }

    private static double apart(Tensor a, Tensor b) {
        double[] one = Tensors.doubles(a);
        double[] other = Tensors.doubles(b);
        assertThat(one).hasSameSizeAs(other);
        double most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs(one[i] - other[i]));
        }
        return most;
    }

    /** Without the edge, which sees less of the input. */
    private static double[] inside(Tensor image) {
        return Tensors.doubles(image.narrow(2, 4, 8).narrow(3, 4, 8));
    }
}
