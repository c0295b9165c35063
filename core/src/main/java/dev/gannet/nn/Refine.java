package dev.gannet.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A 3x3 convolution that keeps height and width.
 *
 * @param weight (out, in, 3, 3)
 * @param bias (out)
 */
public record Refine(Tensor weight, Tensor bias) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return torch.conv2d(
                x, weight, new TensorOptional(bias), new long[] {1, 1}, new long[] {1, 1}, new long[] {1, 1}, 1);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Layer.weightAndBias(weight, bias);
    }

    @Override
    public Map<String, Tensor> kernels() {
        return Map.of("weight", weight);
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {weight.size(0), in[1], in[2]};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return weight.numel() * in[1] * in[2];
    }

    @Override
    public String describe() {
        return "Conv 3x3";
    }
}
