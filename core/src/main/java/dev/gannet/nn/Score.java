package dev.gannet.nn;

import dev.gannet.tensor.Autocast;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The last image, h by w pixels, to one logit. Equal to the tutorial's convolution of that size with one output channel,
 * but computed as a dot product in float32, for two reasons: bf16 would round the logits to three digits, and oneDNN's bf16 backward pass for
 * a convolution with a single output channel reads memory next to the gradient, which now and then gives NaN.
 *
 * @param weight (1, channels, h, w)
 */
public record Score(Tensor weight) implements Layer {
    @Override
    public Tensor forward(Tensor x, Pass pass) {
        try (Autocast float32 = Autocast.off()) {
            return flat(x).mul(flat(weight)).sum(1); // (N)
        }
    }

    /** (N, C, H, W) of any float type to (N, H * W * C) float32. */
    static Tensor flat(Tensor features) {
        return features.to(ScalarType.Float).permute(0, 2, 3, 1).reshape(features.size(0), -1);
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
        return new long[] {};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return weight.numel();
    }

    @Override
    public String describe() {
        return "Score";
    }
}
