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
        List<Choice> reasons = new ArrayList<>();
        boolean small = Math.min(image.height(), image.width()) <= SMALL;
        Recipe.Modern modern = Recipe.Modern.DEFAULT.withNetworks(Recipe.Modern.DEFAULT.width(), small);
        reasons.add(new Choice(
                "networks",
                "width %d, %s a block".formatted(modern.width(), small ? "two convolutions" : "one convolution"),
                small
                        ? "small images leave time for deeper networks"
                        : "above %d pixels one is twice as fast and trains more steadily".formatted(SMALL)));
        Game game = modern.game()
                .withBatch(small ? 64 : 32)
                .withLr(small ? 1e-3 : 7e-4)
                .withLoss(new LossConfig.Relativistic(small ? 0.5 : 0.3, 4));
        reasons.add(new Choice(
                "batch",
                "%d, learning rate %s".formatted(game.batch(), game.optimizer().lr()),
                small ? "steady at this size" : "larger images: smaller batches, so that there are enough steps"));
        reasons.add(new Choice(
                "penalty",
                "gamma %s, every 4 steps".formatted(small ? "0.5" : "0.3"),
                "every step would cost half of the speed and gives no better pictures"));
        boolean few = count < MANY;
        game = game.withAugment(few ? AugmentConfig.Diff.ALL : new AugmentConfig.None());
        reasons.add(new Choice(
                "augment",
                game.augment().shortName(),
                few
                        ? "with %,d images, fewer than %,d, the discriminator would learn them by heart"
                                .formatted(count, MANY)
                        : "%,d images are enough".formatted(count)));
        boolean mirror = symmetric && image.channels() >= 3;
        game = game.withMirror(mirror);
        reasons.add(new Choice(
                "mirror",
                mirror ? "yes" : "no",
                mirror
                        ? "the images look the same left to right, on average: that makes twice as many"
                        : image.channels() >= 3
                                ? "the images do not look the same left to right, on average"
                                : "grey images may be writing, which must not be mirrored"));
        reasons.add(new Choice(
                "pictures",
                "moving average, half-life %s thousand images".formatted((long) game.emaKimg()),
                "no single moment of the game is as good"));
        return new Automatic(modern.withGame(game), reasons);
    }
}
