package dev.gannet.optim;

import static dev.gannet.Tensors.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.nn.Net;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AverageTest {
    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    private static void fill(Net net, double value) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            net.state().values().forEach(tensor -> tensor.fill_(new Scalar(value)));
        }
    }

    private static double first(Tensor tensor) {
        return doubles(tensor)[0];
    }

    /** After one half-life of images half of the old is left; the running averages of batch norm are not averaged again. */
    @Test
    void half_of_the_old_is_left_after_one_half_life() {
        Recipe recipe = new Recipe.Dcgan(3, 2, Recipe.Dcgan.TUTORIAL.game().withEma(1));
        try (Gan gan = Models.of(recipe, new ImageShape(1, 16), new Noise(1));
                Average average = new Average(gan.average().orElseThrow(), gan.generator(), 1000)) {
            Net follower = gan.average().orElseThrow();
            fill(follower, 0);
            fill(gan.generator(), 1);
            for (int step = 1; step <= 10; step++) {
                average.follow(1_000_000 + 100L * step, 100);
            }
            assertThat(first(follower.parameters().firstEntry().getValue())).isCloseTo(0.5, within(1e-6));
            assertThat(first(follower.buffers().firstEntry().getValue())).isEqualTo(1);
            fill(gan.generator(), 3);
            average.reset();
            assertThat(first(follower.parameters().lastEntry().getValue())).isEqualTo(3);
        }
    }

    /** A tenth of 500 images is 50, so that a batch of 100 leaves a quarter of the old. */
    @Test
    void early_on_it_forgets_faster() {
        Recipe recipe = new Recipe.Dcgan(3, 2, Recipe.Dcgan.TUTORIAL.game().withEma(1));
        try (Gan gan = Models.of(recipe, new ImageShape(1, 16), new Noise(1));
                Average average = new Average(gan.average().orElseThrow(), gan.generator(), 1000)) {
            fill(gan.average().orElseThrow(), 0);
            fill(gan.generator(), 1);
            average.follow(500, 100);
            assertThat(first(gan.average()
                            .orElseThrow()
                            .parameters()
                            .firstEntry()
                            .getValue()))
                    .isCloseTo(0.75, within(1e-6));
        }
    }
}
