package dev.gannet.run;

import dev.gannet.config.ImageShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** One image, as it is. */
    public BufferedImage single(int index) {
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        draw(image, index, 0, 0);
        return image;
    }

    /** All the images side by side in a grid as square as it can be, two pixels apart. */
    public BufferedImage grid() {
        int columns = (int) Math.ceil(Math.sqrt(count()));
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
            draw(image, i, GAP + i % columns * cellWidth, GAP + i / columns * cellHeight);
        }
        return image;
    }

    private void draw(BufferedImage target, int index, int left, int top) {
        int at = index * shape.bytes();
        int channels = shape.channels();
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++, at += channels) {
                int red = pixels[at] & 0xff;
                int green = channels == 3 ? pixels[at + 1] & 0xff : red;
                int blue = channels == 3 ? pixels[at + 2] & 0xff : red;
                target.setRGB(left + x, top + y, red << 16 | green << 8 | blue);
            }
        }
    }

    /** Writes a PNG file: encoded first, so that a folder that is gone is an error and not a printed stack trace. */
    public static void write(BufferedImage image, Path file) throws IOException {
        ImageIO.setUseCache(false);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new IllegalStateException("this JDK has no PNG writer");
        }
        Files.write(file, bytes.toByteArray());
    }
}
