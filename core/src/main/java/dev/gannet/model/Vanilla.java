package dev.gannet.model;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.nn.Activation;
import dev.gannet.nn.Dropout;
import dev.gannet.nn.Init;
import dev.gannet.nn.Layer;
import dev.gannet.nn.Linear;
import dev.gannet.nn.LogitHead;
import dev.gannet.nn.Maxout;
import dev.gannet.nn.Net;
import dev.gannet.nn.Reshape;
import dev.gannet.tensor.Noise;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The multilayer perceptrons of Goodfellow et al. 2014 (arXiv 1406.2661), section 5; pixels in [-1, 1] instead of [0, 1]. */
record Vanilla(Recipe.Vanilla recipe, ImageShape image) {
    private static final double G_BOUND = 0.05;
    private static final double D_BOUND = 0.005;

    Gan build(Noise noise) {
        return new Gan(generator(new Init(noise, 0)), discriminator(new Init(noise, 1)));
    }

    private Net generator(Init init) {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        layers.put("hidden0", Linear.of(init, recipe.latent(), recipe.hidden(), G_BOUND));
        layers.put("relu0", Activation.RELU);
        layers.put("hidden1", Linear.of(init, recipe.hidden(), recipe.hidden(), G_BOUND));
        layers.put("relu1", Activation.RELU);
        layers.put("pixels", Linear.of(init, recipe.hidden(), image.bytes(), G_BOUND));
        layers.put("tanh", Activation.TANH);
        layers.put("image", new Reshape(image.channels(), image.height(), image.width()));
        return new Net("G", new long[] {recipe.latent()}, layers);
    }

    private Net discriminator(Init init) {
        int units = recipe.maxoutUnits();
        int pieces = recipe.maxoutPieces();
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        layers.put("pixels", new Reshape(image.bytes()));
        layers.put("drop0", new Dropout(0.2, 0));
        layers.put("maxout0", new Maxout(Linear.of(init, image.bytes(), (long) units * pieces, D_BOUND), pieces));
        layers.put("drop1", new Dropout(0.5, 1));
        layers.put("maxout1", new Maxout(Linear.of(init, units, (long) units * pieces, D_BOUND), pieces));
        layers.put("drop2", new Dropout(0.5, 2));
        layers.put("score", new LogitHead(Linear.of(init, units, 1, D_BOUND)));
        return new Net("D", new long[] {image.channels(), image.height(), image.width()}, layers);
    }
}
