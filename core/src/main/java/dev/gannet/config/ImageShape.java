package dev.gannet.config;

/**
 * The shape of one training image.
 *
 * @param channels 1 (grey) or 3 (RGB)
 * @param size height and width in pixels, 8 to 1024
 */
public record ImageShape(int channels, int size) {
    /** Checks the ranges. */
    public ImageShape {
        if (channels != 1 && channels != 3) {
            throw UserException.range("channels", channels, "1 (grey) or 3 (RGB)");
        }
        if (size < 8 || size > 1024) {
            throw UserException.range("--size", size, "8 to 1024 pixels");
        }
    }

    /** Bytes of one image, one byte a sample. */
    public int bytes() {
        return channels * size * size;
    }

    @Override
    public String toString() {
        return size + "x" + size + (channels == 1 ? " grey" : " RGB");
    }
}
