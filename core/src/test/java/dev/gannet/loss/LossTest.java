package dev.gannet.loss;

import static dev.gannet.Tensors.doubles;
import static dev.gannet.Tensors.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.Tensors;
import dev.gannet.config.Json;
import dev.gannet.config.LossConfig;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.StepScope;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Losses against numbers worked out by hand, at D(real) = 2 and -0.5, D(fake) = 1 and -3. */
class LossTest {
    private static final Offset<Double> CLOSE = within(1e-5);

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    // softplus(-2) = 0.126928, softplus(0.5) = 0.974077, softplus(1) = 1.313262, softplus(-3) = 0.048587
    @Test
    void bce() {
        expect(new LossConfig.Bce(), 0.126928 + 1.313262, 0.974077 + 0.048587);
        // softplus(-1) = 0.313262, softplus(3) = 3.048587
        expectForG(new LossConfig.Bce(), 0.313262, 3.048587);
    }

    @Test
    void saturating() {
        expect(new LossConfig.Saturating(), 1.440190, 1.022664);
        expectForG(new LossConfig.Saturating(), -1.313262, -0.048587);
    }

    @Test
    void hinge() {
        expect(new LossConfig.Hinge(), 0 + 2, 1.5 + 0); // max(0, 1 - 2) + max(0, 1 + 1); max(0, 1.5) + max(0, -2)
        expectForG(new LossConfig.Hinge(), -1, 3);
    }

    @Test
    void least_squares() {
        expect(new LossConfig.LeastSquares(), 0.5 * (1 + 1), 0.5 * (2.25 + 9));
        expectForG(new LossConfig.LeastSquares(), 0, 8); // (1 - 1)^2 / 2, (-3 - 1)^2 / 2
    }

    @Test
    void wasserstein() {
        expect(new LossConfig.WassersteinGp(10), 1 - 2, -3 + 0.5);
        expectForG(new LossConfig.WassersteinGp(10), -1, 3);
    }

    /** 0.9 softplus(-2) + 0.1 softplus(2) = 0.326928, 0.9 softplus(0.5) + 0.1 softplus(-0.5) = 0.924077. */
    @Test
    void smoothed() {
        LossConfig config = new LossConfig.Smoothed(new LossConfig.Bce(), 0.9);
        expect(config, 0.326928 + 1.313262, 0.924077 + 0.048587);
        assertThat(new Json().read(new Json().line(config), LossConfig.class, "it"))
                .isEqualTo(config);
    }

    /** softplus(1 - 2) = 0.313262, softplus(-3 + 0.5) = 0.078889; the pairs' middles are 1.5 and -1.75. */
    @Test
    void relativistic() {
        LossConfig config = new LossConfig.Relativistic(1, 1);
        expect(config, 0.313262 + 0.001 * 1.5 * 1.5, 0.078889 + 0.001 * 1.75 * 1.75);
        expectForG(config, 1.313262, 2.578889); // softplus(2 - 1), softplus(-0.5 + 3)
    }

