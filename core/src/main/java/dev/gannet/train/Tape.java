package dev.gannet.train;

import dev.gannet.data.Batch;
import dev.gannet.data.Loader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The batches of a run in their order, which can be wound back over as much as was recorded. */
final class Tape implements AutoCloseable {
    private final Loader loader;
    private final List<Batch.Lost> lost = new ArrayList<>();
    private final ArrayDeque<Batch> held = new ArrayDeque<>();
    private long heldFrom;
    private long position;
    private boolean recording;

    /**
     * A tape of what the loader reads.
     *
     * @param first the number in the run of the loader's first batch
     */
    Tape(Loader loader, long first) {
        this.loader = loader;
        this.heldFrom = first;
        this.position = first;
    }

    /** The next batch; may wait. */
    Batch take() throws InterruptedException {
        Batch batch = ahead(1).getFirst();
        position++;
        if (!recording) {
            forgetBefore(position);
        }
        return batch;
    }

    /** The next batches, without taking them. */
    List<Batch> ahead(int count) throws InterruptedException {
        while (heldFrom + held.size() < position + count) {
            Batch batch = loader.take();
            lost.addAll(batch.lost());
            held.add(batch);
        }
        return held.stream().skip(position - heldFrom).limit(count).toList();
    }

    /** How many have been taken since the run began. */
    long position() {
        return position;
    }

    /** Whether taken batches are kept, to be taken again. */
    void record(boolean yes) {
        recording = yes;
        if (!yes) {
            forgetBefore(position);
        }
    }

    /** What was taken before this position will not be wanted again. */
    void forgetBefore(long from) {
        while (heldFrom < from && !held.isEmpty()) {
            held.removeFirst();
            heldFrom++;
        }
    }

    /** Goes to where it has been, as far as that was recorded, or as far ahead as it was looked. */
    void goTo(long to) {
        long end = heldFrom + held.size();
        if (to < heldFrom || to > end) {
            throw new IllegalArgumentException("batch %d: expected %d to %d".formatted(to, heldFrom, end));
        }
        position = to;
    }

    /** The images that could not be read any more, in the order in which they were missed. */
    List<Batch.Lost> lost() {
        return lost;
    }

    double waitedSeconds() {
        return loader.waitedSeconds();
    }

    @Override
    public void close() {
        loader.close();
    }
}
