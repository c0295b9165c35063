package dev.gannet.train;

import static dev.gannet.Tensors.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StretchTest {
    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    /** The squares of the singular values of (3 0; 4 5) are the roots of s^2 - 50 s + 225: 45 and 5. */
    @Test
    void it_is_the_largest_singular_value_of_outputs_by_the_rest() {
        try (StepScope scope = StepScope.open()) {
            assertThat(Stretch.of(of(new float[] {3, 0, 4, 5}, 2, 2))).isCloseTo(Math.sqrt(45), within(1e-4));
            assertThat(Stretch.of(of(new float[] {3, 0, 4, 5}, 2, 2, 1, 1))).isCloseTo(Math.sqrt(45), within(1e-4));
            assertThat(Stretch.of(of(new float[] {3, 0, 4, 5}, 2, 1, 2, 1))).isCloseTo(Math.sqrt(45), within(1e-4));
            assertThat(Stretch.of(of(new float[6], 2, 3))).isZero();
        }
    }

    @Test
    void random_weights_are_stretched_almost_as_far_as_an_exact_decomposition_says() {
        try (StepScope scope = StepScope.open()) {
            Tensor weight = new Noise(5).normal(Noise.Stream.LATENT, 0, 32, 16, 4, 4);
            double exact = torch.linalg_svdvals(weight.reshape(32, -1)).max().item_float();
            assertThat(Stretch.of(weight.contiguous(MemoryFormat.ChannelsLast)))
                    .isBetween(0.95 * exact, 1.00001 * exact);
        }
    }

    @Test
    void weights_are_named_by_network_and_those_of_one_axis_left_out() {
        try (Gan gan = Models.of(Recipe.Dcgan.TUTORIAL, new ImageShape(3, 16), new Noise(1))) {
            assertThat(Stretch.of(gan).keySet())
                    .contains("D score.weight", "G 4x4.project.weight")
                    .allMatch(name -> name.matches("[DG] .*\\.weight"))
                    .noneMatch(name -> name.contains("norm"));
            assertThat(Stretch.of(gan).values()).allMatch(value -> value > 0);
        }
    }
}
