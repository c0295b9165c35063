package dev.gannet.data;

/**
 * A thread that ends when it is told to.
 *
 * @param thread ends soon after it is interrupted
 */
public record Worker(Thread thread) implements AutoCloseable {
    /** Starts a thread that does not keep the program alive; {@code name} is the thread's, for who looks at the process. */
    public static Worker start(String name, Runnable task) {
        return new Worker(Thread.ofPlatform().name(name).daemon().start(task));
    }

    /** Ends the thread and waits for it, whoever interrupts; it frees what it has. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
