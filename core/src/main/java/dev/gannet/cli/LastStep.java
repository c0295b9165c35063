package dev.gannet.cli;

import dev.gannet.checkpoint.Choice;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.paper.Told;
import dev.gannet.run.RunDir;
import dev.gannet.trace.DebugView;
import dev.gannet.train.OneStep;
import dev.gannet.train.Training;
import java.io.PrintWriter;
import java.util.Optional;

/** The step after a run's newest checkpoint, made for somebody who wants to be told about it. */
final class LastStep {
    private LastStep() {}

    /**
     * Opens the run's images and makes it; the run stays as it is.
     *
     * @throws dev.gannet.config.UserException if the run has no checkpoint that can be used, or its images cannot be read
     */
    static Told of(PrintWriter err, RunDir run, CacheOptions caching) throws InterruptedException {
        try (Cache cache = caching.cache(Cache.Pictures.FILES);
                ScanLine line = new ScanLine(err, Terminal.attached());
                ImageSource images = new Sources(cache, 1, line).open(run.config())) {
            line.close();
            return of(run, images);
        }
    }

    /** As {@link #of(PrintWriter, RunDir, CacheOptions)}, with images that are open. */
    static Told of(RunDir run, ImageSource images) throws InterruptedException {
        long checkpoint = Choice.newest(Training.store(run))
                .orThrow(run.path().toString())
                .step();
        return new Told(
                DebugView.About.of(run.name(), run.config()).of(images.count()),
                Optional.of(checkpoint),
                OneStep.after(run, images, checkpoint));
    }
}
