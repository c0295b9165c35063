package dev.gannet.metric;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Distance between two sets of pictures: along many random directions, how far the sorted values of one set are from those of
 * the other, on average. 0 for equal sets. Pictures are first averaged down to {@code side} by {@code side}: it sees colours
 * and large shapes, not sharpness.
 *
 * @param side cells along either axis, at least 1; fewer where a picture has fewer pixels
 * @param directions how many
 * @param seed of the directions
 * @see <a href="https://arxiv.org/abs/1710.10196">Karras et al. 2018, section 5, on whole pictures instead of patches</a>
 */
public record SlicedWasserstein(int side, int directions, long seed) {
    /** 14 by 14 cells, 512 directions. */
    public static final SlicedWasserstein WHOLE = new SlicedWasserstein(14, 512, 1);

    /** The same with other directions. */
    public SlicedWasserstein withSeed(long other) {
        return new SlicedWasserstein(side, directions, other);
    }

    /**
     * The distance.
     *
     * @param one as many pictures as {@code other}, of the same shape
     * @return in levels, of which a channel has 256: the mean over directions of the 1-Wasserstein distance, at least 0
     */
    public double between(Pictures one, Pictures other) {
        if (!one.shape().equals(other.shape()) || one.count() != other.count() || one.count() == 0) {
            throw new IllegalArgumentException("%d pictures of %s and %d of %s: expected the same number and shape"
                    .formatted(one.count(), one.shape(), other.count(), other.shape()));
        }
        float[][] a = cells(one);
        float[][] b = cells(other);
        SplittableRandom random = new SplittableRandom(seed);
        double sum = 0;
        for (int i = 0; i < directions; i++) {
            float[] direction = direction(random, a[0].length);
            sum += distance(sorted(a, direction), sorted(b, direction));
        }
        return sum / directions;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    private static float[] direction(SplittableRandom random, int size) {
        float[] direction = new float[size];
        double square = 0;
        for (int i = 0; i < size; i++) {
            direction[i] = (float) random.nextGaussian();
            square += (double) direction[i] * direction[i];
        }
        float length = (float) Math.sqrt(square);
        for (int i = 0; i < size; i++) {
            direction[i] /= length;
        }
        return direction;
    }

    private static float[] sorted(float[][] pictures, float[] direction) {
        float[] values = new float[pictures.length];
        for (int i = 0; i < values.length; i++) {
            float sum = 0;
            for (int j = 0; j < direction.length; j++) {
                sum += pictures[i][j] * direction[j];
            }
            values[i] = sum;
        }
        Arrays.sort(values);
        return values;
    }

    /** Each picture's means over cells, by cell and channel. */
    private float[][] cells(Pictures pictures) {
        ImageShape shape = pictures.shape();
        int columns = Math.min(side, shape.width());
        int rows = Math.min(side, shape.height());
        float[][] all = new float[pictures.count()][rows * columns * shape.channels()];
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all[i].length; j++) {
                int channel = j % shape.channels();
                int column = j / shape.channels() % columns;
                int row = j / shape.channels() / columns;
                all[i][j] = mean(pictures, i, channel, row, rows, column, columns);
            }
        }
        return all;
    }

    private static float mean(Pictures pictures, int i, int channel, int row, int rows, int column, int columns) {
        ImageShape shape = pictures.shape();
        int top = row * shape.height() / rows;
        int bottom = (row + 1) * shape.height() / rows;
        int left = column * shape.width() / columns;
        int right = (column + 1) * shape.width() / columns;
        int sum = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int at = i * shape.bytes() + (y * shape.width() + x) * shape.channels() + channel;
                sum += pictures.pixels()[at] & 0xff;
            }
        }
        return (float) sum / ((bottom - top) * (right - left));
    }
}
