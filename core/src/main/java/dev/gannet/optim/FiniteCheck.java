package dev.gannet.optim;

import dev.gannet.tensor.StepScope;
import java.util.List;
import java.util.SequencedMap;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Looks for numbers that are none, in one reading pass and without bringing anything to Java. Takes the norm of every
 * tensor: a gradient whose squares overflow would leave Adam's second moment infinite, so it counts as bad too.
 */
public final class FiniteCheck implements AutoCloseable {
    private static final String SCRIPT = """
            def step(tensors: List[Tensor], number: Tensor, before: Tensor):
                total = torch.stack(torch._foreach_norm(tensors)).sum() + number
                return torch.maximum(before, 1.0 - torch.isfinite(total).float())
            """;

    private final Kernel kernel;

    /** Compiles the check. */
    public FiniteCheck() {
        try (StepScope scope = StepScope.open()) {
            kernel = new Kernel(SCRIPT);
        }
    }

    /**
     * Checks the gradients of weights and the error that they came from.
     *
     * @param error () float32
     * @param before (), what an earlier check has given; 0 if there was none
     * @return () float32: 1 if a number was not finite or {@code before} was 1, else 0; attached to the current scope
     */
    public Tensor ofGradients(SequencedMap<String, Tensor> weights, Tensor error, Tensor before) {
        return of(Gradients.of(weights), error, before);
    }

    /** Checks tensors, of which there must be one. */
    public Tensor of(List<Tensor> tensors, Tensor number, Tensor before) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return kernel.call(Kernel.list(tensors), new IValue(number.detach()), new IValue(before))
                    .toTensor();
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
