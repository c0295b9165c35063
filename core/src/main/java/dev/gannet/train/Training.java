package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.checkpoint.Choice;
import dev.gannet.checkpoint.InitialWeights;
import dev.gannet.checkpoint.TrainState;
import dev.gannet.config.Build;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Settings;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.data.scan.RejectedTsv;
import dev.gannet.run.Chapter;
import dev.gannet.run.Environment;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunLock;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Manifest;
import dev.gannet.storage.RealDisk;
import dev.gannet.storage.Retention;
import dev.gannet.tensor.Engine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A run from its first step to its last, with its folder: events, grids, checkpoints. And after an interruption, from its
 * newest checkpoint on, bit for bit as if there had been none.
 *
 * <pre>{@code
 * RunConfig config = RunConfig.defaults().withBudget(new Budget.Steps(500));
 * RunDir run = RunDir.createIn(Path.of("runs"), config);
 * Training.run(run, System.out::println, () -> false);
 * }</pre>
 */
public final class Training {
    private final RunDir run;
    private final Supervision by;
    private final CheckpointStore store;

    private Training(RunDir run, Supervision by) {
        this.run = run;
        this.by = by;
        this.store = store(run, by.keeps());
    }

    /** Where a run's checkpoints are. */
    public static CheckpointStore store(RunDir run) {
        return store(run, Retention.DEFAULT);
    }

    private static CheckpointStore store(RunDir run, Retention keeps) {
        return new CheckpointStore(new RealDisk(), run.checkpoints(), keeps, Duration.ofMillis(100));
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
        try (ImageSource images = Sources.quiet().open(run.config())) {
            return run(run, images, Supervision.of(listener, stop));
        }
    }

    /**
     * As {@link #run(RunDir, Consumer, BooleanSupplier)}, on images that are open.
     *
     * @param images of the shape in the run's configuration; stay the caller's
     */
    public static RunEvent.Stopped run(RunDir run, ImageSource images, Supervision by) throws InterruptedException {
        try (RunLock lock = RunLock.take(run)) {
            return new Training(run, by).fresh(run.config(), images, Chapter.Kind.STARTED, List.of());
        } catch (IOException e) {
            throw RunDir.unwritable(run.path(), e);
        }
    }

    /**
     * Goes on from a run's newest checkpoint that is intact, or from the beginning if it was stopped before there was one.
     *
     * @param how what may be different
     * @param listener told every event from there on
     * @param stop asked before every step
     * @return the last event
     * @throws UserException as {@link #run}; (locked) if a process trains there; (checkpoint) if there are checkpoints but
     *     none can be used; (usage) if the configuration was changed by hand; (data) if the images have changed
     */
    public static RunEvent.Stopped resume(RunDir run, Resumption how, Consumer<RunEvent> listener, BooleanSupplier stop)
            throws InterruptedException {
        return resume(run, how, Sources.quiet(), Supervision.of(listener, stop));
    }

    /** As {@link #resume(RunDir, Resumption, Consumer, BooleanSupplier)}, with the images opened by {@code sources}. */
    public static RunEvent.Stopped resume(RunDir run, Resumption how, Sources sources, Supervision by)
            throws InterruptedException {
        try (RunLock lock = RunLock.take(run)) {
            return new Training(run, by).resume(how, sources);
        } catch (IOException e) {
            throw RunDir.unwritable(run.path(), e);
        }
    }

    private RunEvent.Stopped resume(Resumption how, Sources sources) throws InterruptedException, IOException {
        run.probe();
        RunConfig before = configInForce(how);
        RunConfig config = Settings.apply(before, how.settings());
        store.sweep();
        Choice choice = Choice.newest(store);
        List<String> notes = new ArrayList<>(Settings.differences(before, config));
        if (choice.chosen().isEmpty() && choice.rejected().isEmpty()) {
            try (ImageSource source = sources.open(config)) {
                return fresh(config, source, Chapter.Kind.RESUMED, notes);
            }
        }
        notes.addAll(choice.notices());
        Manifest manifest = choice.orThrow(run.path().toString());
        for (Choice.Rejected rejected : choice.rejected()) {
            if (rejected.damaged()) {
                notes.add("it is kept as " + store.quarantine(rejected.step()));
            }
        }
        try (ImageSource source = sources.open(config)) {
            return goOn(config, source, how, manifest, notes);
        }
    }

    /**
     * What the run was last asked to do. {@code config.json} must say the same, or what it is asked now, or what it was asked
     * before: a resume that died after it had written the history has not written the configuration.
     */
    private RunConfig configInForce(Resumption how) {
        RunConfig written = run.config();
        List<Chapter> chapters = run.history().read();
        RunConfig known = chapters.isEmpty() ? written : chapters.getLast().config();
        boolean unwritten = chapters.size() > 1
                && written.equals(chapters.get(chapters.size() - 2).config());
        List<String> differences = Settings.differences(known, written);
        if (!differences.isEmpty() && !unwritten && !written.equals(Settings.apply(known, how.settings()))) {
            throw UserException.usage(
                    "%s/config.json was changed since the run was trained with it: %s; put it back, or name what is to change, such as --set lr=1e-4"
                            .formatted(run.path(), String.join("; ", differences)));
        }
        return known;
    }

