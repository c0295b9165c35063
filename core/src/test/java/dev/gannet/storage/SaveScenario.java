package dev.gannet.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program that saves a second checkpoint and deletes the first, for tests that stop it anywhere or let its system calls
 * fail. It prints "saved" as soon as that is promised; the exit code is 0 if the rest went well too, otherwise 4.
 */
final class SaveScenario {
    private SaveScenario() {}

    /** A store that keeps one checkpoint and hardly waits before trying again. */
    static CheckpointStore store(Path checkpoints) {
        return new CheckpointStore(new RealDisk(), checkpoints, new Retention(1), Duration.ofMillis(1));
    }

    /** Arguments: the folder of the checkpoints. */
    public static void main(String[] args) {
        System.exit(run(store(Path.of(args[0]))));
    }

    private static int run(CheckpointStore store) {
        try {
            store.save(Samples.about(2), Samples.files(2));
        } catch (IOException e) {
            System.out.println("failed: " + Durable.reason(e));
            return 4;
        }
        System.out.println("saved");
        try {
            store.prune();
        } catch (IOException e) {
            System.out.println("not pruned: " + Durable.reason(e));
            return 4;
        }
        return 0;
    }
}