    /** For D(x) = w x the slope is w everywhere: gamma / 2 |w|^2, as many times as steps are left out. */
    @Test
    void zero_centred_penalty_of_a_linear_discriminator() {
        try (StepScope scope = StepScope.open()) {
            Tensor w = of(new float[] {3, 4}, 2);
            w.requires_grad_(true);
            ZeroCentred penalty = new ZeroCentred(0.5, 4);
            Tensor real = of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1);
            Tensor fake = of(new float[] {5, 6, 7, 8}, 2, 2, 1, 1);
            List<Tensor> points = penalty.points(real, fake, () -> {
                throw new AssertionError("needs no images in between");
            });
            assertThat(points.stream().map(Tensors::doubles)).containsExactly(doubles(real), doubles(fake));
            Tensor at = points.getLast();
            Tensor errors = penalty.of(at, torch.mv(at.flatten(1, -1), w));
            assertThat(doubles(errors)).containsExactly(new double[] {25, 25}, CLOSE); // 0.5 / 2 * 4 * 5^2
            errors.mean().backward();
            assertThat(doubles(w.grad())).containsExactly(new double[] {6, 8}, within(1e-4)); // 0.5 * 4 * w
            assertThat(List.of(penalty.isDue(0), penalty.isDue(3), penalty.isDue(8)))
                    .containsExactly(true, false, true);
        }
    }

    @Test
    void bce_stays_finite_where_a_logarithm_would_not() {
        try (StepScope scope = StepScope.open()) {
            double[] errors = doubles(new Bce().discriminator(of(-200f, 200f), of(200f, -200f)));
            assertThat(errors[0]).isCloseTo(400, CLOSE);
            assertThat(errors[1]).isCloseTo(0, CLOSE);
        }
    }

    @Test
    void every_loss_pushes_d_and_g_the_right_way() {
        for (LossConfig config : LossConfig.byName().values()) {
            try (StepScope scope = StepScope.open()) {
                Tensor real = of(0.1f);
                Tensor fake = of(0.2f);
                real.requires_grad_(true);
                fake.requires_grad_(true);
                AdversarialLoss loss = Losses.of(config);
                loss.discriminator(real, fake).sum().backward();
                assertThat(doubles(real.grad())[0]).as("%s, D on real", config).isNegative();
                assertThat(doubles(fake.grad())[0]).as("%s, D on fake", config).isPositive();
                Tensor again = of(0.2f);
                again.requires_grad_(true);
                loss.generator(again, of(0.1f)).sum().backward();
                assertThat(doubles(again.grad())[0]).as("%s, G", config).isNegative();
            }
        }
    }

    @Test
    void verdicts_are_probabilities_where_the_loss_has_one() {
        try (StepScope scope = StepScope.open()) {
            assertThat(doubles(new Bce().verdict(of(0f, 2f)))).containsExactly(new double[] {0.5, 0.880797}, CLOSE);
            assertThat(doubles(new LeastSquares().verdict(of(-1f, 0.25f, 3f)))).containsExactly(0, 0.25, 1);
            assertThat(doubles(new Wasserstein().verdict(of(-7f)))).containsExactly(-7);
        }
    }

    /** For D(x) = w x the slope is w everywhere, so the penalty is lambda (|w| - 1)^2 and its derivative known. */
    @Test
    void gradient_penalty_of_a_linear_critic() {
        try (StepScope scope = StepScope.open()) {
            Tensor w = of(new float[] {3, 4}, 2); // |w| = 5
            w.requires_grad_(true);
            GradientPenalty penalty = new GradientPenalty(10);
            Tensor real = of(new float[] {1, 2, 3, 4}, 2, 2, 1, 1);
            Tensor fake = of(new float[] {5, 6, 7, 8}, 2, 2, 1, 1);
            Tensor between = penalty.points(real, fake, () -> of(new float[] {0, 1}, 2, 1, 1, 1))
                    .getFirst();
            assertThat(doubles(between))
                    .as("0 is the made image, 1 the real one")
                    .containsExactly(5, 6, 3, 4);
            Tensor logits = torch.mv(between.flatten(1, -1), w);
            Tensor errors = penalty.of(between, logits);
            assertThat(doubles(errors)).containsExactly(new double[] {160, 160}, CLOSE); // 10 (5 - 1)^2
            errors.mean().backward();
            // d/dw 10 (|w| - 1)^2 = 20 (|w| - 1) w / |w| = 80 (0.6, 0.8)
            assertThat(doubles(w.grad())).containsExactly(new double[] {48, 64}, within(1e-3));
        }
    }

    private static void expect(LossConfig config, double first, double second) {
        try (StepScope scope = StepScope.open()) {
            Tensor errors = Losses.of(config).discriminator(of(2f, -0.5f), of(1f, -3f));
            assertThat(doubles(errors)).containsExactly(new double[] {first, second}, CLOSE);
        }
    }

    private static void expectForG(LossConfig config, double first, double second) {
        try (StepScope scope = StepScope.open()) {
            Tensor errors =
                    Losses.of(config).generator(of(1f, -3f), of(2f, -0.5f)).add(new Scalar(0f));
            assertThat(doubles(errors)).containsExactly(new double[] {first, second}, CLOSE);
        }
    }

    @Test
    void a_run_says_of_its_verdicts_what_its_loss_knows_of_them() {
        for (LossConfig config : LossConfig.byName().values()) {
            assertThat(config.verdict() == LossConfig.Verdict.PROBABILITY)
                    .as(config.shortName())
                    .isEqualTo(Losses.of(config).probability());
        }
    }
}
