package dev.gannet.optim;

import dev.gannet.config.OptimizerConfig;
import dev.gannet.tensor.StepScope;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Stochastic gradient descent with classical momentum: v = momentum v + g; w = w - lr v. */
final class Sgd implements Optimizer {
    private static final String SCRIPT = """
            def step(weights: List[Tensor], grads: List[Tensor], velocity: List[Tensor], lr: float, momentum: float,
                     skip: Tensor):
                torch._fused_sgd_(weights, grads, velocity, weight_decay=0.0, momentum=momentum, lr=lr, dampening=0.0,
                                  nesterov=False, maximize=False, is_first_step=False, found_inf=skip)
            """;

    private final OptimizerConfig.Sgd config;
    private final SequencedMap<String, Tensor> weights;
    private final Moments moments;
    private final List<Tensor> velocity;
    private final Kernel kernel;

    Sgd(OptimizerConfig.Sgd config, SequencedMap<String, Tensor> weights) {
        this.config = config;
        this.weights = weights;
        this.moments = new Moments(weights);
        this.velocity = moments.zerosLikeWeights(".velocity");
        try (StepScope scope = StepScope.open()) {
            this.kernel = new Kernel(SCRIPT);
        }
    }

    @Override
    public void step(double lr, Tensor skip) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            kernel.call(
                    Kernel.list(weights.values()),
                    Kernel.list(Gradients.of(weights)),
                    Kernel.list(velocity),
                    new IValue(lr),
                    new IValue(config.momentum()),
                    new IValue(skip));
        }
    }

    @Override
    public SequencedMap<String, Tensor> state() {
        return moments.named();
    }

    @Override
    public void close() {
        moments.close();
        kernel.close();
    }
}
