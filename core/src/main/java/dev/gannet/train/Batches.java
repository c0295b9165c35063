package dev.gannet.train;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** Where a step takes its real images from. */
@FunctionalInterface
public interface Batches {
    /** The next batch, (N, C, H, W) float32 in [-1, 1], attached to the current scope; may wait. */
    Tensor take() throws InterruptedException;

    /**
     * The class of each image of the next batch, (N) int64, attached to the current scope; nothing where networks are not told.
     */
    default Optional<Tensor> classes() throws InterruptedException {
        return Optional.empty();
    }
}
