package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Arc;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.Noise.Stream;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
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
            return new Pictures(image, pictures(fixed(count), new Pass.Probe(casting.inOrder(count))));
        }
    }

    /** The same noise as in the grid, by the running statistics: what of the grid will be there after training. */
    Pictures inUse(int count) {
        try (StepScope scope = StepScope.open()) {
            return new Pictures(image, pictures(fixed(count), new Pass.Eval(casting.inOrder(count))));
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
                byte[] made = pictures(
                        noise.normal(Stream.GENERATE, from / TOGETHER, TOGETHER, latent), new Pass.Eval(classes));
                int wanted = Math.min(TOGETHER, count - from);
                System.arraycopy(made, 0, pixels, from * image.bytes(), wanted * image.bytes());
            }
        }
        return new Pictures(image, pixels);
    }

    /**
     * Ways from each picture of {@link #singles} to the next one: so many pictures of noise that turns evenly from the one's to
     * the other's, both ends among them. Way i depends on the weights, the seed, i and {@code each} alone.
     *
     * @param each pictures of a way, 2 or more
     * @param number the class of all of them; else a way has the class of the picture that it begins with
     */
    Pictures walks(int ways, int each, OptionalInt number) {
        byte[] pixels = new byte[ways * each * image.bytes()];
        for (int way = 0; way < ways; way++) {
            Arc arc = new Arc(noiseOf(way), noiseOf(way + 1));
            for (int from = 0; from < each; from += TOGETHER) {
                try (StepScope scope = StepScope.open()) {
                    Optional<Tensor> classes = number.isPresent()
                            ? casting.all(number.getAsInt(), TOGETHER)
                            : casting.like(noise, way, TOGETHER);
                    byte[] made = pictures(part(arc, from, each), new Pass.Eval(classes));
                    int wanted = Math.min(TOGETHER, each - from);
                    int at = (way * each + from) * image.bytes();
                    System.arraycopy(made, 0, pixels, at, wanted * image.bytes());
                }
            }
        }
        return new Pictures(image, pixels);
    }

    /** The noise of one of {@link #singles}. */
    private float[] noiseOf(int picture) {
        try (StepScope scope = StepScope.open()) {
            Tensor all = noise.normal(Stream.GENERATE, picture / TOGETHER, TOGETHER, latent);
            return TensorBytes.floats(all.select(0, picture % TOGETHER));
        }
    }

    /** Places on an arc that is divided evenly: (TOGETHER, latent), beyond its end the end again. */
    private Tensor part(Arc arc, int from, int each) {
        float[] places = new float[TOGETHER * latent];
        for (int i = 0; i < TOGETHER; i++) {
            float[] there = arc.at(Math.min(1, (from + i) / (each - 1.0)));
            System.arraycopy(there, 0, places, i * latent, latent);
        }
        return Tensor.create(places, TOGETHER, latent);
    }

    private Tensor fixed(int count) {
        return noise.normal(Stream.FIXED_LATENT, 0, count, latent);
    }

    private byte[] pictures(Tensor z, Pass pass) {
        try (NoGradGuard frozen = new NoGradGuard()) {
            return Images.toBytes(generator.forward(z, pass));
        }
    }
}
