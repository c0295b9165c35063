package dev.gannet.paper;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Fakes;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.trace.DebugView;
import dev.gannet.train.OneStep;
import dev.gannet.train.Supervision;
import dev.gannet.train.Training;
import java.nio.file.Path;
import java.util.Optional;

/** A run of three steps, and the fourth. */
final class Rehearsed {
    private Rehearsed() {}

    static RunConfig config() {
        return RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, 50), new ImageShape(3, 16))
                .withRecipe(new Recipe.Dcgan(8, 4, Recipe.Dcgan.TUTORIAL.game().withBatch(6)))
                .withBudget(new Budget.Steps(3))
                .withCadence(new Cadence(1, 3, 3))
                .withThreads(1);
    }

    /** The same with a loss that knows no probabilities, and with other images for G. */
    static RunConfig withoutProbabilities() {
        RunConfig config = config();
        return config.withRecipe(config.recipe()
                .withGame(config.recipe()
                        .game()
                        .withLoss(new LossConfig.WassersteinGp(10))
                        .withFakes(Fakes.FRESH)));
    }

    /** The same where images are changed before D sees them. */
    static RunConfig withChanges() {
        RunConfig config = config();
        return config.withRecipe(
                config.recipe().withGame(config.recipe().game().withAugment(AugmentConfig.Diff.SHAPES)));
    }

    static RunDir train(Path folder, RunConfig config) throws InterruptedException {
        RunDir run = RunDir.createAt(folder, config);
        try (ImageSource images = Sources.quiet().open(config)) {
            Training.run(run, images, Supervision.of(event -> {}, () -> false));
        }
        return run;
    }

    static Told fourth(RunDir run) throws InterruptedException {
        try (ImageSource images = Sources.quiet().open(run.config())) {
            return new Told(
                    DebugView.About.of(run.name(), run.config()).of(images.count()),
                    Optional.of(3L),
                    OneStep.after(run, images, 3));
        }
    }
}
