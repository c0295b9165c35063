package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A pair of networks and the game they play: what {@code --recipe} names. Every default is written here, once. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Recipe.Dcgan.class),
    @JsonSubTypes.Type(Recipe.Vanilla.class),
    @JsonSubTypes.Type(Recipe.Modern.class)
})
public sealed interface Recipe {
    /** Length of the noise vector z. */
    int latent();

    /** Loss, optimizer, batch and the order of play. */
    Game game();

    /** The classes that both networks are told of, in their numbers' order; none if they make and judge images as such. */
    default List<KnownClass> classes() {
        return List.of();
    }

    /** The same networks playing another game. */
    Recipe withGame(Game game);

    /** The name that {@code --recipe} takes. */
    String name();

    /** Checks that the networks can be built for images of this shape. */
    void check(ImageShape image);

    /**
     * The networks and hyper-parameters of the PyTorch DCGAN tutorial, after Radford et al. 2016
     * (arXiv 1511.06434): strided convolutions, batch normalisation, Adam 2e-4 with betas 0.5 and 0.999.
     *
     * @param latent length of z
     * @param width channels of the layer next to the image; each layer further in has twice as many
     * @param game how they play
     */
    @JsonTypeName("dcgan")
    record Dcgan(int latent, int width, Game game) implements Recipe {
        /** The tutorial's values. */
        public static final Dcgan TUTORIAL = new Dcgan(
                100,
                64,
                new Game(new LossConfig.Bce(), new OptimizerConfig.Adam(2e-4, 0.5, 0.999, 1e-8), 64, Fakes.SAME, 1));

        /** Checks the ranges. */
        public Dcgan {
            checkUnits("latent", latent);
            checkUnits("width", width);
        }

        @Override
        public String name() {
            return "dcgan";
        }

        @Override
        public Dcgan withGame(Game newGame) {
            return new Dcgan(latent, width, newGame);
        }

        /** Squares of a power of two; else the shorter side is one, and the longer as many quarters of it, 4 to 16. */
        @Override
        public void check(ImageShape image) {
            if (!DoublingSizes.makes(image)) {
                throw UserException.usage(DoublingSizes.refusal(name(), image));
            }
        }
    }

    /**
     * The multilayer perceptrons of Goodfellow et al. 2014 (arXiv 1406.2661): G of rectified linear units, D of
     * maxout units with dropout, momentum SGD, the k of its algorithm 1, fresh noise for G.
     *
     * @param latent length of z
     * @param hidden rectified linear units in each of G's two hidden layers
     * @param maxoutUnits maxout units in each of D's two hidden layers
     * @param maxoutPieces linear pieces of each maxout unit
     * @param game how they play
     */
    @JsonTypeName("vanilla")
    record Vanilla(int latent, int hidden, int maxoutUnits, int maxoutPieces, Game game) implements Recipe {
        /**
         * The paper's MNIST networks and its k = 1. Its learning rate of 0.1 goes with limits on the norms of D's weights
         * that its text does not describe; without them training diverges, and a fifth of it learns.
         */
        public static final Vanilla PAPER = new Vanilla(
                100,
                1200,
                240,
                5,
                new Game(new LossConfig.Bce(), new OptimizerConfig.Sgd(0.02, 0.5), 100, Fakes.FRESH, 1));

        /** Checks the ranges. */
        public Vanilla {
            checkUnits("latent", latent);
            checkUnits("hidden", hidden);
            checkUnits("maxoutUnits", maxoutUnits);
            if (maxoutPieces < 2 || maxoutPieces > 16) {
                throw UserException.range("maxoutPieces", maxoutPieces, "2 to 16");
            }
        }

        @Override
        public String name() {
            return "vanilla";
        }

        @Override
        public Vanilla withGame(Game newGame) {
            return new Vanilla(latent, hidden, maxoutUnits, maxoutPieces, newGame);
        }

        @Override
        public void check(ImageShape image) {
            if (Math.max(image.height(), image.width()) > 128) {
                throw UserException.usage(
                        "--size %s: recipe vanilla connects every pixel to every unit; use at most 128, or --recipe dcgan"
                                .formatted(image.size()));
            }
        }
    }

    /**
     * What has been learned since: residual networks without batch normalisation, a relativistic loss with R1 and R2
     * penalties (after Huang et al. 2024, arXiv 2501.05441), pictures by a moving average of G, Adam without momentum.
     *
     * @param latent length of z
     * @param width channels of the layer next to the image; each layer further in has twice as many, up to eight times
     * @param refine whether each block has a 3x3 convolution besides the one that changes the size
     * @param classes those that both networks are told of, 2 to {@link #MOST_CLASSES}, or none
     * @param game how they play
     */
    @JsonTypeName("modern")
    record Modern(int latent, int width, boolean refine, List<KnownClass> classes, Game game) implements Recipe {
        /** More are rarely classes: each image of its own has been taken for one. */
        public static final int MOST_CLASSES = 1000;

        /** What served best on small images and two CPU cores; docs/results has the numbers. */
        public static final Modern DEFAULT = new Modern(
                64,
                32,
                true,
                new Game(
                        new LossConfig.Relativistic(0.5, 4),
                        new OptimizerConfig.Adam(1e-3, 0, 0.99, 1e-8),
                        64,
                        Fakes.SAME,
                        1,
                        5,
                        new AugmentConfig.None(),
                        false,
                        0));

        /** Checks the ranges. */
        public Modern {
            checkUnits("latent", latent);
            checkUnits("width", width);
            classes = List.copyOf(classes);
            if (classes.size() == 1 || classes.size() > MOST_CLASSES) {
                throw UserException.range("--classes", classes.size(), "2 to %,d classes".formatted(MOST_CLASSES));
            }
        }

        @Override
        public String name() {
            return "modern";
        }

        @Override
        public Modern withGame(Game newGame) {
            return new Modern(latent, width, refine, classes, newGame);
        }

        /** Of networks that are told no classes. */
        public Modern(int latent, int width, boolean refine, Game game) {
            this(latent, width, refine, List.of(), game);
        }

        /** The same game with other networks. */
        public Modern withNetworks(int newWidth, boolean newRefine) {
            return new Modern(latent, newWidth, newRefine, classes, game);
        }

        /** The same game with networks that are told of these classes. */
        public Modern withClasses(List<KnownClass> newClasses) {
            return new Modern(latent, width, refine, newClasses, game);
        }

        /** The sizes of {@link Dcgan}. */
        @Override
        public void check(ImageShape image) {
            if (!DoublingSizes.makes(image)) {
                throw UserException.usage(DoublingSizes.refusal(name(), image));
            }
        }
    }

    /** Every recipe by name, with its default settings. */
    static Map<String, Recipe> byName() {
        return new TreeMap<>(Map.of("modern", Modern.DEFAULT, "dcgan", Dcgan.TUTORIAL, "vanilla", Vanilla.PAPER));
    }

    private static void checkUnits(String name, int value) {
        if (value < 1 || value > 8192) {
            throw UserException.range(name, value, "1 to 8192");
        }
    }
}
