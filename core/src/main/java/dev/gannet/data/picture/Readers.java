package dev.gannet.data.picture;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.gannet.data.picture.Traits.Mode;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Pixels by way of ImageIO's readers. */
final class Readers {
    private static final double MOST_DECODED = 25_000_000;

    private Readers() {}

    /**
     * Samples as stored.
     *
     * @param raster as wide and high as the picture, divided by how much was left out
     * @param palette of a raster of numbers
     * @param premultiplied whether colours are multiplied by opacity
     */
    record Read(Raster raster, Optional<IndexColorModel> palette, boolean premultiplied) {}

    /**
     * Reads the picture; of a huge one only every second, third, ... pixel and row.
     *
     * @throws IOException whatever the reader finds wrong
     * @throws Rejected if pixels are missing
     * @throws Deadline.Passed if it takes too long
     */
    static Read read(Parsed parsed, Deadline deadline) throws IOException, Rejected {
        ImageReader reader = reader(parsed.format());
        try (Input in = new Input(parsed.clean(), deadline, parsed.format() == Format.WEBP)) {
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.addIIOReadProgressListener(new Watch(deadline));
            reader.setInput(in, true, true);
            if (reader.getWidth(0) != parsed.width() || reader.getHeight(0) != parsed.height()) {
                throw new Rejected(Reason.DAMAGED, "is of two sizes");
            }
            ImageReadParam param = reader.getDefaultReadParam();
            int skip = (int) Math.ceil(Math.sqrt(parsed.width() * (double) parsed.height() / MOST_DECODED));
            param.setSourceSubsampling(skip, skip, 0, 0);
            Read read = read(reader, param, parsed);
            check(parsed.format(), warnings);
            return read;
        } finally {
            reader.dispose();
        }
    }

    private static Read read(ImageReader reader, ImageReadParam param, Parsed parsed) throws IOException {
        if (parsed.format() == Format.JPEG && parsed.mode() == Mode.CMYK) {
            return new Read(reader.readRaster(0, param), Optional.empty(), false);
        }
        if (parsed.format() == Format.TIFF) {
            param.setDestinationType(reader.getRawImageType(0)); // else inks are converted by a profile of the machine
        }
        BufferedImage image = reader.read(0, param);
        ColorModel model = image.getColorModel();
        Optional<IndexColorModel> palette =
                model instanceof IndexColorModel index ? Optional.of(index) : Optional.empty();
        return new Read(image.getRaster(), palette, model.isAlphaPremultiplied());
    }

    /** The readers that fill gaps tell so in a warning. */
    private static void check(Format format, List<String> warnings) throws Rejected {
        for (String warning : warnings) {
            if (format == Format.JPEG && (warning.contains("premature end") || warning.contains("Truncated"))) {
                throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
            }
            if (format == Format.JPEG && (warning.contains("bad Huffman") || warning.contains("instead of RST"))
                    || format == Format.WEBP) {
                throw new Rejected(Reason.DAMAGED, warning);
            }
        }
    }

    private static ImageReader reader(Format format) throws IOException {
        return switch (format) {
            case JPEG -> plugin(JPEGImageReaderSpi.class);
            case WEBP -> plugin(WebPImageReaderSpi.class);
            case TIFF -> plugin(TIFFImageReaderSpi.class);
            case PNG -> builtIn("png");
            case GIF -> builtIn("gif");
            case BMP -> builtIn("bmp");
        };
    }

    private static ImageReader plugin(Class<? extends ImageReaderSpi> kind) throws IOException {
        ImageReaderSpi provider = IIORegistry.getDefaultInstance().getServiceProviderByClass(kind);
        if (provider == null) {
            throw new IIOException("no reader: " + kind.getSimpleName());
        }
        return provider.createReaderInstance();
    }

    /** The JDK's own reader, whatever else is on the class path. */
    private static ImageReader builtIn(String format) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule().equals(ImageReader.class.getModule())) {
                return reader;
            }
        }
        throw new IIOException("no reader: " + format);
    }

    /** Stops a reader that is at work but needs no further bytes. */
    private record Watch(Deadline deadline) implements IIOReadProgressListener {
        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            deadline.check();
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
