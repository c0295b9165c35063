package dev.gannet.data.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small image files of known pixels, most of them put together byte by byte. */
final class PictureFixtures {
    private PictureFixtures() {}

    /** Bytes from numbers. */
    static byte[] bytes(int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            out[i] = (byte) values[i];
        }
        return out;
    }

    /** One after the other. */
    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    // PNG

    /** A PNG chunk with its checksum. */
    static byte[] chunk(String name, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(ascii(name));
        crc.update(data);
        return ByteBuffer.allocate(data.length + 12)
                .putInt(data.length)
                .put(ascii(name))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    /** Signature and IHDR alone. */
    static byte[] pngHeader(int width, int height, int type, int depth) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) type)
                .array();
        return join(bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10), chunk("IHDR", header));
    }

    /**
     * A PNG file.
     *
     * @param rows packed samples, row by row
     * @param before chunks between IHDR and IDAT
     */
    static byte[] png(int width, int height, int type, int depth, byte[] rows, byte[]... before) {
        int stride = rows.length / height;
        byte[] filtered = new byte[(stride + 1) * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(rows, y * stride, filtered, y * (stride + 1) + 1, stride);
        }
        return join(
                pngHeader(width, height, type, depth),
                join(before),
                chunk("IDAT", deflate(filtered)),
                chunk("IEND", new byte[0]));
    }

    /** A zlib stream. */
    static byte[] deflate(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater(9))) {
            deflater.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A PNG chunk with an ICC profile. */
    static byte[] iccp(byte[] profile) {
        return chunk("iCCP", join(ascii("p\0\0"), deflate(profile)));
    }

    // BMP

    /**
     * A BMP file.
     *
     * @param height negative for rows from the top
     * @param palette 0xRRGGBB
     * @param rows as stored, padded to four bytes
     */
    static byte[] bmp(int width, int height, int depth, int[] palette, byte[] rows) {
        int start = 54 + 4 * palette.length;
        ByteBuffer out = ByteBuffer.allocate(start + rows.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("BM")).putInt(start + rows.length).putInt(0).putInt(start);
        out.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) depth);
        out.putInt(0).putInt(0).putInt(2835).putInt(2835).putInt(palette.length).putInt(0);
        for (int colour : palette) {
            out.putInt(colour);
        }
        return out.put(rows).array();
    }

    /** A BMP file of 32 bits with a mask for opacity (header of 108 bytes). */
    static byte[] bmpWithOpacity(int width, int height, byte[] rows) {
        ByteBuffer out = ByteBuffer.allocate(122 + rows.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(ascii("BM")).putInt(122 + rows.length).putInt(0).putInt(122);
        out.putInt(108).putInt(width).putInt(height).putShort((short) 1).putShort((short) 32);
        out.putInt(3).putInt(rows.length).putInt(2835).putInt(2835).putInt(0).putInt(0);
        out.putInt(0xff0000).putInt(0xff00).putInt(0xff).putInt(0xff000000).put(ascii("BGRs"));
        return out.position(122).put(rows).array();
    }

    // GIF

    /** Numbers of colours as a picture. */
    static BufferedImage indexed(int width, int height, int transparent, int[] palette, int... pixels) {
        int bits = palette.length <= 4 ? 2 : palette.length <= 16 ? 4 : 8;
        IndexColorModel model = new IndexColorModel(bits, palette.length, palette, 0, false, transparent, 0);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
        image.getRaster().setSamples(0, 0, width, height, 0, pixels);
        return image;
    }

    /** A GIF file of one or more frames. */
    static byte[] gif(BufferedImage... frames) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    // JPEG

    /** Smooth colours, of which JPEG keeps nearly all. */
    static BufferedImage scene(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = 40 + 180 * x / width;
                int green = 220 - 150 * y / height;
                int blue = 60 + 120 * (x + y) / (width + height);
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return image;
    }

    /** A JPEG file of the best quality, whose segments are JFIF, tables, frame and scans. */
    static byte[] jpeg(RenderedImage image, boolean progressive) {
        return jpeg(new IIOImage(image, null, null), progressive);
    }

    /** A JPEG file of samples that are not converted in any way, without a note of what they are. */
    static byte[] jpeg(Raster raster) {
        return jpeg(new IIOImage(raster, null, null), false);
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) {
        ImageWriter writer = jdkWriter(image);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(1);
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static ImageWriter jdkWriter(IIOImage image) {
        var writers = image.hasRaster()
                ? ImageIO.getImageWritersByFormatName("jpeg")
                : ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image.getRenderedImage()), "jpeg");
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getModule().equals(ImageIO.class.getModule())) {
                return writer;
            }
        }
        throw new IllegalStateException("no JPEG writer");
    }

    /** The file with a segment behind its first two bytes. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] body) {
        int length = body.length + 2;
        return join(
                Arrays.copyOf(jpeg, 2),
                bytes(0xff, marker, length >> 8, length),
                body,
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** The file with a note that it is of Adobe's kind. */
    static byte[] withAdobe(byte[] jpeg, int transform) {
        return withSegment(jpeg, 0xee, join(ascii("Adobe"), bytes(0, 100, 0, 0, 0, 0, transform)));
    }

    /** The file with an ICC profile in one segment. */
    static byte[] withProfile(byte[] jpeg, byte[] profile) {
        return withSegment(jpeg, 0xe2, join(ascii("ICC_PROFILE\0"), bytes(1, 1), profile));
    }

    /** A block of EXIF with the orientation alone, as PNG and WebP have it. */
    static byte[] exif(int orientation, ByteOrder order) {
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
        ByteBuffer out = ByteBuffer.allocate(26).order(order);
        out.put(ascii(little ? "II" : "MM")).putShort((short) 42).putInt(8).putShort((short) 1);
        out.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return out.array();
    }

    /** The file with an orientation. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        return withSegment(jpeg, 0xe1, join(ascii("Exif\0\0"), exif(orientation, ByteOrder.BIG_ENDIAN)));
    }

    // TIFF

    /**
     * A TIFF file of one strip.
     *
     * @param pages how many directories, all alike
     * @param fields tag, type (1, 3, 4 or 7) and values for each field besides size and strip
     */
    static byte[] tiff(ByteOrder order, int width, int height, byte[] strip, int pages, int[]... fields) {
        int[][] all = Arrays.copyOf(fields, fields.length + 5);
        all[fields.length] = new int[] {256, 4, width};
        all[fields.length + 1] = new int[] {257, 4, height};
        all[fields.length + 2] = new int[] {273, 4, 8};
        all[fields.length + 3] = new int[] {278, 4, height};
        all[fields.length + 4] = new int[] {279, 4, strip.length};
        Arrays.sort(all, (a, b) -> Integer.compare(a[0], b[0]));
        int values = Arrays.stream(all).mapToInt(field -> 4 * field.length).sum();
        int start = 8 + strip.length + (strip.length & 1);
        int size = 2 + 12 * all.length + 4 + values;
        ByteBuffer out = ByteBuffer.allocate(start + pages * size).order(order);
        out.put(ascii(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"))
                .putShort((short) 42)
                .putInt(start);
        out.put(strip);
        for (int page = 0; page < pages; page++) {
            int at = start + page * size;
            out.position(at).putShort((short) all.length);
            int far = at + 2 + 12 * all.length + 4;
            for (int[] field : all) {
                far = tiffField(out, field, far);
            }
            out.putInt(page + 1 < pages ? at + size : 0);
        }
        return out.array();
    }

    private static int tiffField(ByteBuffer out, int[] field, int far) {
        int count = field.length - 2;
        int unit = field[1] == 3 ? 2 : field[1] == 4 ? 4 : 1;
        out.putShort((short) field[0]).putShort((short) field[1]).putInt(count);
        int after = out.position() + 4;
        boolean near = unit * count <= 4;
        if (!near) {
            out.putInt(far).position(far);
        }
        for (int i = 2; i < field.length; i++) {
            switch (unit) {
                case 1 -> out.put((byte) field[i]);
                case 2 -> out.putShort((short) field[i]);
                default -> out.putInt(field[i]);
            }
        }
        out.position(after);
        return near ? far : far + 4 * field.length;
    }

    /** Bytes as TIFF's LZW has them, without any compression: codes of nine bits. For up to 250 bytes. */
    static byte[] lzw(byte[] data) {
        byte[] out = new byte[(data.length + 2) * 9 / 8 + 1];
        int at = putCode(out, 0, 256);
        for (byte value : data) {
            at = putCode(out, at, value & 0xff);
        }
        putCode(out, at, 257);
        return out;
    }

    private static int putCode(byte[] out, int at, int code) {
        for (int bit = 8; bit >= 0; bit--) {
            int place = at + 8 - bit;
            out[place / 8] |= (byte) ((code >> bit & 1) << 7 - place % 8);
        }
        return at + 9;
    }

    /** A TIFF field of bytes. */
    static int[] byteField(int tag, byte[] values) {
        int[] field = new int[values.length + 2];
        field[0] = tag;
        field[1] = 7;
        for (int i = 0; i < values.length; i++) {
            field[i + 2] = values[i] & 0xff;
        }
        return field;
    }
}
