package dev.gannet.tensor;

import dev.gannet.config.Seeds;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Random tensors as a pure function of (seed, stream, counter): the same call gives the same numbers, whatever was drawn
 * before. Drawn on the CPU, so that every device sees the same.
 *
 * @param seed the run's seed
 */
public record Noise(long seed) {
    /** What the numbers are for; streams never share a number. */
    public enum Stream {
        /** Initial weights. */
        INIT(0),
        /** The z of training steps. */
        LATENT(1),
        /** The z of the sample grids, the same at every step of a run. */
        FIXED_LATENT(2),
        /** The z of {@code gannet generate}. */
        GENERATE(3),
        /** Where between a real and a made image the gradient penalty looks. */
        INTERPOLATE(4),
        /** Dropout masks. */
        DROPOUT(5),
        /** What is changed in an image before D sees it. */
        AUGMENT(6),
        /** Which real images are shown left to right. */
        MIRROR(7),
        /** Directions in which the noise of an image is moved, to see what G makes there. */
        DIRECTION(8);

        private final long number; // part of every seed: never changed

        Stream(long number) {
            this.number = number;
        }
    }

    /** Standard normal numbers, float32, contiguous; attached to the current scope. */
    public Tensor normal(Stream stream, long counter, long... shape) {
        return torch.randn(shape, generator(stream, counter));
    }

    /** Numbers uniform in [0, 1), float32, contiguous; attached to the current scope. */
    public Tensor uniform(Stream stream, long counter, long... shape) {
        return torch.rand(shape, generator(stream, counter));
    }

    private GeneratorOptional generator(Stream stream, long counter) {
        Generator generator = torch.make_generator_cpu(Seeds.mix(seed, stream.number, counter));
        return new GeneratorOptional(generator);
    }
}
