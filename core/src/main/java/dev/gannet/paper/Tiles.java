package dev.gannet.paper;

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

/** The images of strips, one by one. */
final class Tiles {
    private static final String PNG = "data:image/png;base64,";
    private static final int BLUE = 0x2b6cb0;
    private static final int ORANGE = 0xdd6b20;
    private static final int FULL = 3; // standard deviations with full colour

    private Tiles() {}

    /** The images of a strip, in its order. */
    static List<BufferedImage> of(Strip strip) {
        BufferedImage all = decoded(strip.png());
        return IntStream.range(0, strip.count())
                .mapToObj(i -> all.getSubimage(i * strip.width(), 0, strip.width(), strip.height()))
                .toList();
    }

    private static BufferedImage decoded(String address) {
        if (!address.startsWith(PNG)) {
            throw new IllegalArgumentException("expected a picture that begins with " + PNG);
        }
        byte[] png = Base64.getDecoder().decode(address.substring(PNG.length()));
        try {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
            if (picture == null) {
                throw new IllegalStateException("this JDK has no PNG reader");
            }
            return picture;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
    }

    /** A picture as a {@code data:} address. */
    static String address(BufferedImage picture) {
        try {
            return PNG + Base64.getEncoder().encodeToString(Pictures.png(picture));
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
