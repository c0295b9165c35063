package dev.gannet.data;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Keeps the next batches ready while a step runs. Which images a batch holds depends on the seed and the batch's number
 * alone. {@link #take} belongs to one thread.
 */
public final class Loader implements AutoCloseable {
    private static final int AHEAD = 2;

    private final ImageSource source;
    private final EpochOrder order;
    private final int batch;
    private final BlockingQueue<Ready> queue = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread;

    /** A batch, or why there will be none. */
    private sealed interface Ready {
        record Filled(Batch batch) implements Ready {}

        record Failed(RuntimeException reason) implements Ready {}
    }

    /**
     * Starts reading ahead; the source stays the caller's.
     *
     * @param firstBatch number of the batch to begin with, 0 for a new run
     */
    public Loader(ImageSource source, long seed, int batch, long firstBatch) {
        this.source = source;
        this.batch = batch;
        this.order = new EpochOrder(seed, source.count());
        this.thread = Thread.ofPlatform().name("gannet-loader").daemon().start(() -> readAhead(firstBatch));
    }

    /**
     * The next batch; waits if it is not ready.
     *
     * @throws dev.gannet.config.UserException (data) if an image cannot be read
     */
    public Batch take() throws InterruptedException {
        return switch (queue.take()) {
            case Ready.Filled(Batch filled) -> filled;
            case Ready.Failed(RuntimeException reason) -> {
                queue.add(new Ready.Failed(reason)); // for whoever asks again
                throw reason;
            }
        };
    }

    private void readAhead(long firstBatch) {
        try {
            for (long number = firstBatch; true; number++) {
                Ready next;
                try {
                    next = new Ready.Filled(read(number));
                } catch (RuntimeException e) {
                    next = new Ready.Failed(e);
                }
                queue.put(next);
                if (next instanceof Ready.Failed) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private Batch read(long number) {
        int bytes = source.shape().bytes();
        byte[] pixels = new byte[Math.multiplyExact(batch, bytes)];
        for (int i = 0; i < batch; i++) {
            source.read(order.at(number * batch + i), pixels, i * bytes);
        }
        return new Batch(pixels, batch);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
