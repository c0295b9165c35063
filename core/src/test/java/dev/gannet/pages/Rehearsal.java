package dev.gannet.pages;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.storage.Retention;
import dev.gannet.train.Supervision;
import dev.gannet.train.Training;
import java.nio.file.Path;

/** A small run on real drawings, of which every checkpoint is kept. */
final class Rehearsal {
    private Rehearsal() {}

    static RunConfig config(int steps) {
        return RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, 200), new ImageShape(3, 16))
                .withRecipe(new Recipe.Dcgan(
                        16, 8, Recipe.Dcgan.TUTORIAL.game().withBatch(16).withLr(0.002)))
                .withBudget(new Budget.Steps(steps))
                .withCadence(new Cadence(5, 20, 20))
                .withThreads(1);
    }

    static RunDir train(Path folder, int steps) throws InterruptedException {
        RunConfig config = config(steps);
        RunDir run = RunDir.createAt(folder, config);
        try (ImageSource images = Sources.quiet().open(config)) {
            Training.run(
                    run, images, Supervision.of(event -> {}, () -> false).keeping(new Retention(Integer.MAX_VALUE)));
        }
        return run;
    }
}
