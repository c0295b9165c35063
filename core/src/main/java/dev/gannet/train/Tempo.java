package dev.gannet.train;

import dev.gannet.config.Budget;
import dev.gannet.config.Device;
import dev.gannet.config.Game;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;

/**
 * How quickly steps run on this machine now, and how far that reaches.
 *
 * @param secondsPerStep above 0
 */
public record Tempo(double secondsPerStep) {
    private static final double SHARE = 0.01; // of the time that is planned
    private static final double LEAST_SECONDS = 0.5;
    private static final double MOST_SECONDS = 12;
    private static final double GPU_WARMING_SECONDS = 3; // its kernels are loaded when they are first called
    private static final int LEAST_STEPS = 5;

    /**
     * By the steps of a trainer, which are trained: half of the time goes by until they are as quick as they will be, on a GPU
     * three seconds, in the other half they are measured.
     *
     * @param planned seconds; a hundredth of it is spent, half a second to 12 seconds
     */
    public static Tempo of(Trainer trainer, double planned) throws InterruptedException {
        double seconds = Math.clamp(SHARE * planned, LEAST_SECONDS, MOST_SECONDS);
        double warming = trainer.config().device() == Device.CUDA ? GPU_WARMING_SECONDS : seconds / 2;
        secondsPerStep(trainer, warming);
        return new Tempo(secondsPerStep(trainer, seconds / 2));
    }

    /** By steps that are thrown away. */
    public static Tempo of(RunConfig config, ImageSource source, double planned) throws InterruptedException {
        try (Trainer trainer = new Trainer(config, source)) {
            return of(trainer, planned);
        }
    }

    private static double secondsPerStep(Trainer trainer, double seconds) throws InterruptedException {
        long start = System.nanoTime();
        double passed = 0;
        int done = 0;
        while (done < LEAST_STEPS || passed < seconds) {
            trainer.step(false);
            done++;
            passed = (System.nanoTime() - start) / 1e9;
        }
        return passed / done;
    }

    /** Steps that fit into so many seconds; at least one. */
    public long steps(double seconds) {
        return Math.max(1, Math.round(seconds / secondsPerStep));
    }

    /**
     * The same run with a learning rate that has fallen to a tenth when its budget is spent. How many images a time lasts for is
     * measured here and now, and then is a setting like others: a resume needs no clock.
     */
    public static RunConfig slowingDown(RunConfig config, ImageSource source) throws InterruptedException {
        long steps = switch (config.budget()) {
            case Budget.Time(long seconds) -> of(config, source, seconds).steps(seconds);
            case Budget.Steps(long count) -> count;
            case Budget.Epochs(int count) -> count * stepsPerEpoch(config, source);
        };
        return slowingDown(config, steps);
    }

    /** The same after so many steps. */
    public static RunConfig slowingDown(RunConfig config, long steps) {
        Game game = config.recipe().game();
        double kimg = Math.min(Game.MOST_DECAY_KIMG, steps * (game.batch() / 1000.0));
        return config.withRecipe(config.recipe().withGame(game.withDecay(kimg)));
    }

    /** How many steps it takes to see every image once. */
    public static long stepsPerEpoch(RunConfig config, ImageSource source) {
        return Math.ceilDiv(
                source.count() - config.holdOut(), config.recipe().game().imagesPerStep());
    }
}
