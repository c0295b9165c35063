package dev.gannet.train;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Budget;
import dev.gannet.config.Device;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Precision;
import dev.gannet.config.Recipe;
import dev.gannet.tensor.Engine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What suits the images and the machine at hand, found by trial on two CPU cores (docs/recipes.md has the trials), and why: for who does not
 * want to choose.
 *
 * @param recipe with its settings
 * @param decays whether the learning rate is to fall over the whole run
 * @param time how long to train
 * @param reasons one line for each choice: setting, value, reason
 */
public record Automatic(Recipe.Modern recipe, boolean decays, Budget.Time time, List<Choice> reasons) {
    private static final int SMALL = 32;
    private static final int MANY = 20_000;
    private static final double LR = 1e-3;
    private static final double FP32_SLOWNESS = 1.5;
    private static final double GPU_SLOWNESS =
            0.2; // of the time that two threads need in bf16: an H200 needed a sixth to a fourth

    /** What is chosen. */
    public enum Setting {
        /** How wide and deep they are. */
        NETWORKS("networks"),
        /** Images in a batch. */
        BATCH("batch"),
        /** Of both networks. */
        LEARNING_RATE("learning rate"),
        /** How far it falls, and over what. */
        DECAY("decay"),
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
        /** Where the networks are. */
        DEVICE("device"),
        /** Of the networks' arithmetic. */
        PRECISION("precision"),
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
     * On which is trained.
     *
     * @param device where the networks are
     * @param threads of the engine, 1 or more
     * @param precision the fastest one in which it computes
     */
    public record Machine(Device device, int threads, Precision precision) {
        /** This one, with its GPU if it can be used, else with all of its cores. */
        public static Machine here() {
            Device device = Engine.fastestDevice();
            int threads = Runtime.getRuntime().availableProcessors();
            return new Machine(device, threads, Engine.fastestPrecision(device));
        }

        private String place() {
            return device == Device.CUDA ? "a GPU" : threads + " threads";
        }

        /** As a share of the time that two threads need in bf16: an estimate, since more cores help less than their number. */
        private double slowness() {
            if (device == Device.CUDA) {
                return GPU_SLOWNESS;
            }
            double precise = precision == Precision.BF16 ? 1 : FP32_SLOWNESS;
            return precise * Math.clamp(Math.sqrt(2.0 / threads), 0.25, 1.5);
        }
    }

    /**
     * Settings of recipe modern for some images.
     *
     * @param count how many there are
     * @param symmetric whether they look the same left to right, on average
     */
    public static Automatic of(ImageShape image, int count, boolean symmetric, Machine machine) {
        boolean small = side(image) <= SMALL;
        List<Choice> reasons = new ArrayList<>();
        Recipe.Modern networks = networks(small, reasons);
        Game game = augmented(paced(networks.game(), small, reasons), count, reasons);
        game = averaged(mirrored(game, image, symmetric, reasons), small, reasons);
        reasons.add(new Choice(
                Setting.SCORES,
                "in random features, for at most 3 % of the time",
                "they tell the best checkpoint of a run, and need no time to learn"));
        computing(machine, reasons);
        return new Automatic(networks.withGame(game), !small, lasting(image, machine, reasons), reasons);
    }

    private static void computing(Machine machine, List<Choice> reasons) {
        boolean gpu = machine.device() == Device.CUDA;
        if (gpu) {
            reasons.add(new Choice(Setting.DEVICE, "cuda", "this machine has a GPU"));
        }
        boolean bf16 = machine.precision() == Precision.BF16;
        String hardware = gpu ? "GPUs compute it in hardware" : "this processor computes it in hardware";
        reasons.add(new Choice(
                Setting.PRECISION,
                machine.precision().name().toLowerCase(Locale.ROOT),
                bf16 ? hardware : "this processor has no instructions for bf16"));
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
        double gamma = small ? 0.5 : 0.3;
        int batch = small ? 64 : 32;
        reasons.add(new Choice(
                Setting.BATCH,
                Integer.toString(batch),
                small ? "steady at this size" : "larger images: smaller batches, so that there are enough steps"));
        reasons.add(new Choice(
                Setting.LEARNING_RATE,
                BigDecimal.valueOf(LR).stripTrailingZeros().toPlainString(),
                "half of it learns more slowly, and with twice as much the game breaks down"));
        reasons.add(new Choice(
                Setting.DECAY,
                small ? "none" : "to a tenth, by the end of the run",
                small ? "at this size the pictures came out worse with one" : "fast at first, fine in the end"));
        reasons.add(new Choice(
                Setting.PENALTY,
                "gamma %s, every 4 steps".formatted(gamma),
                "every step would cost half of the speed and gives no better pictures"));
        return game.withBatch(batch).withLr(LR).withLoss(new LossConfig.Relativistic(gamma, 4));
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

    private static Game averaged(Game game, boolean small, List<Choice> reasons) {
        double kimg = small ? game.emaKimg() : 0.5;
        reasons.add(new Choice(
                Setting.PICTURES,
                "moving average, half-life %,d images".formatted(Math.round(1000 * kimg)),
                small
                        ? "no single moment of the game is as good"
                        : "a longer one is behind, and softer, while G still learns"));
        return game.withEma(kimg);
    }

    /** Four times as many pixels take four times as long for as many images. */
    private static Budget.Time lasting(ImageShape image, Machine machine, List<Choice> reasons) {
        int side = side(image);
        int minutes = side <= SMALL ? 10 : side <= 64 ? 40 : side <= 128 ? 160 : 640; // two threads, bf16
        Budget.Time time = new Budget.Time(60 * Math.max(1, Math.round(minutes * machine.slowness())));
        reasons.add(new Choice(
                Setting.TIME,
                time.toString(),
                "so large images need it on %s in %s; Ctrl-C ends sooner with everything saved, and 'resume --set for=' goes on"
                        .formatted(machine.place(), machine.precision().name().toLowerCase(Locale.ROOT))));
        return time;
    }
}
