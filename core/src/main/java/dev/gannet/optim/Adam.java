package dev.gannet.optim;

import dev.gannet.config.OptimizerConfig;
import dev.gannet.tensor.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
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
                     steps: List[Tensor], lr: float, beta1: float, beta2: float, eps: float):
                torch._fused_adam_(weights, grads, first, second, [], steps, lr=lr, beta1=beta1, beta2=beta2,
                                   weight_decay=0.0, eps=eps, amsgrad=False, maximize=False)
            """;

    private final OptimizerConfig.Adam config;
    private final SequencedMap<String, Tensor> weights;
    private final SequencedMap<String, Tensor> state = new LinkedHashMap<>();
    private final List<Tensor> first = new ArrayList<>();
    private final List<Tensor> second = new ArrayList<>();
    private final List<Tensor> steps = new ArrayList<>();
    private final Kernel kernel;

    Adam(OptimizerConfig.Adam config, SequencedMap<String, Tensor> weights) {
        this.config = config;
        this.weights = weights;
        try (StepScope scope = StepScope.open()) {
            kernel = new Kernel(SCRIPT);
            weights.forEach((name, weight) -> {
                // zeros_like keeps the weight's layout, in which the kernel walks all four side by side
                first.add(scope.keep(torch.zeros_like(weight).detach()));
                second.add(scope.keep(torch.zeros_like(weight).detach()));
                steps.add(scope.keep(torch.zeros(new long[] {})));
                state.put(name + ".exp_avg", first.getLast());
                state.put(name + ".exp_avg_sq", second.getLast());
                state.put(name + ".step", steps.getLast());
            });
        }
    }

    @Override
    public void step() {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            Scalar one = new Scalar(1f);
            steps.forEach(step -> step.add_(one));
            kernel.call(
                    Kernel.list(weights.values()),
                    Kernel.list(Gradients.of(weights)),
                    Kernel.list(first),
                    Kernel.list(second),
                    Kernel.list(steps),
                    new IValue(config.lr()),
                    new IValue(config.beta1()),
                    new IValue(config.beta2()),
                    new IValue(config.eps()));
        }
    }

    @Override
    public SequencedMap<String, Tensor> state() {
        return state;
    }

    @Override
    public void close() {
        state.values().forEach(Tensor::close);
        kernel.close();
    }
}
