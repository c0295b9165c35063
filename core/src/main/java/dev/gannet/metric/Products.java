package dev.gannet.metric;

import dev.gannet.tensor.StepScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Inner products of all of some vectors with all of some others, in float64, a block at a time. */
final class Products {
    private static final int MOST_ROWS = 2048;
    private static final int MOST_NUMBERS = 1 << 23; // 64 MiB of doubles

    private Products() {}

    /** Takes a number. */
    interface Taker {
        /** Of vector {@code i} of one set and vector {@code j} of the other. */
        void take(int i, int j, double product);
    }

    /** Gives every product once: for each {@code i} in order of {@code j}. */
    static void each(Rows one, Rows other, Taker taker) {
        blocks(one, other, false, taker);
    }

    /** Gives the product of every two different vectors of a set once, {@code i} being the smaller number. */
    static void pairs(Rows set, Taker taker) {
        blocks(set, set, true, taker);
    }

    private static void blocks(Rows one, Rows other, boolean ordered, Taker taker) {
        int step = Math.clamp(MOST_NUMBERS / one.dims(), 1, MOST_ROWS);
        for (int top = 0; top < one.count(); top += step) {
            try (StepScope scope = StepScope.open()) {
                Tensor rows = one.source().block(top, Math.min(top + step, one.count()));
                for (int left = ordered ? top : 0; left < other.count(); left += step) {
                    int width = Math.min(step, other.count() - left);
                    hand(block(rows, other, left, width), width, top, left, ordered, taker);
                }
            }
        }
    }

    private static double[] block(Tensor rows, Rows other, int left, int width) {
        try (StepScope scope = StepScope.open()) {
            return Moments.numbers(
                    torch.mm(rows, other.source().block(left, left + width).t()));
        }
    }

    private static void hand(double[] block, int width, int top, int left, boolean ordered, Taker taker) {
        for (int i = 0; i < block.length / width; i++) {
            for (int j = ordered ? Math.max(0, top + i + 1 - left) : 0; j < width; j++) {
                taker.take(top + i, left + j, block[i * width + j]);
            }
        }
    }
}
