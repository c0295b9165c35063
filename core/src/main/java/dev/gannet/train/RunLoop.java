package dev.gannet.train;

import dev.gannet.checkpoint.Recovery;
import dev.gannet.checkpoint.TrainState;
import dev.gannet.config.Budget;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Settings;
import dev.gannet.config.UserException;
import dev.gannet.data.Batch;
import dev.gannet.run.Chapter;
import dev.gannet.run.JsonLines;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.storage.Manifest;
import dev.gannet.trace.DebugView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Steps until the budget is spent, and what happens between them: events, grids, checkpoints, recovery. */
final class RunLoop implements AutoCloseable {
    private static final int GRID = 64;

    private final RunDir run;
    private RunConfig config;
    private final Trainer trainer;
    private final Keeper keeper;
    private final Origin origin;
    private final Consumer<RunEvent> listener;
    private final BooleanSupplier stop;
    private final Optional<Board> board;
    private final Stepper stepper;
    private final JsonLines<RunEvent> log;
    private final Consultation consultation;
    private final Health health = new Health();
    private final Scoring scoring;
    private final Stopwatch watch = new Stopwatch();
    private Recovery recovery = Recovery.NONE;
    private Optional<Drawn> drawn = Optional.empty();
    private long lastSampled = -1;
    private final List<Integer> lost = new ArrayList<>();
    private int told;
    private boolean logWaits;
    private Optional<RunEvent.Edited> edited = Optional.empty();

    /** What G made of the fixed noise after a step: for the grid, and for the health of the checkpoint. */
    private record Drawn(long step, Pictures pictures) {}

    RunLoop(
            RunDir run,
            RunConfig config,
            Trainer trainer,
            Keeper keeper,
            Origin origin,
            Supervision by,
            Scoring scoring) {
        this.run = run;
        this.config = config;
        this.trainer = trainer;
        this.keeper = keeper;
        this.origin = origin;
        this.listener = by.listener();
        this.stop = by.stop();
        this.board = by.board();
        board.ifPresent(page -> page.opens(origin.data().count()));
        this.stepper = board.<Stepper>map(page -> new StepDebugger(page, new LiveDesk(this), false, by.stop()))
                .orElse(Stepper.FREELY);
        this.log = run.events();
        this.consultation = new Consultation(trainer);
        this.scoring = scoring;
    }

    /** Begins a new run: the real images, a grid of noise, a checkpoint to go back to. */
    void begin(RunEvent.Started started) throws InterruptedException, IOException {
        log.goBackTo(0);
        emit(started);
        write(trainer.reals(Math.min(GRID, origin.data().count())), run.path().resolve("reals.png"));
        sample();
        save(Optional.empty());
        watch.start(0, 0);
    }

    /** Goes on from a checkpoint; what was logged after it will happen again. */
    void resume(TrainState state, Manifest manifest) throws IOException {
        trainer.load(keeper.checkpoints(), manifest.step(), state.recovery().lrScale());
        trainer.ledger().lossD().restore(state.lossD());
        trainer.ledger().lossG().restore(state.lossG());
        health.restore(state.confident());
        trainer.disguise().restore(state.strength());
        recovery = state.recovery();
        lost.addAll(trainer.lostBefore());
        keeper.resumedAt(manifest);
        log.goBackTo(state.events());
        long step = state.step();
        catchUp(step);
        lastSampled = config.cadence().samplesAt(step) ? step : -1;
        watch.start(state.seconds(), step);
        if (step % config.cadence().checkpoint() == 0) {
            record(keeper.saved(step)); // logged after the position that the checkpoint knows of
        }
    }

    /** Tells doctor and scores what has been. No run ends by its log: if it cannot be read, they begin anew. */
    private void catchUp(long step) {
        try {
            List<RunEvent> before = log.read();
            before.forEach(consultation::saw);
            board.ifPresent(page -> page.edits(before, step));
            scoring.restore(RunEvent.all(before, RunEvent.Scores.class));
        } catch (UserException e) {
            listener.accept(new RunEvent.Notice(step, "the doctor begins anew: " + e.getMessage()));
        }
    }

