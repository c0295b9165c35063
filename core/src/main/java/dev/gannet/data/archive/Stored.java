package dev.gannet.data.archive;

/** A picture as an archive holds it. */
@SuppressWarnings("ArrayRecordComponent") // carriers from an archive to the decoder, never compared
public sealed interface Stored {
    /**
     * An image file.
     *
     * @param bytes the whole file
     */
    record File(byte[] bytes) implements Stored {}

    /**
     * Bare pixels.
     *
     * @param pixels (height, width, channels) bytes, 0 black to 255 white
     * @param height in pixels
     * @param width in pixels
     * @param channels 1 (grey) or 3 (RGB)
     */
    record Raster(byte[] pixels, int height, int width, int channels) implements Stored {}
}
