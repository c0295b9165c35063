package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.Noise.Stream;
import dev.gannet.tensor.StepScope;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Makes pictures with a generator as it is now, in float32. */
final class Painter {
    /** Always so many at once: the last bits of a product may depend on how many rows it has. */
    private static final int TOGETHER = 16;

    private final Net generator;
    private final int latent;
    private final Casting casting;
    private final ImageShape image;
    private final Noise noise;

    Painter(Net generator, Recipe recipe, ImageShape image, Noise noise) {
        this.generator = generator;
        this.latent = recipe.latent();
        this.casting = new Casting(recipe.classes());
        this.image = image;
        this.noise = noise;
    }

    /**
     * The grid that is drawn while training, class by class: all at once and normalised by its own statistics, as in a training
     * step. The running ones are not there yet at the beginning.
     */
    Pictures grid(int count) {
        try (StepScope scope = StepScope.open()) {
            return new Pictures(image, pictures(Stream.FIXED_LATENT, 0, count, new Pass.Probe(casting.inOrder(count))));
        }
    }

    /** The same noise as in the grid, by the running statistics: what of the grid will be there after training. */
    Pictures inUse(int count) {
        try (StepScope scope = StepScope.open()) {
            return new Pictures(image, pictures(Stream.FIXED_LATENT, 0, count, new Pass.Eval(casting.inOrder(count))));
        }
    }

    /**
     * Pictures for use: by the running statistics, so that picture i depends on the weights, the seed and i alone.
     *
     * @param number the class of all of them; else each has one of its own, in the data's proportions
     */
    Pictures singles(int count, OptionalInt number) {
        byte[] pixels = new byte[count * image.bytes()];
        for (int from = 0; from < count; from += TOGETHER) {
            try (StepScope scope = StepScope.open()) {
                Optional<Tensor> classes = number.isPresent()
                        ? casting.all(number.getAsInt(), TOGETHER)
                        : casting.drawn(noise, from, TOGETHER);
                byte[] made = pictures(Stream.GENERATE, from / TOGETHER, TOGETHER, new Pass.Eval(classes));
                int wanted = Math.min(TOGETHER, count - from);
                System.arraycopy(made, 0, pixels, from * image.bytes(), wanted * image.bytes());
            }
        }
        return new Pictures(image, pixels);
    }

    private byte[] pictures(Stream stream, long counter, int count, Pass pass) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            Tensor z = noise.normal(stream, counter, count, latent);
            return Images.toBytes(generator.forward(z, pass));
        }
    }
}