    /** Trains until the budget is spent or somebody asks to stop; either way everything is saved. */
    RunEvent.Stopped train() throws InterruptedException, IOException {
        boolean interrupted = steps();
        save(Optional.empty());
        sample();
        settle();
        keeper.requireSaved(trainer.step());
        RunEvent.Stopped stopped = new RunEvent.Stopped(trainer.step(), watch.seconds(), interrupted);
        emit(stopped);
        log.force();
        return stopped;
    }

    /** Writes down that the run has ended badly. */
    void failed(String message) {
        log.append(new RunEvent.Failed(trainer.step(), message));
    }

    private boolean steps() throws InterruptedException, IOException {
        while (!spent() && !scoring.isOver()) {
            if (stop.getAsBoolean()) {
                return true;
            }
            long next = trainer.step() + 1;
            boolean tick = next % config.cadence().tick() == 0 || next == 1;
            Optional<StepStats> stats;
            try {
                stats = stepper.step(trainer, tick, consultation.witness(tick));
            } catch (StepDebugger.Left e) {
                return true;
            }
            watch.held(stepper.heldSeconds() + scoring.seconds());
            tellLost();
            Optional<String> trouble = trainer.trouble();
            if (trouble.isPresent()) {
                skip(trouble.get());
            } else {
                recovery = recovery.good();
            }
            if (stats.isPresent()) {
                tick(stats.get());
                emit(consultation.vitals(this::pictures));
            }
            if (config.cadence().samplesAt(next)) {
                sample();
            }
            Optional<Double> best = tick ? score() : Optional.empty();
            if (tellEdited() || best.isPresent() || next % config.cadence().checkpoint() == 0) {
                save(best);
            }
        }
        return false;
    }

    /** Whether the run has done what it was asked to. Steps that were taken back do not count. */
    boolean spent() {
        long useful = trainer.step() - recovery.lost();
        long perEpoch = config.recipe().game().imagesPerStep();
        return switch (config.budget()) {
            case Budget.Time time -> watch.seconds() >= time.seconds();
            case Budget.Steps(long count) -> useful >= count;
            case Budget.Epochs(int count) ->
                useful * perEpoch >= (long) count * origin.data().count();
        };
    }

    private void tick(StepStats stats) throws InterruptedException {
        health.saw(trainer.step(), stats);
        Stopwatch.Lap lap = watch.lap(trainer.step(), trainer.waitedSeconds());
        emit(new RunEvent.Tick(
                trainer.step(),
                trainer.epoch(),
                watch.seconds(),
                lap.stepsPerSecond() * config.recipe().game().imagesPerStep(),
                lap.waiting(),
                stats.lossD(),
                stats.lossG(),
                stats.realBefore(),
                stats.realAfter(),
                stats.fakeBefore(),
                stats.fakeAfterD(),
                stats.fakeAfterG()));
    }

    /** Looks how good the pictures are, if it is time; their distance, if they are the best so far. */
    private Optional<Double> score() throws InterruptedException {
        Optional<RunEvent.Scores> scores = scoring.look(trainer, watch.seconds());
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        watch.held(stepper.heldSeconds() + scoring.seconds());
        emit(scores.get());
        if (scoring.isOver()) {
            emit(new RunEvent.Notice(trainer.step(), "the pictures do not get better any more: training ends here"));
        }
        return scoring.isBest() ? Optional.of(scores.get().frechet()) : Optional.empty();
    }

    private void tellLost() throws InterruptedException {
        for (Batch.Lost image : trainer.lost().subList(told, trainer.lost().size())) {
            lost.add(image.index());
            emit(new RunEvent.Lost(trainer.step(), image.name(), image.reason(), lost.size()));
        }
        told = trainer.lost().size();
    }

    /** The step that is being made is not by the rules of the run. */
    void edited(DebugView.Edit edit) {
        edited = Optional.of(new RunEvent.Edited(edit.step(), new TreeMap<>(edit.set())));
    }

    /** Whether the last step was edited: then it is written down, and to be saved, for a resume could not make it again. */
    private boolean tellEdited() throws InterruptedException, IOException {
        if (edited.isEmpty()) {
            return false;
        }
        RunEvent.Edited event = edited.get();
        edited = Optional.empty();
        emit(event);
        run.write(
                Chapter.now(Chapter.Kind.EDITED, event.step(), origin.environment(), config, List.of(event.changes())));
        return true;
    }

    private void skip(String reason) throws InterruptedException, IOException {
        recovery = recovery.skip(trainer.step());
        emit(new RunEvent.Skipped(trainer.step(), reason));
        if (recovery.mustGoBack()) {
            goBack(reason);
        }
    }

