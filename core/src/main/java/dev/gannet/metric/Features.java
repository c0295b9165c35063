package dev.gannet.metric;

import java.util.Arrays;

/**
 * What a feature space makes of a set of pictures: one vector for each.
 *
 * @param values (N, d) row by row
 * @param count N, at least 1
 * @param dims d, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier from network to metric, never compared
public record Features(float[] values, int count, int dims) {
    /** Checks that there are so many numbers. */
    public Features {
        if (count < 1 || dims < 1 || values.length != (long) count * dims) {
            throw new IllegalArgumentException(
                    "features: got %d numbers, expected %d x %d".formatted(values.length, count, dims));
        }
    }

    /** The vectors from number {@code from} on, before number {@code to}. */
    public Features slice(int from, int to) {
        return new Features(Arrays.copyOfRange(values, from * dims, to * dims), to - from, dims);
    }
}
