package dev.gannet.model;

import dev.gannet.config.Device;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.tensor.Noise;
import java.util.Optional;

/** Builds the networks of a recipe. */
public final class Models {
    private Models() {}

    /** New networks on a device; the same weights as on any other. The caller owns them. */
    public static Gan of(Recipe recipe, ImageShape image, Noise noise, Device device) {
        Gan gan = of(recipe, image, noise);
        gan.moveTo(device);
        return gan;
    }

    /** New networks with initial weights drawn from {@code noise}, on the CPU; the caller owns them. */
    public static Gan of(Recipe recipe, ImageShape image, Noise noise) {
        Gan players = players(recipe, image, noise);
        if (recipe.game().emaKimg() == 0) {
            return players;
        }
        Gan others = players(recipe, image, noise); // the average begins with the same weights
        others.discriminator().close();
        return new Gan(players.generator(), players.discriminator(), Optional.of(others.generator()));
    }

    private static Gan players(Recipe recipe, ImageShape image, Noise noise) {
        return switch (recipe) {
            case Recipe.Dcgan dcgan -> new Dcgan(dcgan, image).build(noise);
            case Recipe.Vanilla vanilla -> new Vanilla(vanilla, image).build(noise);
            case Recipe.Modern modern -> new Modern(modern, image).build(noise);
        };
    }
}
