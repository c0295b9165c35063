package dev.gannet.metric;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

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

    /** The same vectors in an order that follows from the seed: any part of it is a random sample. */
    public Features shuffled(long seed) {
        return pick(Draw.without(new SplittableRandom(seed), count, count));
    }

    /** The vectors of these numbers, in this order. */
    Features pick(int[] rows) {
        float[] picked = new float[rows.length * dims];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * dims, picked, i * dims, dims);
        }
        return new Features(picked, rows.length, dims);
    }

    /** The same vectors, to be taken some at a time. */
    Rows rows() {
        return new Rows(count, dims, (from, to) -> slice(from, to).tensor());
    }

    /** (N, d) float64, attached to the current scope. */
    Tensor tensor() {
        return Tensor.create(values, count, dims).to(ScalarType.Double);
    }

    /** Refuses two sets that cannot be compared number by number. */
    void requireSameDims(Features other) {
        if (dims != other.dims) {
            throw new IllegalArgumentException(
                    "features of %d and of %d numbers: expected the same feature space".formatted(dims, other.dims));
        }
    }
}
