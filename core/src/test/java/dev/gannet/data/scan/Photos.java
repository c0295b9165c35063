package dev.gannet.data.scan;

import dev.gannet.data.picture.Picture;
import dev.gannet.data.picture.Traits;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Pictures for the tests: decoded, enlarged, compressed. */
final class Photos {
    static final Path FOLDER = Path.of("../../shared/data/photos");

    private Photos() {}

    /** The 1,300 photos, in order. */
    static List<Path> all() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String kind : List.of("dogs", "cats")) {
            try (Stream<Path> found = Files.list(FOLDER.resolve(kind))) {
                found.sorted().forEach(files::add);
            }
        }
        return files;
    }

    static BufferedImage read(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        return scaled(image, image.getWidth(), image.getHeight(), RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    }

    static BufferedImage scaled(BufferedImage image, int width, int height, Object interpolation) {
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = out.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return out;
    }

    static BufferedImage enlarged(BufferedImage image, double factor, Object interpolation) {
        int width = (int) Math.round(image.getWidth() * factor);
        return scaled(image, width, (int) Math.round(image.getHeight() * factor), interpolation);
    }

    static BufferedImage shrunk(BufferedImage image, int width, int height) {
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = out.createGraphics();
        graphics.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return out;
    }

    static BufferedImage jpeg(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(quality);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    }

    static Picture picture(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
        byte[] samples = new byte[3 * argb.length];
        for (int i = 0; i < argb.length; i++) {
            samples[3 * i] = (byte) (argb[i] >> 16);
            samples[3 * i + 1] = (byte) (argb[i] >> 8);
            samples[3 * i + 2] = (byte) argb[i];
        }
        return picture(samples, height, width, 3, 1);
    }

    static Picture picture(byte[] samples, int height, int width, int channels, int orientation) {
        boolean lies = orientation > 4;
        Traits traits = new Traits("PNG", Traits.Mode.RGB, lies ? height : width, lies ? width : height, 1);
        return new Picture(samples, height, width, channels, orientation, traits);
    }
}
