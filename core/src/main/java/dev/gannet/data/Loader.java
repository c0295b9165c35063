package dev.gannet.data;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.Batch.Lost;
import dev.gannet.data.picture.Rejected;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Keeps the next batches ready while a step runs. Which images a batch holds depends on the seed, the batch's number and the
 * images that were lost by then. {@link #take} belongs to one thread.
 */
public final class Loader implements AutoCloseable {
    private static final int AHEAD = 2;

    private final ImageSource source;
    private final EpochOrder order;
    private final int batch;
    private final BlockingQueue<Ready> queue = new ArrayBlockingQueue<>(AHEAD);
    private final Set<Integer> lost;
    private final Worker worker;
    private String lastLost = "lost before";
    private long waitedNanos;

    /** A batch, or why there will be none. */
    private sealed interface Ready {
        record Filled(Batch batch) implements Ready {}

        record Failed(RuntimeException reason) implements Ready {}
    }

    /**
     * Starts reading ahead; the source stays the caller's.
     *
     * @param firstBatch number of the batch to begin with, 0 for a new run
     * @param lost images that are not to be read, for they were lost before
     */
    public Loader(ImageSource source, long seed, int batch, long firstBatch, Collection<Integer> lost) {
        this.source = source;
        this.batch = batch;
        this.order = new EpochOrder(seed, source.count());
        this.lost = new HashSet<>(lost);
        this.worker = Worker.start("gannet-loader", () -> readAhead(firstBatch));
    }

    /**
     * The next batch; waits if it is not ready.
     *
     * @throws UserException (data) if no image is left
     */
    public Batch take() throws InterruptedException {
        long start = System.nanoTime();
        Ready next = queue.take();
        waitedNanos += System.nanoTime() - start;
        return switch (next) {
            case Ready.Filled(Batch filled) -> filled;
            case Ready.Failed(RuntimeException reason) -> {
                queue.add(new Ready.Failed(reason)); // for whoever asks again
                throw reason;
            }
        };
    }

    /** Seconds that {@link #take} has waited in all. */
    public double waitedSeconds() {
        return waitedNanos / 1e9;
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

    private Batch read(long number) throws InterruptedException {
        int bytes = source.shape().bytes();
        byte[] pixels = new byte[Math.multiplyExact(batch, bytes)];
        int[] indices = new int[batch];
        List<Lost> newlyLost = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            indices[i] = read(number * batch + i, pixels, i * bytes, newlyLost);
        }
        return new Batch(pixels, batch, indices, List.copyOf(newlyLost));
    }

    /** Reads the image at a position; in the place of one that is lost, the next that is not. Its number. */
    private int read(long position, byte[] pixels, int offset, List<Lost> newlyLost) throws InterruptedException {
        int index = order.at(position);
        while (true) {
            if (lost.size() >= source.count()) {
                throw new UserException(
                        Kind.DATA,
                        "all %,d images have become unreadable; the last was %s".formatted(source.count(), lastLost));
            }
            while (lost.contains(index)) {
                index = (index + 1) % source.count();
            }
            try {
                source.read(index, position, pixels, offset);
                return index;
            } catch (Rejected e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException(); // no fault of the file's: an interrupted read fails
                }
                lost.add(index);
                newlyLost.add(new Lost(index, source.name(index), e.detail()));
                lastLost = "%s: %s".formatted(source.name(index), e.detail());
            }
        }
    }

    /** Stops reading; after that the source may be closed. */
    @Override
    public void close() {
        worker.close();
    }
}
