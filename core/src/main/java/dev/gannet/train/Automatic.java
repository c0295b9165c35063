package dev.gannet.train;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Budget;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What suits the images at hand, found by trial on two CPU cores (docs/recipes.md has the trials), and why: for who does not
 * want to choose.
 *
 * @param recipe with its settings
 * @param time how long to train
 * @param reasons one line for each choice: setting, value, reason
 */
public record Automatic(Recipe.Modern recipe, Budget.Time time, List<Choice> reasons) {
    private static final int SMALL = 32;
    private static final int MANY = 20_000;

    /** What is chosen. */
    public enum Setting {
        /** How wide and deep they are. */
        NETWORKS("networks"),
        /** Images in a batch. */
        BATCH("batch"),
        /** Of both networks. */
        LEARNING_RATE("learning rate"),
        /** Weight and cadence of the loss's penalties. */
        PENALTY("penalty"),
        /** How images are changed before D sees them. */
        AUGMENT("augment"),
        /** Whether they are shown left to right as well. */
        MIRROR("mirror"),
        /** Who makes pictures for people. */
        PICTURES("pictures"),
        /** In which features pictures are compared with real ones while training. */
        SCORES("scores"),
        /** How long to train. */
        TIME("time");

        private final String label;

        Setting(String label) {
            this.label = label;
        }

        /** Its name for people. */
        public String label() {
            return label;
        }
    }

    /**
     * One setting.
     *
     * @param setting which
     * @param value what was chosen
     * @param reason one line
     */
    public record Choice(Setting setting, String value, String reason) {}

    /**
     * Settings of recipe modern for some images.
     *
     * @param count how many there are
     * @param symmetric whether they look the same left to right, on average
     */
    public static Automatic of(ImageShape image, int count, boolean symmetric) {
        boolean small = side(image) <= SMALL;
        List<Choice> reasons = new ArrayList<>();
        Recipe.Modern networks = networks(small, reasons);
        Game game = augmented(paced(networks.game(), small, reasons), count, reasons);
        game = mirrored(game, image, symmetric, reasons);
        reasons.add(new Choice(
                Setting.PICTURES,
                "moving average, half-life %s thousand images".formatted((long) game.emaKimg()),
                "no single moment of the game is as good"));
        reasons.add(new Choice(
                Setting.SCORES,
                "in random features, for at most 3 % of the time",
                "they tell the best checkpoint of a run, and need no time to learn"));
        return new Automatic(networks.withGame(game), lasting(image, reasons), reasons);
    }

    private static int side(ImageShape image) {
        return Math.min(image.height(), image.width());
    }

    private static Recipe.Modern networks(boolean small, List<Choice> reasons) {
        Recipe.Modern modern = Recipe.Modern.DEFAULT.withNetworks(Recipe.Modern.DEFAULT.width(), small);
        reasons.add(new Choice(
                Setting.NETWORKS,
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
                Setting.BATCH,
                Integer.toString(batch),
                small ? "steady at this size" : "larger images: smaller batches, so that there are enough steps"));
        reasons.add(new Choice(
                Setting.LEARNING_RATE,
                BigDecimal.valueOf(lr).stripTrailingZeros().toPlainString(),
                "half of it learns more slowly, and with twice as much the game breaks down"));
        reasons.add(new Choice(
                Setting.PENALTY,
                "gamma %s, every 4 steps".formatted(gamma),
                "every step would cost half of the speed and gives no better pictures"));
        return game.withBatch(batch).withLr(lr).withLoss(new LossConfig.Relativistic(gamma, 4));
    }

    private static Game augmented(Game game, int count, List<Choice> reasons) {
        boolean few = count < MANY;
        Game augmented = game.withAugment(few ? AugmentConfig.Diff.SHAPES : new AugmentConfig.None());
        reasons.add(new Choice(
                Setting.AUGMENT,
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
                Setting.MIRROR,
                mirror ? "yes" : "no",
                grey ? "grey images may be writing, which must not be mirrored" : reason));
        return game.withMirror(mirror);
    }

    /** Four times as many pixels take four times as long for as many images. */
    private static Budget.Time lasting(ImageShape image, List<Choice> reasons) {
        int side = side(image);
        Budget.Time time = new Budget.Time(60 * (side <= SMALL ? 10 : side <= 64 ? 40 : side <= 128 ? 160 : 640));
        reasons.add(new Choice(
                Setting.TIME,
                time.toString(),
                "so large images need it; Ctrl-C ends sooner with everything saved, and 'resume --set for=' goes on"));
        return time;
    }
}
