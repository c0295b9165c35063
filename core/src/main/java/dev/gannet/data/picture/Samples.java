package dev.gannet.data.picture;

import dev.gannet.data.picture.Readers.Read;
import dev.gannet.data.picture.Traits.Mode;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** From a reader's raster to bytes in the order of a picture. */
final class Samples {
    private Samples() {}

    /**
     * (height, width, channels) bytes; four channels of inks for CMYK, as stored.
     *
     * @throws Rejected if a pixel has a number that is not in the palette
     */
    static byte[] of(Read read, Parsed parsed) throws Rejected {
        Raster raster = read.raster();
        int channels = parsed.mode() == Mode.CMYK ? 4 : parsed.channels();
        byte[] out = new byte[Math.multiplyExact(raster.getWidth() * raster.getHeight(), channels)];
        if (read.palette().isPresent()) {
            indexed(raster, read.palette().get(), parsed, out, channels);
            if (parsed.swapped()) {
                swap(out, raster.getWidth() * channels);
            }
        } else if (parsed.key().length == 0 && !read.premultiplied() && interleaved(raster, out, channels)) {
            return out;
        } else {
            rows(read, parsed.key(), out, channels);
        }
        return out;
    }

    /** The common case: bytes, of which the order may differ. */
    private static boolean interleaved(Raster raster, byte[] out, int channels) {
        if (!(raster.getSampleModel() instanceof PixelInterleavedSampleModel model)
                || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
                || buffer.getNumBanks() != 1
                || model.getNumBands() < channels) {
            return false;
        }
        byte[] data = buffer.getData();
        int[] bands = model.getBandOffsets();
        int stride = model.getPixelStride();
        int corner = buffer.getOffset()
                - raster.getSampleModelTranslateY() * model.getScanlineStride()
                - raster.getSampleModelTranslateX() * stride;
        int width = raster.getWidth();
        for (int y = 0; y < raster.getHeight(); y++) {
            int from = corner + y * model.getScanlineStride();
            int to = y * width * channels;
            if (channels == 3) {
                copyRgb(data, from, stride, bands, out, to, width);
            } else {
                for (int channel = 0; channel < channels; channel++) {
                    for (int x = 0; x < width; x++) {
                        out[to + x * channels + channel] = data[from + x * stride + bands[channel]];
                    }
                }
            }
        }
        return true;
    }

    private static void copyRgb(byte[] data, int from, int stride, int[] bands, byte[] out, int to, int width) {
        int red = from + bands[0];
        int green = from + bands[1];
        int blue = from + bands[2];
        int end = to + 3 * width;
        for (int at = to; at < end; at += 3) {
            out[at] = data[red];
            out[at + 1] = data[green];
            out[at + 2] = data[blue];
            red += stride;
            green += stride;
            blue += stride;
        }
    }

    private static void indexed(Raster raster, IndexColorModel palette, Parsed parsed, byte[] out, int channels)
            throws Rejected {
        int width = raster.getWidth();
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int index : row) {
                if (index >= colours.length) {
                    throw new Rejected(
                            Reason.DAMAGED, "uses colour %d of a palette of %d".formatted(index, colours.length));
                }
                int colour = colours[index];
                out[at] = (byte) (colour >> 16);
                if (channels >= 3) {
                    out[at + 1] = (byte) (colour >> 8);
                    out[at + 2] = (byte) colour;
                }
                if (channels == 4) {
                    out[at + 3] = (byte) (colour >> 24);
                } else if (channels == 2) {
                    out[at + 1] = (byte) (index == parsed.key()[0] ? 0 : 255);
                }
                at += channels;
            }
        }
    }

    private static void swap(byte[] out, int row) {
        byte[] second = Arrays.copyOfRange(out, row, 2 * row);
        System.arraycopy(out, 2 * row, out, row, row);
        System.arraycopy(second, 0, out, 2 * row, row);
    }

    /** Samples of any width, colour keys, colours multiplied by opacity. */
    private static void rows(Read read, int[] key, byte[] out, int channels) throws Rejected {
        Raster raster = read.raster();
        int bands = raster.getNumBands();
        int colours = key.length > 0 ? key.length : channels;
        if (bands < colours) {
            throw new Rejected(Reason.DAMAGED, "has %d channels instead of %d".formatted(bands, colours));
        }
        int[] most = new int[bands];
        for (int band = 0; band < bands; band++) {
            most[band] = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
        }
        int[] row = new int[raster.getWidth() * bands];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int x = 0; x < row.length; x += bands) {
                if (read.premultiplied()) {
                    divide(row, x, colours, most[colours - 1]);
                }
                for (int i = 0; i < colours; i++) {
                    out[at + i] = (byte) (((long) row[x + i] * 255 + most[i] / 2) / most[i]);
                }
                if (key.length > 0) {
                    out[at + colours] = (byte) (Arrays.equals(row, x, x + colours, key, 0, colours) ? 0 : 255);
                }
                at += channels;
            }
        }
    }

    private static void divide(int[] row, int at, int colours, int most) {
        int opacity = row[at + colours - 1];
        for (int i = at; i < at + colours - 1; i++) {
            long whole = opacity == 0 ? 0 : ((long) row[i] * most + opacity / 2) / opacity;
            row[i] = (int) Math.min(most, whole);
        }
    }
}
