package dev.gannet.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Noise to the first image, h by w pixels. Equal to the tutorial's transposed convolution of a 1x1 image, but computed as
 * the one matrix product that it is.
 *
 * @param weight (latent, channels, h, w), as {@code ConvTranspose2d} has it
 */
public record Project(Tensor weight) implements Layer {
    @Override
    public Tensor forward(Tensor z, Pass pass) {
        long channels = weight.size(1);
        long height = weight.size(2);
        long width = weight.size(3);
        Tensor flat = weight.permute(0, 2, 3, 1).reshape(weight.size(0), height * width * channels); // a view
        return torch.matmul(z, flat) // (N, H * W * C)
                .view(z.size(0), height, width, channels)
                .permute(0, 3, 1, 2); // (N, C, H, W), channels-last
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.of("weight", weight);
    }

    @Override
    public Map<String, Tensor> kernels() {
        return Map.of("weight", weight.transpose(0, 1));
    }

    @Override
    public long[] outputShape(long[] in) {
        return new long[] {weight.size(1), weight.size(2), weight.size(3)};
    }

    @Override
    public long multiplyAdds(long[] in) {
        return weight.numel();
    }

    @Override
    public String describe() {
        return "Project to %dx%d".formatted(weight.size(3), weight.size(2)); // width and height, as sizes are written
    }
}