    private void goBack(String reason) throws InterruptedException, IOException {
        long step = trainer.step();
        if (recovery.isExhausted(step, config.recipe().game().imagesPerStep())) {
            throw Diagnosis.of(trainer, recovery, reason).write(run.path());
        }
        settle();
        var choice = keeper.newestHealthy();
        for (String notice : choice.notices()) {
            emit(new RunEvent.Notice(step, notice));
        }
        long to = choice.orThrow(run.path().toString()).step();
        recovery = recovery.wentBack(step, to);
        trainer.load(keeper.checkpoints(), to, recovery.lrScale());
        trainer.ledger().forget();
        stepper.forget(trainer);
        drawn = Optional.empty();
        health.restore(Optional.empty());
        emit(new RunEvent.WentBack(step, to, trainer.lr()));
    }

    private void sample() throws InterruptedException {
        if (lastSampled == trainer.step()) {
            return;
        }
        String file = "samples/step-%08d.png".formatted(trainer.step());
        lastSampled = trainer.step();
        try {
            write(pictures(), run.path().resolve(file));
            emit(new RunEvent.Sample(trainer.step(), file));
        } catch (IOException e) {
            emit(new RunEvent.Notice(
                    trainer.step(),
                    RunDir.unwritable(run.path().resolve(file), e).getMessage()));
        }
    }

    private Pictures pictures() {
        Drawn now = drawn.filter(before -> before.step() == trainer.step())
                .orElseGet(() -> new Drawn(trainer.step(), trainer.sample(GRID)));
        drawn = Optional.of(now);
        return now.pictures();
    }

    private static void write(Pictures pictures, Path file) throws IOException {
        Pictures.write(pictures.grid(), file);
    }

    /** Begins to save, unless this very step is saved; training goes on meanwhile. Nothing non-finite is ever saved. */
    private void save(Optional<Double> score) throws InterruptedException, IOException {
        settle();
        keeper.requireHope();
        if (keeper.hasBegun(trainer.step())) {
            return;
        }
        Optional<String> bad = trainer.unsavable();
        if (bad.isPresent()) {
            emit(new RunEvent.NotSaved(trainer.step(), bad.get()));
            goBack(bad.get());
        }
        boolean well = health.isWell(trainer.step(), pictures());
        keeper.begin(state(), well, score, trainer.tensors());
    }

    private TrainState state() throws IOException {
        return new TrainState(
                trainer.step(),
                watch.seconds(),
                trainer.ledger().lossD().state(),
                trainer.ledger().lossG().state(),
                recovery,
                health.confident(),
                trainer.disguise().state(),
                List.copyOf(lost),
                log.position(),
                origin.data(),
                origin.environment());
    }

    RunConfig config() {
        return config;
    }

    Path folder() {
        return run.path();
    }

    /** Saves between two steps, and waits until it is done. */
    void saveNow() throws InterruptedException, IOException {
        save(Optional.empty());
        settle();
    }

    /** Plays by other rules from here on; a checkpoint of just before is saved first, so that a resume finds the place. */
    void change(RunConfig to) throws InterruptedException, IOException {
        saveNow();
        keeper.requireSaved(trainer.step());
        List<String> notes = Settings.differences(config, to);
        trainer.change(to);
        config = to;
        run.write(Chapter.now(Chapter.Kind.CHANGED, trainer.step(), origin.environment(), to, notes));
        for (String note : notes) {
            emit(new RunEvent.Notice(trainer.step(), "from here on " + note));
        }
    }

    @Override
    public void close() {
        stepper.close();
        scoring.close();
        keeper.finish();
    }

    /** A save that has ended is told before what came after it. */
    private void emit(RunEvent event) throws InterruptedException {
        settle();
        record(event);
        consultation.saw(event).forEach(this::record);
    }

    private void settle() throws InterruptedException {
        keeper.settle().forEach(this::record);
    }

    private void record(RunEvent event) {
        Optional<String> waits = log.append(event);
        listener.accept(event);
        if (waits.isPresent() != logWaits) {
            logWaits = waits.isPresent();
            listener.accept(new RunEvent.Notice(
                    trainer.step(), waits.orElse("events.jsonl can be written again; no line is lost")));
        }
    }
}