    /** Trains from the first step on. */
    private RunEvent.Stopped fresh(RunConfig config, ImageSource source, Chapter.Kind kind, List<String> changes)
            throws InterruptedException, IOException {
        try (Trainer trainer = new Trainer(config, source)) {
            RunLoop loop = loop(config, trainer);
            return guarded(loop, () -> {
                List<String> notes = new ArrayList<>(changes);
                config.initFrom().ifPresent(from -> notes.addAll(new InitialWeights().load(from, trainer.weights())));
                trainer.trustWeights();
                run.write(Chapter.now(kind, 0, environment(config), config, notes));
                writeRejected(source);
                loop.begin(started(trainer.images().training()));
                notes.forEach(note -> by.listener().accept(new RunEvent.Notice(0, note)));
                return loop.train();
            });
        }
    }

    private RunEvent.Stopped goOn(
            RunConfig config, ImageSource source, Resumption how, Manifest manifest, List<String> notes)
            throws InterruptedException, IOException {
        long step = manifest.step();
        TrainState state = new Checkpoints(store).state(step);
        ImageSource training =
                HoldOut.of(source, config.holdOut(), config.seed()).training();
        Optional<String> change = dataChange(state.data(), training, how);
        change.ifPresent(notes::add);
        List<Integer> lost = change.isPresent() ? List.of() : state.lost(); // the numbers are others now
        Environment environment = environment(config);
        state.environment().differencesTo(environment).stream()
                .map(difference -> "not bit for bit what it would have been: " + difference)
                .forEach(notes::add);
        try (Trainer trainer = new Trainer(config, source, step, lost)) {
            RunLoop loop = loop(config, trainer);
            return guarded(loop, () -> {
                by.listener().accept(started(training));
                loop.resume(state, manifest);
                writeRejected(source);
                run.write(Chapter.now(Chapter.Kind.RESUMED, step, environment, config, notes));
                notes.forEach(note -> by.listener().accept(new RunEvent.Notice(step, note)));
                by.listener().accept(new RunEvent.Notice(step, whereItGoesOn(step, loop)));
                return loop.train();
            });
        }
    }

    private String whereItGoesOn(long step, RunLoop loop) {
        return loop.spent()
                ? "there is nothing left to do after step %,d; --set for=, steps= or epochs= gives it more"
                        .formatted(step)
                : "goes on after step %,d, from %s".formatted(step, store.at(step));
    }

    private Optional<String> dataChange(TrainState.Data before, ImageSource now, Resumption how) {
        if (before.count() == now.count() && before.fingerprint().equals(now.fingerprint())) {
            return Optional.empty();
        }
        String change = "the images are not those that the run was trained on: %,d before, %,d now"
                .formatted(before.count(), now.count());
        if (!how.acceptDataChange()) {
            throw new UserException(Kind.DATA, change + "; --accept-data-change goes on with them, not bit for bit");
        }
        return Optional.of(change);
    }

    private RunLoop loop(RunConfig config, Trainer trainer) throws InterruptedException {
        ImageSource training = trainer.images().training();
        TrainState.Data data = new TrainState.Data(training.count(), training.fingerprint());
        return new RunLoop(
                run,
                config,
                trainer,
                new Keeper(run, store),
                new Origin(data, environment(config)),
                by,
                Scoring.of(by, trainer));
    }

    /** What computes from here on: a resume may have moved the run to another device. */
    private static Environment environment(RunConfig config) {
        return Environment.here(Engine.version(), config.device());
    }

    /** What a run does, and may fail at. */
    @FunctionalInterface
    private interface Work {
        RunEvent.Stopped done() throws InterruptedException, IOException;
    }

    private static RunEvent.Stopped guarded(RunLoop loop, Work work) throws InterruptedException, IOException {
        try (loop) {
            return work.done();
        } catch (UserException e) {
            loop.failed(e.getMessage());
            throw e;
        } catch (RuntimeException | IOException | OutOfMemoryError e) {
            loop.failed(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** What is not trained on, and why. */
    private void writeRejected(ImageSource source) throws IOException {
        try (RejectedTsv file = new RejectedTsv(run.path().resolve("rejected.tsv"))) {
            source.writeRejected(file);
        }
    }

    private RunEvent.Started started(ImageSource source) {
        return new RunEvent.Started(now(), Build.version(), Engine.version(), source.describe(), source.count());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
