package dev.gannet.train;

import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Durable;
import dev.gannet.storage.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Saves on a thread of its own, one checkpoint at a time, while training goes on. Used by the training thread alone. */
final class Saver {
    private final CheckpointStore store;
    private Optional<Running> running = Optional.empty();

    private record Running(long step, FutureTask<Result> task, Thread thread) {}

    /** How a save has ended. */
    sealed interface Result {
        /** It is on the disk; {@code leftover} says why old checkpoints could not be deleted, if they could not. */
        record Saved(long step, Manifest manifest, Optional<String> leftover) implements Result {}

        /** It is not; what was saved before is as it was. */
        record Failed(long step, IOException reason) implements Result {}
    }

    Saver(CheckpointStore store) {
        this.store = store;
    }

    /** Begins to save; the save before must have been settled. */
    void begin(Manifest.About about, SequencedMap<String, List<byte[]>> files) {
        if (running.isPresent()) {
            throw new IllegalStateException(
                    "step %d is still being saved".formatted(running.get().step()));
        }
        FutureTask<Result> task = new FutureTask<>((Callable<Result>) () -> save(about, files));
        Thread thread = Thread.ofPlatform().name("gannet-saver").start(task);
        running = Optional.of(new Running(about.step(), task, thread));
    }

    private Result save(Manifest.About about, SequencedMap<String, List<byte[]>> files) {
        Manifest manifest;
        try {
            manifest = store.save(about, files);
        } catch (IOException e) {
            return new Result.Failed(about.step(), e);
        }
        try {
            store.prune();
            return new Result.Saved(about.step(), manifest, Optional.empty());
        } catch (IOException e) {
            return new Result.Saved(about.step(), manifest, Optional.of(Durable.reason(e)));
        }
    }

    /** Waits for the save that is under way, however it ends, and even if this thread is asked to hurry. */
    void finish() {
        boolean interrupted = false;
        while (running.isPresent() && !running.get().task().isDone()) {
            try {
                running.get().thread().join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the save that is under way, if one is; tells how it ended, once. */
    Optional<Result> settle() throws InterruptedException {
        if (running.isEmpty()) {
            return Optional.empty();
        }
        FutureTask<Result> task = running.get().task();
        running = Optional.empty();
        try {
            return Optional.of(task.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("saving failed in a way that was not foreseen", e.getCause());
        }
    }
}
