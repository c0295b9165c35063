package dev.gannet.nn;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A 4x4 convolution with stride 2 and padding 1: halves height and width.
 *
 * @param weight (out, in, 4, 4)
 * @param bias (out), added to every pixel; before batch normalisation it would be of no use
 */
public record Conv(Tensor weight, Optional<Tensor> bias) implements Layer {
    /** Without bias. */
    public Conv(Tensor weight) {
        this(weight, Optional.empty());
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (Patches.pay(weight, x.size(2) * x.size(3) / 4)) {
            return Patches.convolve(x, weight, bias);
        }
        return torch.conv2d(
                Lone.paired(x),
                Lone.paired(weight),
                bias.map(TensorOptional::new).orElseGet(TensorOptional::new),
                new long[] {2, 2},
                new long[] {1, 1},
                new long[] {1, 1},
                1);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return bias.map(values -> Layer.weightAndBias(weight, values)).orElseGet(() -> Map.of("weight", weight));
    }

    @Override
    public Map<String, Tensor> kernels() {
        return Map.of("weight", weight);
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {weight.size(0), in[1] / 2, in[2] / 2};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return weight.numel() * (in[1] / 2) * (in[2] / 2);
    }

    @Override
    public String describe() {
        return "Conv 4x4, stride 2";
    }
}
