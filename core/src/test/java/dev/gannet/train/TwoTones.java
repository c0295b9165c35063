package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Grey pictures of 8 by 8 pixels: of every four, three are dark, and one is light.
 *
 * @param labelled whether it is known which
 */
record TwoTones(boolean labelled) implements ImageSource {
    static final ImageShape SHAPE = new ImageShape(1, 8);
    private static final int DARK = 60;
    private static final int LIGHT = 195;

    private static boolean light(int index) {
        return index % 4 == 3;
    }

    @Override
    public int count() {
        return 64;
    }

    @Override
    public ImageShape shape() {
        return SHAPE;
    }

    @Override
    public void read(int index, long draw, byte[] target, int offset) {
        int level = (light(index) ? LIGHT : DARK) + index % 16;
        Arrays.fill(target, offset, offset + SHAPE.bytes(), (byte) level);
    }

    @Override
    public Optional<Classes> labels() {
        return labelled
                ? Classes.of(IntStream.range(0, count())
                        .mapToObj(i -> light(i) ? "light" : "dark")
                        .toArray(String[]::new))
                : Optional.empty();
    }

    @Override
    public String name(int index) {
        return "tone " + index;
    }

    @Override
    public String describe() {
        return "tones";
    }

    @Override
    public String fingerprint() {
        return "tones";
    }
}
