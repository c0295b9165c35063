package dev.gannet.feature;

import dev.gannet.config.ImageShape;
import dev.gannet.data.ImageSource;
import java.util.Arrays;

/** Pictures of one grey each, which look the same however they are turned. */
record Alike(ImageShape shape, int count) implements ImageSource {
    @Override
    public void read(int index, long draw, byte[] target, int offset) {
        Arrays.fill(target, offset, offset + shape.bytes(), (byte) (index * 37));
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
        return "greys-" + count;
    }
}
