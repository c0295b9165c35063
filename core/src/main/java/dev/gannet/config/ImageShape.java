package dev.gannet.config;

/**
 * The shape of one training image.
 *
 * @param channels 1 (grey), 3 (RGB) or 4 (RGB and opacity)
 * @param height in pixels, 8 to 1024
 * @param width in pixels, 8 to 1024
 */
public record ImageShape(int channels, int height, int width) {
    /** Checks the ranges. */
    public ImageShape {
        if (channels != 1 && channels != 3 && channels != 4) {
            throw UserException.range("channels", channels, "1 (grey), 3 (RGB) or 4 (RGBA)");
        }
        Size.check(width, height);
    }

    /** A square. */
    public ImageShape(int channels, int side) {
        this(channels, side, side);
    }

    /** Bytes of one image, one byte a sample. */
    public int bytes() {
        return channels * height * width;
    }

    /** As {@code --size} takes it: 64, or 64x96 (width and height). */
    public String size() {
        return new Size(width, height).toString();
    }

    @Override
    public String toString() {
        return "%dx%d %s"
                .formatted(
                        width,
                        height,
                        switch (channels) {
                            case 1 -> "grey";
                            case 3 -> "RGB";
                            default -> "RGBA";
                        });
    }
}
