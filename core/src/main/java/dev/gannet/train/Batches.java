package dev.gannet.train;

import org.bytedeco.pytorch.Tensor;

/** Where a step takes its real images from. */
@FunctionalInterface
public interface Batches {
    /** The next batch, (N, C, H, W) float32 in [-1, 1], attached to the current scope; may wait. */
    Tensor take() throws InterruptedException;
}
