package dev.gannet;

import dev.gannet.tensor.NativeStats;

/** A count of native objects that what earlier tests dropped cannot change any more. */
public final class Handles {
    private Handles() {}

    /** How many live, once those that nothing refers to are gone. */
    public static long settled() throws InterruptedException {
        long before;
        do {
            before = NativeStats.liveHandles();
            System.gc();
            Thread.sleep(50); // they are freed by a thread of their own
        } while (NativeStats.liveHandles() != before);
        return before;
    }
}
