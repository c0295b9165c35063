package dev.gannet.optim;

import static dev.gannet.Tensors.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.OptimizerConfig;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten updates against the papers' formulas in double precision, on the error sum(w^2), whose gradient is 2 w. */
class OptimizerTest {
    private static final Noise NOISE = new Noise(11);

    @BeforeAll
    static void startEngine() {
        Engine.start(2);
    }

    @Test
    void adam_follows_algorithm_1() {
        double lr = 0.01;
        double beta1 = 0.5;
        double beta2 = 0.999;
        double eps = 1e-8;
        try (StepScope scope = StepScope.open()) {
            SequencedMap<String, Tensor> weights = weights();
            double[] w = doubles(weights.get("conv"));
            double[] m = new double[w.length];
            double[] v = new double[w.length];
            Optimizer adam = Optimizer.of(new OptimizerConfig.Adam(lr, beta1, beta2, eps), weights);
            for (int t = 1; t <= 10; t++) {
                learn(weights, adam, lr);
                for (int i = 0; i < w.length; i++) {
                    double gradient = 2 * w[i];
                    m[i] = beta1 * m[i] + (1 - beta1) * gradient;
                    v[i] = beta2 * v[i] + (1 - beta2) * gradient * gradient;
                    double mHat = m[i] / (1 - Math.pow(beta1, t));
                    double vHat = v[i] / (1 - Math.pow(beta2, t));
                    w[i] -= lr * mHat / (Math.sqrt(vHat) + eps);
                }
            }
            assertThat(doubles(weights.get("conv"))).containsExactly(w, within(2e-5));
            assertThat(doubles(adam.state().get("conv.exp_avg"))).containsExactly(m, within(1e-4));
            assertThat(doubles(adam.state().get("conv.exp_avg_sq"))).containsExactly(v, within(1e-4));
            assertThat(doubles(adam.state().get("conv.step"))).containsExactly(10);
            adam.close();
        }
    }

    @Test
    void sgd_carries_its_momentum() {
        try (StepScope scope = StepScope.open()) {
            SequencedMap<String, Tensor> weights = weights();
            double[] w = doubles(weights.get("conv"));
            double[] velocity = new double[w.length];
            Optimizer sgd = Optimizer.of(new OptimizerConfig.Sgd(0.02, 0.7), weights);
            for (int t = 1; t <= 10; t++) {
                learn(weights, sgd, 0.02);
                for (int i = 0; i < w.length; i++) {
                    velocity[i] = 0.7 * velocity[i] + 2 * w[i];
                    w[i] -= 0.02 * velocity[i];
                }
            }
            assertThat(doubles(weights.get("conv"))).containsExactly(w, within(1e-5));
            assertThat(doubles(sgd.state().get("conv.velocity"))).containsExactly(velocity, within(1e-4));
            sgd.close();
        }
    }

    @Test
    void a_skipped_update_changes_neither_weights_nor_moments() {
        for (OptimizerConfig config :
                List.of(new OptimizerConfig.Adam(1e-3, 0.9, 0.999, 1e-8), new OptimizerConfig.Sgd(0.02, 0.7))) {
            try (StepScope scope = StepScope.open()) {
                SequencedMap<String, Tensor> weights = weights();
                Optimizer optimizer = Optimizer.of(config, weights);
                learn(weights, optimizer, 0.1);
                double[] before = doubles(weights.get("conv"));
                List<double[]> moments = optimizer.state().values().stream()
                        .map(dev.gannet.Tensors::doubles)
                        .toList();
                Tensor weight = weights.values().iterator().next();
                weight.mutable_grad().put(weight.detach().mul(new Scalar(Float.NaN)));
                optimizer.step(0.1, torch.ones(new long[] {}));
                assertThat(doubles(weight)).containsExactly(before);
                assertThat(optimizer.state().values().stream()
                                .map(dev.gannet.Tensors::doubles)
                                .toList())
                        .usingRecursiveComparison()
                        .isEqualTo(moments);
                optimizer.close();
            }
        }
    }

    @Test
    void a_weight_that_no_gradient_reached_is_named() {
        try (StepScope scope = StepScope.open()) {
            Optimizer adam = Optimizer.of(new OptimizerConfig.Adam(1e-3, 0.9, 0.999, 1e-8), weights());
            assertThatThrownBy(() -> adam.step(1e-3, torch.zeros(new long[] {})))
                    .hasMessage("no gradient has reached conv");
            adam.close();
        }
    }

    private static void learn(SequencedMap<String, Tensor> weights, Optimizer optimizer, double lr) {
        Tensor weight = weights.values().iterator().next();
        weight.mutable_grad().put(weight.detach().mul(new Scalar(2)));
        optimizer.step(lr, torch.zeros(new long[] {}));
    }

    /** Channels-last, as convolutions have it: a kernel that walked weight and gradient in different orders would show. */
    private static SequencedMap<String, Tensor> weights() {
        Tensor weight = NOISE.normal(Noise.Stream.INIT, 0, 3, 5, 4, 4).contiguous(MemoryFormat.ChannelsLast);
        weight.requires_grad_(true);
        SequencedMap<String, Tensor> weights = new LinkedHashMap<>();
        weights.put("conv", weight);
        return weights;
    }
}
