package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.data.picture.Rejected;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A few images again and again; only those that are held out are all different.
 *
 * @param different how many there are to train on
 * @param held the names of those that are held out
 */
record Few(ImageSource source, int different, Set<String> held) implements ImageSource {
    static Few of(ImageSource source, int different, int holdOut, long seed) {
        ImageSource others = HoldOut.of(source, holdOut, seed).heldOut();
        return new Few(
                source,
                different,
                IntStream.range(0, others.count()).mapToObj(others::name).collect(Collectors.toSet()));
    }

    @Override
    public int count() {
        return source.count();
    }

    @Override
    public ImageShape shape() {
        return source.shape();
    }

    @Override
    public void read(int index, long draw, byte[] target, int offset) throws Rejected {
        source.read(held.contains(source.name(index)) ? index : index % different, draw, target, offset);
    }

    @Override
    public String name(int index) {
        return source.name(index);
    }

    @Override
    public String describe() {
        return source.describe();
    }

    @Override
    public String fingerprint() {
        return source.fingerprint() + "-few";
    }
}
