package dev.gannet.data;

import dev.gannet.config.ImageShape;

/** The real images, brought to one shape. Safe to read from several threads. */
public interface ImageSource extends AutoCloseable {
    /** How many images there are. */
    int count();

    /** The shape of every image. */
    ImageShape shape();

    /**
     * Writes image {@code index} into {@code target} from {@code offset}: (H, W, C) bytes, 0 black to 255 white.
     *
     * @throws dev.gannet.config.UserException (data) naming the file, if it cannot be decoded
     */
    void read(int index, byte[] target, int offset);

    /** One line for people: what it is, how many, from where. */
    String describe();

    /** Changes when the images do, as far as a look at names and sizes can tell; one word. */
    String fingerprint();

    @Override
    default void close() {} // most hold nothing but memory
}
