package dev.gannet.model;

import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.nn.Net;
import dev.gannet.tensor.Noise;

/** Builds the networks of a recipe. */
public final class Models {
    private Models() {}

    /** New networks with initial weights drawn from {@code noise}; the caller owns them. */
    public static Gan of(Recipe recipe, ImageShape image, Noise noise) {
        return switch (recipe) {
            case Recipe.Dcgan dcgan -> new Dcgan(dcgan, image).build(noise);
            case Recipe.Vanilla vanilla -> new Vanilla(vanilla, image).build(noise);
            case Recipe.Modern modern -> new Modern(modern, image).build(noise);
        };
    }

    /** Another G of the same layers, to hold a moving average; the caller owns it. */
    public static Net generator(Recipe recipe, ImageShape image, Noise noise) {
        Gan gan = of(recipe, image, noise);
        gan.discriminator().close();
        return gan.generator();
    }
}
