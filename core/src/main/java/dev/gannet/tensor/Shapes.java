package dev.gannet.tensor;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Shape checks at the public doors, by axis. */
public final class Shapes {
    /** Stands for any size along an axis, usually the batch. */
    public static final long ANY = -1;

    private Shapes() {}

    /**
     * Refuses a tensor of another shape.
     *
     * @throws IllegalArgumentException naming the place, the first axis that differs and the whole shape
     */
    public static void require(Tensor tensor, String where, long... expected) {
        long[] got = tensor.shape();
        if (got.length != expected.length) {
            throw new IllegalArgumentException("%s: got %d axes, expected %d; shape %s"
                    .formatted(where, got.length, expected.length, Arrays.toString(got)));
        }
        for (int axis = 0; axis < got.length; axis++) {
            if (expected[axis] != ANY && got[axis] != expected[axis]) {
                throw new IllegalArgumentException("%s: axis %d is %d, expected %d; shape %s"
                        .formatted(where, axis, got[axis], expected[axis], Arrays.toString(got)));
            }
        }
    }
}
