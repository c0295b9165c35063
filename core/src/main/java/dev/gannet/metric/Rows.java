package dev.gannet.metric;

import org.bytedeco.pytorch.Tensor;

/**
 * Vectors of one length, to be taken some at a time: what would not fit as doubles all at once may stay packed.
 *
 * @param count how many vectors there are
 * @param dims how many numbers each has
 * @param source unpacks them
 */
record Rows(int count, int dims, Source source) {
    /** Unpacks vectors. */
    interface Source {
        /** Those from {@code from} on, before {@code to}: ({@code to - from}, dims) float64, attached to the current scope. */
        Tensor block(int from, int to);
    }
}
