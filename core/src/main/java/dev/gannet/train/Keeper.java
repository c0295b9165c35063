package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.checkpoint.Choice;
import dev.gannet.checkpoint.TrainState;
import dev.gannet.config.Build;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Durable;
import dev.gannet.storage.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;

/** A run's checkpoints: what has been saved, what could not be, what to go back to. */
final class Keeper {
    private static final int MOST_FAILURES = 5;

    private final RunDir run;
    private final CheckpointStore store;
    private final Checkpoints checkpoints;
    private final Saver saver;
    private Optional<Manifest> newest = Optional.empty();
    private long begun = -1;
    private int failures;

    Keeper(RunDir run, CheckpointStore store) {
        this.run = run;
        this.store = store;
        this.checkpoints = new Checkpoints(store);
        this.saver = new Saver(store);
    }

    Checkpoints checkpoints() {
        return checkpoints;
    }

    /** The run goes on from here. */
    void resumedAt(Manifest manifest) {
        newest = Optional.of(manifest);
        begun = manifest.step();
    }

    /** Copies everything and begins to save it; the save before must have been settled. */
    void begin(
            TrainState state,
            boolean healthy,
            Optional<Double> score,
            Map<String, SequencedMap<String, Tensor>> tensors) {
        Manifest.About about =
                new Manifest.About(Build.version(), state.step(), healthy, score, newest.map(Manifest::sha256));
        saver.begin(about, checkpoints.snapshot(state, tensors));
        begun = state.step();
    }

    /** Whether this step has been saved, or is being saved. */
    boolean hasBegun(long step) {
        return begun == step;
    }

    /** Waits for the save under way, if there is one; what is to be told about it. */
    List<RunEvent> settle() throws InterruptedException {
        List<RunEvent> events = new ArrayList<>();
        saver.settle().ifPresent(result -> {
            switch (result) {
                case Saver.Result.Saved(long step, Manifest manifest, Optional<String> leftover) -> {
                    failures = 0;
                    newest = Optional.of(manifest);
                    events.add(saved(step));
                    leftover.ifPresent(reason -> events.add(
                            new RunEvent.Notice(step, "older checkpoints could not be deleted: %s".formatted(reason))));
                }
                case Saver.Result.Failed(long step, var reason) -> {
                    failures++;
                    String keeping = newest.map(manifest -> "keeping step %,d".formatted(manifest.step()))
                            .orElse("there is no earlier one");
                    events.add(new RunEvent.NotSaved(step, "%s; %s".formatted(Durable.reason(reason), keeping)));
                }
            }
        });
        return events;
    }

    /** Waits for the save under way: no thread may write in the run's folder once its lock is free. */
    void finish() {
        saver.finish();
    }

    RunEvent saved(long step) {
        return new RunEvent.Saved(step, run.path().relativize(store.at(step)).toString());
    }

    /**
     * Refuses to go on when saving has become hopeless.
     *
     * @throws UserException (resources) if the last five saves have failed
     */
    void requireHope() {
        if (failures >= MOST_FAILURES) {
            throw notSaved("the last %d checkpoints could not be saved".formatted(failures));
        }
    }

    /**
     * Refuses to call a run saved that is not.
     *
     * @throws UserException (resources) if the newest checkpoint is not of this step
     */
    void requireSaved(long step) {
        if (newest.map(Manifest::step).orElse(-1L) != step) {
            throw notSaved("step %,d could not be saved".formatted(step));
        }
    }

    private UserException notSaved(String what) {
        String resumable = newest.map(
                        manifest -> "'gannet resume %s' goes on from step %,d".formatted(run.path(), manifest.step()))
                .orElse("nothing has been saved");
        return new UserException(
                Kind.RESOURCES,
                "%s: %s; free some space or make the folder writable; %s"
                        .formatted(run.checkpoints(), what, resumable));
    }

    /** The newest checkpoint that looked healthy, if there is one. */
    Choice newestHealthy() {
        return Choice.newestHealthy(store);
    }
}
