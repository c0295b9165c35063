package dev.gannet.train;

import dev.gannet.data.Batch;

/** Where a step takes its real images from. */
@FunctionalInterface
public interface Batches {
    /** The next batch; may wait. */
    Batch take() throws InterruptedException;
}
