package dev.gannet.run;

import dev.gannet.config.ImageShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;

/**
 * Images of one shape, as bytes, to PNG files.
 *
 * @param shape of each image
 * @param pixels (N, H, W, C) bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier from tensor to file, never compared
public record Pictures(ImageShape shape, byte[] pixels) {
    private static final int GAP = 2;
    private static final int BACKGROUND = 0x202020;
    private static final int CHECK = 8; // pixels on a side of the checkerboard's squares
    private static final int LIGHT = 0xa0;
    private static final int DARK = 0x70;

    /** Checks that there is a whole number of images. */
    public Pictures {
        if (pixels.length % shape.bytes() != 0) {
            throw new IllegalArgumentException(
                    "%d bytes are no whole number of images of %s".formatted(pixels.length, shape));
        }
    }

    /** How many images there are. */
    public int count() {
        return pixels.length / shape.bytes();
    }

    /** The first so many of them; all, if there are no more. */
    public Pictures first(int most) {
        return most >= count() ? this : new Pictures(shape, Arrays.copyOf(pixels, most * shape.bytes()));
    }

    /** One image, as it is: with its opacity, if it has a channel for it. */
    public BufferedImage single(int index) {
        int type = shape.channels() == 4 ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), type);
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                image.setRGB(x, y, argb(index, x, y));
            }
        }
        return image;
    }

    /**
     * All the images side by side in a grid, two pixels apart, with as many columns as rows or one row less. Opaque: what is
     * transparent shows a grey checkerboard, eight pixels a square from each image's upper left corner.
     */
    public BufferedImage grid() {
        return grid((int) Math.ceil(Math.sqrt(count())));
    }

    /** As {@link #grid()}, with so many columns. */
    public BufferedImage grid(int columns) {
        int rows = (count() + columns - 1) / columns;
        int cellWidth = shape.width() + GAP;
        int cellHeight = shape.height() + GAP;
        BufferedImage image =
                new BufferedImage(columns * cellWidth + GAP, rows * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, BACKGROUND);
            }
        }
        for (int i = 0; i < count(); i++) {
            int left = GAP + i % columns * cellWidth;
            int top = GAP + i / columns * cellHeight;
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    int check = (x / CHECK + y / CHECK) % 2 == 0 ? LIGHT : DARK;
                    image.setRGB(left + x, top + y, over(argb(i, x, y), check));
                }
            }
        }
        return image;
    }

    /** All the images side by side, without gaps: with their opacity, if they have a channel for it. */
    public BufferedImage strip() {
        BufferedImage image = new BufferedImage(count() * shape.width(), shape.height(), BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < count(); i++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    image.setRGB(i * shape.width() + x, y, argb(i, x, y));
                }
            }
        }
        return image;
    }

    private int argb(int index, int x, int y) {
        int channels = shape.channels();
        int at = index * shape.bytes() + (y * shape.width() + x) * channels;
        int red = pixels[at] & 0xff;
        int green = channels == 1 ? red : pixels[at + 1] & 0xff;
        int blue = channels == 1 ? red : pixels[at + 2] & 0xff;
        int opacity = channels == 4 ? pixels[at + 3] & 0xff : 0xff;
        return opacity << 24 | red << 16 | green << 8 | blue;
    }

    /** A colour, laid over a grey. */
    private static int over(int argb, int grey) {
        int opacity = argb >>> 24;
        int result = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int mixed = (argb >> shift & 0xff) * opacity + grey * (255 - opacity);
            result = result << 8 | (mixed + 127) / 255; // rounded
        }
        return result;
    }

    /** Writes a PNG file: encoded first, so that a folder that is gone is an error and not a printed stack trace. */
    public static void write(BufferedImage image, Path file) throws IOException {
        Files.write(file, png(image));
    }

    /** A picture as the bytes of a PNG file. */
    public static byte[] png(BufferedImage image) throws IOException {
        ImageIO.setUseCache(false);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IllegalStateException("this JDK has no PNG writer");
        }
        return bytes.toByteArray();
    }
}
