package dev.gannet.train;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import java.util.ArrayList;
import java.util.List;

/**
 * What suits the images at hand, found by trial on two CPU cores (docs/recipes.md has the trials), and why: for who does not
 * want to choose.
 *
 * @param recipe with its settings
 * @param reasons one line for each choice: setting, value, reason
 */
public record Automatic(Recipe.Modern recipe, List<Choice> reasons) {
    private static final int SMALL = 32;
    private static final int MANY = 20_000;

    /**
     * One setting.
     *
     * @param setting its name
     * @param value what was chosen
     * @param reason one line
     */
    public record Choice(String setting, String value, String reason) {}

    /**
     * Settings of recipe modern for some images.
     *
     * @param count how many there are
     * @param symmetric whether they look the same left to right, on average
     */
    public static Automatic of(ImageShape image, int count, boolean symmetric) {
        boolean small = Math.min(image.height(), image.width()) <= SMALL;
        List<Choice> reasons = new ArrayList<>();
        Recipe.Modern networks = networks(small, reasons);
        Game game = augmented(paced(networks.game(), small, reasons), count, reasons);
        game = mirrored(game, image, symmetric, reasons);
        reasons.add(new Choice(
                "pictures",
                "moving average, half-life %s thousand images".formatted((long) game.emaKimg()),
                "no single moment of the game is as good"));
        return new Automatic(networks.withGame(game), reasons);
    }

    private static Recipe.Modern networks(boolean small, List<Choice> reasons) {
        Recipe.Modern modern = Recipe.Modern.DEFAULT.withNetworks(Recipe.Modern.DEFAULT.width(), small);
        reasons.add(new Choice(
                "networks",
                "width %d, %s a block".formatted(modern.width(), small ? "two convolutions" : "one convolution"),
                small
                        ? "small images leave time for deeper networks"
                        : "above %d pixels one is quicker and trains more steadily".formatted(SMALL)));
        return modern;
    }

    private static Game paced(Game game, boolean small, List<Choice> reasons) {
        double lr = small ? 1e-3 : 7e-4;
        double gamma = small ? 0.5 : 0.3;
        int batch = small ? 64 : 32;
        reasons.add(new Choice(
                "batch",
                "%d, learning rate %s".formatted(batch, lr),
                small ? "steady at this size" : "larger images: smaller batches, so that there are enough steps"));
        reasons.add(new Choice(
                "penalty",
                "gamma %s, every 4 steps".formatted(gamma),
                "every step would cost half of the speed and gives no better pictures"));
        return game.withBatch(batch).withLr(lr).withLoss(new LossConfig.Relativistic(gamma, 4));
    }

    private static Game augmented(Game game, int count, List<Choice> reasons) {
        boolean few = count < MANY;
        Game augmented = game.withAugment(few ? AugmentConfig.Diff.ALL : new AugmentConfig.None());
        reasons.add(new Choice(
                "augment",
                augmented.augment().shortName(),
                few
                        ? "with %,d images, fewer than %,d, the discriminator would learn them by heart"
                                .formatted(count, MANY)
                        : "%,d images are enough".formatted(count)));
        return augmented;
    }

    private static Game mirrored(Game game, ImageShape image, boolean symmetric, List<Choice> reasons) {
        boolean grey = image.channels() < 3;
        boolean mirror = symmetric && !grey;
        String reason = mirror
                ? "the images look the same left to right, on average: that makes twice as many"
                : "the images do not look the same left to right, on average";
        reasons.add(new Choice(
                "mirror",
                mirror ? "yes" : "no",
                grey ? "grey images may be writing, which must not be mirrored" : reason));
        return game.withMirror(mirror);
    }
}
