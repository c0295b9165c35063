package dev.gannet.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Normalises each image by itself (Ba et al. 2016). Takes batch normalisation's place in D under a gradient penalty, which
 * is a statement about single images (Gulrajani et al. 2017, section 4).
 *
 * @param weight (C), the scale
 * @param bias (C), the shift
 */
public record LayerNorm(Tensor weight, Tensor bias) implements Layer {
    private static final double EPSILON = 1e-5;

    /** A layer for so many channels, scale 1 and shift 0. */
    public static LayerNorm of(Init init, long channels) {
        return new LayerNorm(init.normal(1, 0, channels), init.zeros(channels));
    }

    @Override
    public Tensor forward(Tensor x, Pass pass) {
        return torch.group_norm(x, 1, new TensorOptional(weight), new TensorOptional(bias), EPSILON, false);
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Layer.weightAndBias(weight, bias);
    }

    @Override
    public String describe() {
        return "LayerNorm";
    }
}
