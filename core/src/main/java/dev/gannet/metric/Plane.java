package dev.gannet.metric;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;

/**
 * One channel of one picture as numbers.
 *
 * @param values row by row
 * @param width of a row
 * @param height how many rows
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between filters, never compared
record Plane(float[] values, int width, int height) {
    private static final float[] BINOMIAL = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

    /** A channel's levels, 0 to 255. */
    static Plane of(Pictures pictures, int picture, int channel) {
        ImageShape shape = pictures.shape();
        float[] values = new float[shape.width() * shape.height()];
        int at = picture * shape.bytes() + channel;
        for (int i = 0; i < values.length; i++) {
            values[i] = pictures.pixels()[at + i * shape.channels()] & 0xff;
        }
        return new Plane(values, shape.width(), shape.height());
    }

    /** Half as wide and high, of even sizes: blurred by 1 4 6 4 1 either way, then every other value. */
    Plane down() {
        Plane blurred = blurred();
        float[] half = new float[values.length / 4];
        for (int i = 0; i < half.length; i++) {
            half[i] = blurred.values[i / (width / 2) * 2 * width + i % (width / 2) * 2];
        }
        return new Plane(half, width / 2, height / 2);
    }

    /** Twice as wide and high: zeros in between, then the same blur, times four for the zeros. */
    Plane up() {
        float[] apart = new float[values.length * 4];
        for (int i = 0; i < values.length; i++) {
            apart[i / width * 4 * width + i % width * 2] = 4 * values[i];
        }
        return new Plane(apart, 2 * width, 2 * height).blurred();
    }

    /** Half as wide and high, of even sizes: means of two by two. */
    Plane halved() {
        float[] half = new float[values.length / 4];
        for (int i = 0; i < half.length; i++) {
            int at = i / (width / 2) * 2 * width + i % (width / 2) * 2;
            half[i] = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
        }
        return new Plane(half, width / 2, height / 2);
    }

    /** What another of the same size leaves. */
    Plane minus(Plane other) {
        float[] left = values.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] -= other.values[i];
        }
        return new Plane(left, width, height);
    }

    private Plane blurred() {
        float[] rows = new float[values.length];
        float[] both = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int start = i - i % width;
            for (int tap = -2; tap <= 2; tap++) {
                rows[i] += BINOMIAL[tap + 2] * values[start + mirrored(i % width + tap, width)];
            }
        }
        for (int i = 0; i < values.length; i++) {
            for (int tap = -2; tap <= 2; tap++) {
                both[i] += BINOMIAL[tap + 2] * rows[mirrored(i / width + tap, height) * width + i % width];
            }
        }
        return new Plane(both, width, height);
    }

    /** Beyond the rim the picture goes on as its mirror image; the rim itself is there once. */
    private static int mirrored(int at, int size) {
        int inside = Math.abs(at);
        return inside < size ? inside : 2 * (size - 1) - inside;
    }
}
