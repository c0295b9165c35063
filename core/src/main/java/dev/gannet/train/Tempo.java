package dev.gannet.train;

import dev.gannet.config.Budget;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;

/**
 * How quickly steps run on this machine now, and how far that reaches.
 *
 * @param secondsPerStep above 0
 */
public record Tempo(double secondsPerStep) {
    private static final Lap WARM_UP = new Lap(2, 20, 1);
    private static final Lap MEASURED = new Lap(5, 40, 2);

    /** Steps until there are {@code least} of them and either {@code most} or so many seconds have passed. */
    private record Lap(int least, int most, double seconds) {
        double secondsPerStep(Trainer trainer) throws InterruptedException {
            long start = System.nanoTime();
            double passed = 0;
            int done = 0;
            while (done < least || (done < most && passed < seconds)) {
                trainer.step(false);
                done++;
                passed = (System.nanoTime() - start) / 1e9;
            }
            return passed / done;
        }
    }

    /** By a few steps of a trainer, which are trained. */
    public static Tempo of(Trainer trainer) throws InterruptedException {
        WARM_UP.secondsPerStep(trainer);
        return new Tempo(MEASURED.secondsPerStep(trainer));
    }

    /** By a few steps that are thrown away: up to three seconds. */
    public static Tempo of(RunConfig config, ImageSource source) throws InterruptedException {
        try (Trainer trainer = new Trainer(config, source)) {
            return of(trainer);
        }
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
            case Budget.Time(long seconds) -> of(config, source).steps(seconds);
            case Budget.Steps(long count) -> count;
            case Budget.Epochs(int count) -> count * stepsPerEpoch(config, source);
        };
        return over(steps, config);
    }

    /** The same after so many seconds at this tempo. */
    public RunConfig slowingDown(RunConfig config, double seconds) {
        return over(steps(seconds), config);
    }

    private static RunConfig over(long steps, RunConfig config) {
        var game = config.recipe().game();
        return config.withRecipe(config.recipe().withGame(game.withDecay(steps * game.batch() / 1000.0)));
    }

    /** How many steps it takes to see every image once. */
    public static long stepsPerEpoch(RunConfig config, ImageSource source) {
        return Math.ceilDiv(
                source.count() - config.holdOut(), config.recipe().game().imagesPerStep());
    }
}
