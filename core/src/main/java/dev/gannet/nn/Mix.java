package dev.gannet.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A 1x1 convolution without bias: mixes the channels of every pixel.
 *
 * @param weight (out, in, 1, 1)
 */
public record Mix(Tensor weight) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        // a product: the second derivative of a convolution takes four times as long
        return torch.linear(x.permute(0, 2, 3, 1), weight.flatten(1, -1)).permute(0, 3, 1, 2);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of("weight", weight);
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
        return "Conv 1x1";
    }
}
