package dev.gannet.model;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.nn.Activation;
import dev.gannet.nn.ClassCode;
import dev.gannet.nn.ClassScore;
import dev.gannet.nn.Conv;
import dev.gannet.nn.ConvTranspose;
import dev.gannet.nn.Init;
import dev.gannet.nn.Layer;
import dev.gannet.nn.MinibatchSpread;
import dev.gannet.nn.Mix;
import dev.gannet.nn.Net;
import dev.gannet.nn.PixelNorm;
import dev.gannet.nn.Project;
import dev.gannet.nn.Refine;
import dev.gannet.nn.Residual;
import dev.gannet.nn.Score;
import dev.gannet.tensor.Noise;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Residual networks without batch normalisation, after the idea of R3GAN (Huang et al. 2024, arXiv 2501.05441), but laid out
 * for a CPU: nothing is computed at the image's full size but the step from and to pixels, and all convolutions are dense.
 */
record Modern(Recipe.Modern recipe, ImageShape image, Doubling sizes) {
    private static final int MOST = 8; // times the width: beyond, weights grow faster than what they are good for
    private static final double LEAK = 1 + 0.2 * 0.2;
    private static final double HALF = 0.7; // the first layers of a path that is added to another begin smaller

    Modern(Recipe.Modern recipe, ImageShape image) {
        this(recipe, image, new Doubling(image));
    }

    Gan build(Noise noise) {
        return new Gan(generator(new Init(noise, 0)), discriminator(new Init(noise, 1)));
    }

    private Net generator(Init init) {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        long channels = channelsAt(1);
        int latent = recipe.latent();
        layers.put("latent.norm", new PixelNorm());
        if (!recipe.classes().isEmpty()) {
            layers.put(
                    "class.code",
                    new ClassCode(init.normal(0, 1, recipe.classes().size(), latent)));
            latent *= 2;
        }
        layers.put(
                sizes.at(1) + ".project",
                new Project(init.normal(
                        0, 1 / Math.sqrt(latent), latent, channels, sizes.firstHeight(), sizes.firstWidth())));
        for (int times = 2; times < sizes.scale(); times *= 2) {
            long out = channelsAt(times);
            layers.put(sizes.at(times) + ".up", up(init, channels, out));
            channels = out;
        }
        layers.put("image.norm", new PixelNorm());
        layers.put("image.relu", Activation.LEAKY_RELU);
        layers.put("image.conv", twice(init, channels, image.channels(), Math.sqrt(0.5)));
        layers.put("image.tanh", Activation.TANH);
        return new Net("G", new long[] {recipe.latent()}, layers);
    }

    private Net discriminator(Init init) {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        int first = sizes.scale() / 2;
        long channels = channelsAt(first);
        layers.put("image.conv", half(init, image.channels(), channels));
        for (int times = first / 2; times >= 1; times /= 2) {
            long out = channelsAt(times);
            layers.put(sizes.at(times) + ".down", down(init, channels, out));
            channels = out;
        }
        layers.put("score.relu", Activation.LEAKY_RELU);
        layers.put("score.spread", new MinibatchSpread());
        layers.put("score", score(init, channels + 1));
        return new Net("D", new long[] {image.channels(), image.height(), image.width()}, layers);
    }

    private Layer score(Init init, long channels) {
        double std = 1 / Math.sqrt(channels * sizes.firstHeight() * sizes.firstWidth());
        int classes = recipe.classes().size();
        if (classes == 0) {
            return new Score(init.normal(0, std, 1, channels, sizes.firstHeight(), sizes.firstWidth()));
        }
        std *= Math.sqrt(0.5); // two products are added
        return new ClassScore(
                init.normal(0, std, 1, channels, sizes.firstHeight(), sizes.firstWidth()),
                init.normal(0, std, classes, channels, sizes.firstHeight(), sizes.firstWidth()));
    }

    private Residual up(Init init, long in, long out) {
        ConvTranspose twice = twice(init, in, out, Math.sqrt(2 / LEAK));
        Optional<Refine> refine = recipe.refine()
                ? Optional.of(new Refine(init.normal(0, 0, out, out, 3, 3), init.zeros(out)))
                : Optional.empty();
        return new Residual.Up(twice, refine, mix(init, in, out));
    }

    private Residual down(Init init, long in, long out) {
        Optional<Refine> refine = recipe.refine()
                ? Optional.of(new Refine(init.normal(0, Math.sqrt(2 / LEAK / (9 * in)), in, in, 3, 3), init.zeros(in)))
                : Optional.empty();
        return new Residual.Down(refine, half(init, in, out), mix(init, in, out));
    }

    private static Optional<Mix> mix(Init init, long in, long out) {
        return in == out
                ? Optional.empty()
                : Optional.of(new Mix(init.normal(0, HALF * Math.sqrt(2 / LEAK / in), out, in, 1, 1)));
    }

    private static ConvTranspose twice(Init init, long in, long out, double gain) {
        // every output pixel sees a quarter of the sixteen weights
        return new ConvTranspose(
                init.normal(0, gain / Math.sqrt(4.0 * in), in, out, 4, 4), Optional.of(init.zeros(out)));
    }

    private static Conv half(Init init, long in, long out) {
        return new Conv(
                init.normal(0, HALF * Math.sqrt(2 / LEAK / (16.0 * in)), out, in, 4, 4), Optional.of(init.zeros(out)));
    }

    /** {@code width} at half the image's size, twice as many at every halving, up to {@link #MOST} times as many. */
    private long channelsAt(int times) {
        return (long) recipe.width() * Math.clamp(sizes.scale() / 2 / times, 1, MOST);
    }
}
