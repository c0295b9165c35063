package dev.gannet.optim;

import dev.gannet.config.OptimizerConfig;
import dev.gannet.tensor.StepScope;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam over libtorch's fused kernel: one pass over weight, gradient and both moments. (JavaCPP's own {@code AdamOptions}
 * hands out its betas in reverse order on Linux.)
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015, algorithm 1</a>
 */
final class Adam implements Optimizer {
    private static final String SCRIPT = """
            def step(weights: List[Tensor], grads: List[Tensor], first: List[Tensor], second: List[Tensor],
                     steps: List[Tensor], lr: float, beta1: float, beta2: float, eps: float, skip: Tensor):
                torch._fused_adam_(weights, grads, first, second, [], steps, lr=lr, beta1=beta1, beta2=beta2,
                                   weight_decay=0.0, eps=eps, amsgrad=False, maximize=False, found_inf=skip)
            """;

    private final OptimizerConfig.Adam config;
    private final SequencedMap<String, Tensor> weights;
    private final Moments moments;
    private final List<Tensor> first;
    private final List<Tensor> second;
    private final List<Tensor> steps;
    private final Kernel kernel;

    Adam(OptimizerConfig.Adam config, SequencedMap<String, Tensor> weights) {
        this.config = config;
        this.weights = weights;
        this.moments = new Moments(weights);
        this.first = moments.zerosLikeWeights(".exp_avg");
        this.second = moments.zerosLikeWeights(".exp_avg_sq");
        this.steps = moments.counters(".step");
        try (StepScope scope = StepScope.open()) {
            this.kernel = new Kernel(SCRIPT);
        }
    }

    @Override
    public void step(double lr, Tensor skip) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Tensor done = torch.ones_like(skip).sub_(skip);
            steps.forEach(step -> step.add_(done));
            kernel.call(
                    Kernel.list(weights.values()),
                    Kernel.list(Gradients.of(weights)),
                    Kernel.list(first),
                    Kernel.list(second),
                    Kernel.list(steps),
                    new IValue(lr),
                    new IValue(config.beta1()),
                    new IValue(config.beta2()),
                    new IValue(config.eps()),
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
