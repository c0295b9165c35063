package dev.gannet.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Tensors;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

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

    /** Without the edge, which sees less of the input. */
    private static double[] inside(Tensor image) {
        return Tensors.doubles(image.narrow(2, 4, 8).narrow(3, 4, 8));
    }
}
