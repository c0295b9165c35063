package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.config.Budget;
import dev.gannet.config.Build;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.EventLog;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunLock;
import dev.gannet.tensor.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A run from its first step to its last, with its folder: events, grids, checkpoints.
 *
 * <pre>{@code
 * RunConfig config = RunConfig.defaults().withBudget(new Budget.Steps(500));
 * RunDir run = RunDir.createIn(Path.of("runs"), config);
 * Training.run(run, System.out::println, () -> false);
 * }</pre>
 */
public final class Training {
    private static final int GRID = 64;

    private final RunDir run;
    private final RunConfig config;
    private final Trainer trainer;
    private final Consumer<RunEvent> listener;
    private final EventLog log;
    private final Checkpoints checkpoints;
    private final Stopwatch watch = new Stopwatch();
    private long lastSaved = -1;
    private long lastSampled = -1;

    private Training(RunDir run, RunConfig config, Trainer trainer, Consumer<RunEvent> listener) {
        this.run = run;
        this.config = config;
        this.trainer = trainer;
        this.listener = listener;
        this.log = new EventLog(run);
        this.checkpoints = new Checkpoints(run.checkpoints());
    }

    /**
     * Trains until the budget is spent or {@code stop} says so; either way everything is saved.
     *
     * @param run a new run's folder
     * @param listener told every event, on this thread, after it has been logged
     * @param stop asked before every step
     * @return the last event
     * @throws UserException if data, disk or memory fail, or the numbers do; the event log says so too
     */
    public static RunEvent.Stopped run(RunDir run, Consumer<RunEvent> listener, BooleanSupplier stop)
            throws InterruptedException {
        RunConfig config = run.config();
        try (RunLock lock = RunLock.take(run);
                ImageSource source = Sources.of(config.data(), config.image().size());
                Trainer trainer = new Trainer(config, source)) {
            return new Training(run, config, trainer, listener).run(source, stop);
        }
    }

    private RunEvent.Stopped run(ImageSource source, BooleanSupplier stop) throws InterruptedException {
        emit(new RunEvent.Started(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Build.version(),
                Engine.version(),
                source.describe(),
                source.count()));
        try {
            write(trainer.reals(Math.min(GRID, source.count())), run.path().resolve("reals.png"));
            sample();
            boolean interrupted = steps(stop);
            sample();
            save(true);
            RunEvent.Stopped stopped = new RunEvent.Stopped(trainer.step(), watch.seconds(), interrupted);
            emit(stopped);
            return stopped;
        } catch (UserException e) {
            log.append(new RunEvent.Failed(trainer.step(), e.getMessage()));
            throw e;
        }
    }

    private boolean steps(BooleanSupplier stop) throws InterruptedException {
        watch.start();
        while (!spent()) {
            if (stop.getAsBoolean()) {
                return true;
            }
            long next = trainer.step() + 1;
            Optional<StepStats> stats = trainer.step(next % config.cadence().tick() == 0 || next == 1);
            stats.ifPresent(this::tick);
            if (config.cadence().samplesAt(next)) {
                sample();
            }
            if (next % config.cadence().checkpoint() == 0) {
                save(false);
            }
        }
        return false;
    }

    private boolean spent() {
        return switch (config.budget()) {
            case Budget.Time time -> watch.seconds() >= time.seconds();
            case Budget.Steps(long count) -> trainer.step() >= count;
            case Budget.Epochs(int count) -> trainer.epoch() >= count;
        };
    }

    private void tick(StepStats stats) {
        if (!stats.finite()) {
            throw new UserException(
                    Kind.DIVERGED,
                    "step %,d: a loss is not a number any more (L_D %s, L_G %s); try a lower --lr or --precision fp32"
                            .formatted(trainer.step(), stats.lossD(), stats.lossG()));
        }
        emit(new RunEvent.Tick(
                trainer.step(),
                trainer.epoch(),
                watch.seconds(),
                watch.lap(trainer.step()) * config.recipe().game().imagesPerStep(),
                stats.lossD(),
                stats.lossG(),
                stats.realBefore(),
                stats.realAfter(),
                stats.fakeBefore(),
                stats.fakeAfterD(),
                stats.fakeAfterG()));
    }

    private void sample() {
        if (lastSampled == trainer.step()) {
            return;
        }
        String file = "samples/step-%08d.png".formatted(trainer.step());
        write(trainer.sample(GRID), run.path().resolve(file));
        lastSampled = trainer.step();
        emit(new RunEvent.Sample(trainer.step(), file));
    }

    private static void write(Pictures pictures, Path file) {
        try {
            Pictures.write(pictures.grid(), file);
        } catch (IOException e) {
            throw RunDir.unwritable(file, e);
        }
    }

    /** A save on the way may fail without harm: what was saved before is still there. The last one may not. */
    private void save(boolean last) {
        if (lastSaved == trainer.step()) {
            return;
        }
        try {
            Path saved = trainer.save(checkpoints, watch.seconds());
            lastSaved = trainer.step();
            emit(new RunEvent.Saved(trainer.step(), run.path().relativize(saved).toString()));
        } catch (IOException e) {
            if (last) {
                throw RunDir.unwritable(run.checkpoints(), e);
            }
            emit(new RunEvent.NotSaved(
                    trainer.step(), RunDir.unwritable(run.checkpoints(), e).getMessage()));
        }
    }

    private void emit(RunEvent event) {
        log.append(event);
        listener.accept(event);
    }
}
