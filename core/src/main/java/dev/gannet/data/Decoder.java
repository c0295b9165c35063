package dev.gannet.data;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * An image file of any size and colour mode to the pixels of its middle square: EXIF orientation applied, transparency
 * over white, everything as RGB.
 */
final class Decoder {
    private static final long MOST_PIXELS = 100_000_000;
    private static final long MOST_DECODED = 25_000_000;

    private final int target;
    private final Resampler resampler;

    Decoder(int target) {
        this.target = target;
        this.resampler = new Resampler(target);
    }

    /**
     * The middle square, resized: (target, target, 3) bytes into {@code out}.
     *
     * @throws UserException (data) naming the file and the reason
     */
    void decode(Path file, byte[] out, int offset) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserException(Kind.DATA, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        BufferedImage image = decode(file, bytes);
        int orientation = orientation(bytes);
        int width = image.getWidth();
        int height = image.getHeight();
        float[] square = resampler.square(rgb(image), width, height, 3);
        Pixels.write(Orientation.apply(square, target, orientation), out, offset);
    }

    private BufferedImage decode(Path file, byte[] bytes) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw bad(
                        file,
                        bytes.length == 0
                                ? "is empty"
                                : "is not an image that can be read (JPEG, PNG, GIF, BMP, WebP)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return decode(file, reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof UserException ours) {
                throw ours;
            }
            // The decoders answer damaged files with whatever exception their arithmetic ends in.
            throw new UserException(Kind.DATA, "%s: is damaged: %s".formatted(file, reason(e)), e);
        }
    }

    private BufferedImage decode(Path file, ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MOST_PIXELS) {
            throw bad(file, "is %dx%d; at most %,d pixels are read".formatted(width, height, MOST_PIXELS));
        }
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        ImageReadParam param = reader.getDefaultReadParam();
        int skip = (int) Math.ceil(Math.sqrt((double) width * height / MOST_DECODED)); // 1 for all but huge pictures
        param.setSourceSubsampling(skip, skip, 0, 0);
        BufferedImage image = reader.read(0, param);
        for (String warning : warnings) {
            if (warning.contains("Truncated") || warning.contains("EOI")) {
                throw bad(file, "is damaged: " + warning); // the JPEG reader fills what is missing with grey
            }
        }
        return image;
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("no reason given");
    }

    private static UserException bad(Path file, String reason) {
        return new UserException(Kind.DATA, "%s: %s".formatted(file, reason));
    }

    /** EXIF orientation, 1 to 8; 1 where there is none or it cannot be read. */
    private static int orientation(byte[] bytes) {
        try {
            var directory = ImageMetadataReader.readMetadata(new ByteArrayInputStream(bytes))
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            if (directory == null || !directory.containsTag(ExifIFD0Directory.TAG_ORIENTATION)) {
                return 1;
            }
            int value = directory.getInt(ExifIFD0Directory.TAG_ORIENTATION);
            return value >= 1 && value <= 8 ? value : 1;
        } catch (ImageProcessingException | IOException | MetadataException e) {
            return 1; // the pixels were read; a camera's broken note about them is no reason to refuse them
        }
    }

    private static float[] rgb(BufferedImage image) {
        boolean plainGrey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !image.getColorModel().hasAlpha();
        return plainGrey ? grey(image) : colour(image);
    }

    /** Grey samples as they are stored: the JDK's conversion to RGB would brighten them. */
    private static float[] grey(BufferedImage image) {
        Raster raster = image.getRaster();
        float scale = 255f / ((1 << image.getColorModel().getComponentSize(0)) - 1);
        int[] samples = raster.getSamples(0, 0, image.getWidth(), image.getHeight(), 0, (int[]) null);
        float[] out = new float[samples.length * 3];
        for (int i = 0; i < samples.length; i++) {
            float value = samples[i] * scale;
            out[3 * i] = value;
            out[3 * i + 1] = value;
            out[3 * i + 2] = value;
        }
        return out;
    }

    private static float[] colour(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage opaque = image;
        if (image.getColorModel().hasAlpha()) {
            opaque = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = opaque.createGraphics();
            graphics.drawImage(image, 0, 0, Color.WHITE, null);
            graphics.dispose();
        }
        int[] pixels = opaque.getRGB(0, 0, width, height, null, 0, width);
        float[] out = new float[pixels.length * 3];
        for (int i = 0; i < pixels.length; i++) {
            out[3 * i] = pixels[i] >> 16 & 0xff;
            out[3 * i + 1] = pixels[i] >> 8 & 0xff;
            out[3 * i + 2] = pixels[i] & 0xff;
        }
        return out;
    }
}
