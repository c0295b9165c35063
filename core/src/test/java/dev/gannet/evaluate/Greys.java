package dev.gannet.evaluate;

import dev.gannet.config.ImageShape;
import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Grey pictures of 16 by 16 pixels: image i has the level i everywhere, up to 200.
 *
 * @param count of pictures
 * @param broken the number of one that cannot be read; -1 for none
 */
record Greys(int count, int broken) implements ImageSource {
    static final ImageShape SHAPE = new ImageShape(1, 16);

    Greys(int count) {
        this(count, -1);
    }

    @Override
    public ImageShape shape() {
        return SHAPE;
    }

    @Override
    public void read(int index, long draw, byte[] target, int offset) throws Rejected {
        if (index == broken) {
            throw new Rejected(Reason.DAMAGED, "is broken");
        }
        Arrays.fill(target, offset, offset + SHAPE.bytes(), (byte) (index % 201));
    }

    @Override
    public Optional<Classes> labels() {
        return Classes.of(IntStream.range(0, count)
                .mapToObj(i -> i % 201 < 100 ? "dark" : "light")
                .toArray(String[]::new));
    }

    @Override
    public String name(int index) {
        return "grey " + index;
    }

    @Override
    public String describe() {
        return count + " greys";
    }

    @Override
    public String fingerprint() {
        return "greys-%d-%d".formatted(count, broken);
    }

    /** The same pictures with something added to each level. */
    static Pictures brighter(Pictures pictures, int by) {
        byte[] pixels = pictures.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += (byte) by;
        }
        return new Pictures(pictures.shape(), pixels);
    }

    /** Each picture's first level: a feature space of one number, which needs no network. */
    static final class Levels implements FeatureSpace {
        boolean closed;

        @Override
        public String name() {
            return "level";
        }

        @Override
        public String hash() {
            return "0123456789ab";
        }

        @Override
        public int dims() {
            return 1;
        }

        @Override
        public Features of(Pictures pictures) {
            float[] levels = new float[pictures.count()];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = pictures.pixels()[i * pictures.shape().bytes()] & 0xff;
            }
            return new Features(levels, levels.length, 1);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
