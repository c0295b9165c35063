package dev.gannet.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Noise to the first 4x4 image. Equal to the tutorial's transposed convolution of a 1x1 image, but computed as the one
 * matrix product that it is.
 *
 * @param weight (latent, channels, 4, 4), as {@code ConvTranspose2d} has it
 */
public record Project(Tensor weight) implements Layer {
    @Override
    public Tensor forward(Tensor z, Pass pass) {
        long channels = weight.size(1);
        Tensor flat = weight.permute(0, 2, 3, 1).reshape(weight.size(0), 16 * channels); // a view: channels-last
        return torch.matmul(z, flat) // (N, 4 * 4 * C)
                .view(z.size(0), 4, 4, channels)
                .permute(0, 3, 1, 2); // (N, C, 4, 4), channels-last
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of("weight", weight);
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {weight.size(1), 4, 4};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return weight.numel();
    }

    @Override
    public String describe() {
        return "Project to 4x4";
    }
}
