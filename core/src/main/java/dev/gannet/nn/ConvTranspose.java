package dev.gannet.nn;

import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A transposed 4x4 convolution with stride 2 and padding 1: doubles height and width.
 *
 * @param weight (in, out, 4, 4)
 * @param bias (out), added to every pixel; before batch normalisation it would be of no use
 */
public record ConvTranspose(Tensor weight, Optional<Tensor> bias) implements Layer {
    /** Without bias. */
    public ConvTranspose(Tensor weight) {
        this(weight, Optional.empty());
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        if (Patches.pay(weight, x.size(2) * x.size(3))) {
            return Patches.spread(x, weight, bias);
        }
        Tensor wide = torch.conv_transpose2d(
                x,
                Lone.paired(weight),
                new TensorOptional(),
                new long[] {2, 2},
                new long[] {1, 1},
                new long[] {0, 0},
                1,
                1,
                1);
        Tensor made =
                weight.size(1) == 1 ? wide.narrow(1, 0, 1) : wide; // a view of all would be copied on the way back
        // not within: going back through oneDNN's own bias takes as long as through all of the weights
        return bias.map(values -> made.add(values.to(made.scalar_type()).view(1, -1, 1, 1)))
                .orElse(made);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return bias.map(values -> Layer.weightAndBias(weight, values)).orElseGet(() -> Map.of("weight", weight));
    }

    @Override
    public Map<String, Tensor> kernels() {
        return Map.of("weight", weight.transpose(0, 1));
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {weight.size(1), in[1] * 2, in[2] * 2};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return weight.numel() * in[1] * in[2]; // every input pixel meets every weight once
    }

    @Override
    public String describe() {
        return "ConvTranspose 4x4, stride 2";
    }
}
