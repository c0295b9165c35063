package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import dev.gannet.data.picture.Rejected;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Images with something done to every byte.
 *
 * @param every to so many images the first, 1 for all; if more, an image is labelled by whether it was changed
 */
record Changed(ImageSource source, int every, IntUnaryOperator pixels) implements ImageSource {
    /** Every other image is a negative, and is labelled so. */
    static Changed halfNegative(ImageSource source) {
        return new Changed(source, 2, value -> 255 - value);
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
        source.read(index, draw, target, offset);
        if (index % every == 0) {
            for (int at = offset; at < offset + shape().bytes(); at++) {
                target[at] = (byte) pixels.applyAsInt(target[at] & 0xff);
            }
        }
    }

    @Override
    public Optional<Classes> labels() {
        return Classes.of(IntStream.range(0, count())
                .mapToObj(i -> i % every == 0 ? "changed" : "as drawn")
                .toArray(String[]::new));
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
        return source.fingerprint() + every;
    }
}
