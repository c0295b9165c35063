package dev.gannet.data;

import dev.gannet.config.ImageShape;
import dev.gannet.data.picture.Rejected;
import dev.gannet.data.scan.RejectedTsv;
import java.io.IOException;
import java.util.Optional;

/** The real images, brought to one shape. Safe to read from several threads. */
public interface ImageSource extends AutoCloseable {
    /** How many images there are. */
    int count();

    /** The shape of every image. */
    ImageShape shape();

    /**
     * Writes image {@code index} into {@code target} from {@code offset}: (H, W, C) bytes, 0 black to 255 white.
     *
     * @param draw decides where a window is cut under {@link dev.gannet.config.Fit#RANDOM}; else of no influence
     * @throws Rejected if it cannot be read now, although it could be when the data was opened
     */
    void read(int index, long draw, byte[] target, int offset) throws Rejected;

    /** What image {@code index} is called, for messages. */
    String name(int index);

    /** One line for people: what it is, how many, from where. */
    String describe();

    /**
     * Which class every image belongs to; empty if not every image has a label, or all have the same. Goes through all labels,
     * so ask once.
     */
    default Optional<Classes> labels() {
        return Optional.empty();
    }

    /** Changes when the images do, as far as a look at names and sizes can tell; one word. */
    String fingerprint();

    /** Writes down what is in the data but cannot be used, and why. */
    default void writeRejected(RejectedTsv to) throws IOException {}

    @Override
    default void close() {} // most hold nothing but memory
}
