package dev.gannet.augment;

import dev.gannet.tensor.Shapes;
import org.bytedeco.pytorch.Tensor;

/** The checks at the door of every augmentation. */
final class Inputs {
    private Inputs() {}

    static void check(Tensor images, double p) {
        Shapes.require(images, "Augmentation input", Shapes.ANY, Shapes.ANY, Shapes.ANY, Shapes.ANY);
        long channels = images.size(1);
        if (channels != 1 && channels != 3 && channels != 4) {
            throw new IllegalArgumentException(
                    "Augmentation input: axis 1 is %d, expected 1, 3 or 4 channels".formatted(channels));
        }
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p: got %s, expected 0 to 1".formatted(p));
        }
    }
}
