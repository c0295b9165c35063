package dev.gannet.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A fully connected layer.
 *
 * @param weight (out, in)
 * @param bias (out)
 */
public record Linear(Tensor weight, Tensor bias) implements Layer {
    /** Weights uniform in [-bound, bound), bias 0. */
    public static Linear of(Init init, long in, long out, double bound) {
        return new Linear(init.uniform(bound, out, in), init.zeros(out));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return torch.linear(x, weight, new TensorOptional(bias));
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Layer.weightAndBias(weight, bias);
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {weight.size(0)};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return weight.numel();
    }

    @Override
    public String describe() {
        return "Linear";
    }
}
