package dev.gannet.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A 4x4 convolution with stride 2 and padding 1, without bias: halves height and width.
 *
 * @param weight (out, in, 4, 4)
 */
public record Conv(Tensor weight) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return torch.conv2d(
                x, weight, new TensorOptional(), new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}, 1);
    }

    @Override
    public Map<String, Tensor> parameters() {
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
