package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.Noise.Stream;
import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes pictures with a generator as it is now: running statistics, float32. Picture i depends on the weights, the seed
 * and i alone.
 */
final class Painter {
    /** Always so many at once: the last bits of a product may depend on how many rows it has. */
    private static final int TOGETHER = 16;

    private final Net generator;
    private final int latent;
    private final ImageShape image;
    private final Noise noise;

    Painter(Net generator, int latent, ImageShape image, Noise noise) {
        this.generator = generator;
        this.latent = latent;
        this.image = image;
        this.noise = noise;
    }

    Pictures paint(Stream stream, int count) {
        byte[] pixels = new byte[count * image.bytes()];
        for (int from = 0; from < count; from += TOGETHER) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard frozen = new NoGradGuard()) {
                Tensor z = noise.normal(stream, from / TOGETHER, TOGETHER, latent);
                byte[] made = Images.toBytes(generator.forward(z, new Pass.Eval()));
                int wanted = Math.min(TOGETHER, count - from);
                System.arraycopy(made, 0, pixels, from * image.bytes(), wanted * image.bytes());
            }
        }
        return new Pictures(image, pixels);
    }
}
