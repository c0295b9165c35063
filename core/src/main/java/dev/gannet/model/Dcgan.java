package dev.gannet.model;

import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.nn.Activation;
import dev.gannet.nn.BatchNorm;
import dev.gannet.nn.Conv;
import dev.gannet.nn.ConvTranspose;
import dev.gannet.nn.Init;
import dev.gannet.nn.Layer;
import dev.gannet.nn.LayerNorm;
import dev.gannet.nn.Net;
import dev.gannet.nn.Project;
import dev.gannet.nn.Score;
import dev.gannet.tensor.Noise;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The networks of the PyTorch DCGAN tutorial (Radford et al. 2016, arXiv 1511.06434), for images whose shorter side has 8
 * to 256 pixels: G doubles a first image, whose shorter side has 4, until it has the size; D halves the image until it is
 * as small. At 64x64 pixels and width 64 they are the tutorial's.
 */
record Dcgan(Recipe.Dcgan recipe, ImageShape image, Doubling sizes) {
    private static final double STD = 0.02;

    Dcgan(Recipe.Dcgan recipe, ImageShape image) {
        this(recipe, image, new Doubling(image));
    }

    Gan build(Noise noise) {
        return new Gan(generator(new Init(noise, 0)), discriminator(new Init(noise, 1)));
    }

    private Net generator(Init init) {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        long channels = channelsAt(1);
        layers.put(
                sizes.at(1) + ".project",
                new Project(init.normal(0, STD, recipe.latent(), channels, sizes.firstHeight(), sizes.firstWidth())));
        layers.put(sizes.at(1) + ".norm", BatchNorm.of(init, channels));
        layers.put(sizes.at(1) + ".relu", Activation.RELU);
        for (int times = 2; times < sizes.scale(); times *= 2) {
            long out = channelsAt(times);
            layers.put(sizes.at(times) + ".conv", new ConvTranspose(init.normal(0, STD, channels, out, 4, 4)));
            layers.put(sizes.at(times) + ".norm", BatchNorm.of(init, out));
            layers.put(sizes.at(times) + ".relu", Activation.RELU);
            channels = out;
        }
        layers.put("image.conv", new ConvTranspose(init.normal(0, STD, channels, image.channels(), 4, 4)));
        layers.put("image.tanh", Activation.TANH);
        return new Net("G", new long[] {recipe.latent()}, layers);
    }

    private Net discriminator(Init init) {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        long channels = image.channels();
        for (int times = sizes.scale() / 2; times >= 1; times /= 2) {
            long out = channelsAt(times);
            layers.put(sizes.at(times) + ".conv", new Conv(init.normal(0, STD, out, channels, 4, 4)));
            if (times < sizes.scale() / 2) { // none next to the image, as in the paper
                layers.put(sizes.at(times) + ".norm", norm(init, out));
            }
            layers.put(sizes.at(times) + ".relu", Activation.LEAKY_RELU);
            channels = out;
        }
        layers.put("score", new Score(init.normal(0, STD, 1, channels, sizes.firstHeight(), sizes.firstWidth())));
        return new Net("D", new long[] {image.channels(), image.height(), image.width()}, layers);
    }

    private Layer norm(Init init, long channels) {
        return switch (recipe.game().loss()) {
            case LossConfig.WassersteinGp _, LossConfig.Relativistic _ -> LayerNorm.of(init, channels);
            case LossConfig.Bce _,
                    LossConfig.Saturating _,
                    LossConfig.Hinge _,
                    LossConfig.LeastSquares _,
                    LossConfig.Smoothed _ -> BatchNorm.of(init, channels);
        };
    }

    /** {@code width} at half the image's size, twice as many at every halving. */
    private long channelsAt(int times) {
        return (long) recipe.width() * (sizes.scale() / 2 / times);
    }
}
