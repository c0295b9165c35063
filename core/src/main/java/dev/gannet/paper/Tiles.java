package dev.gannet.paper;

import dev.gannet.config.UserException;
import dev.gannet.run.Pictures;
import dev.gannet.trace.Strip;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The images of strips, one by one. */
final class Tiles {
    private static final int BLUE = 0x2b6cb0;
    private static final int ORANGE = 0xdd6b20;
    private static final int FULL = 3; // standard deviations with full colour

    private Tiles() {}

    /**
     * The images of a strip, in its order.
     *
     * @throws UserException (data) if its picture is none or of another size: somebody has sent it
     */
    static List<BufferedImage> of(Strip strip) {
        BufferedImage all = decoded(strip);
        return IntStream.range(0, strip.count())
                .mapToObj(i -> all.getSubimage(i * strip.width(), 0, strip.width(), strip.height()))
                .toList();
    }

    private static BufferedImage decoded(Strip strip) {
        int width = strip.count() * strip.width();
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes(strip)))) {
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != width || reader.getHeight(0) != strip.height()) { // before memory is taken
                throw notAsSaid(strip);
            }
            return reader.read(0);
        } catch (IOException e) {
            throw notAsSaid(strip);
        } finally {
            reader.dispose();
        }
    }

    private static byte[] bytes(Strip strip) {
        try {
            return Base64.getDecoder().decode(strip.png().substring(Strip.PNG.length()));
        } catch (IllegalArgumentException e) {
            throw notAsSaid(strip);
        }
    }

    private static UserException notAsSaid(Strip strip) {
        return new UserException(
                UserException.Kind.DATA,
                "a picture of the step is damaged; expected a PNG of %dx%d pixels"
                        .formatted(strip.count() * strip.width(), strip.height()));
    }

    /** A picture as a {@code data:} address. */
    static String address(BufferedImage picture) {
        try {
            return Strip.PNG + Base64.getEncoder().encodeToString(Pictures.png(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
    }

    /** (rows, numbers) as one picture: blue below 0, orange above, stronger with the size. */
    static Strip ofNoise(float[][] values) {
        int width = values[0].length;
        BufferedImage picture = new BufferedImage(width, values.length, BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < width; column++) {
                float value = values[row][column];
                int opacity = Math.round(255 * Math.min(1, Math.abs(value) / FULL));
                picture.setRGB(column, row, opacity << 24 | (value < 0 ? BLUE : ORANGE));
            }
        }
        return new Strip(1, width, values.length, address(picture));
    }
}
