package dev.gannet.augment;

import org.bytedeco.pytorch.Tensor;

/** No change. */
record Unchanged() implements Augmentation {
    @Override
    public Tensor apply(Tensor images, long counter, double p) {
        return images;
    }
}
