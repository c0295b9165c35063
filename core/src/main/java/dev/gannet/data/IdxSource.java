package dev.gannet.data;

import dev.gannet.config.ImageShape;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;

/**
 * An IDX file of grey images, as MNIST and Fashion-MNIST use it: magic 0x00000803, count, rows, columns (big-endian), then
 * one byte a pixel. Gzipped or not. Held in memory as it is, resized when read.
 */
final class IdxSource implements ImageSource {
    private static final int MAGIC = 0x0803;
    private static final int MOST_BYTES = 1 << 30;

    private final Path file;
    private final ImageShape shape;
    private final int rows;
    private final int columns;
    private final int count;
    private final byte[] pixels;

    private IdxSource(Path file, int size, int count, int rows, int columns, byte[] pixels) {
        this.file = file;
        this.shape = new ImageShape(1, size);
        this.count = count;
        this.rows = rows;
        this.columns = columns;
        this.pixels = pixels;
    }

    /**
     * Reads the file.
     *
     * @throws UserException (data) if it is not an IDX image file or ends early
     */
    static IdxSource open(Path file, int size) {
        try (DataInputStream in = new DataInputStream(plain(file))) {
            int magic = in.readInt();
            if (magic != MAGIC) {
                throw bad(
                        file,
                        "starts with 0x%08x, expected 0x%08x (IDX, unsigned bytes, 3 axes)".formatted(magic, MAGIC));
            }
            int count = in.readInt();
            int rows = in.readInt();
            int columns = in.readInt();
            long bytes = (long) count * rows * columns;
            if (count < 2 || rows < 1 || columns < 1 || rows > 4096 || columns > 4096 || bytes > MOST_BYTES) {
                throw bad(
                        file,
                        "claims %d images of %dx%d; expected 2 images or more, 1 GiB at most"
                                .formatted(count, rows, columns));
            }
            byte[] pixels = in.readNBytes((int) bytes);
            if (pixels.length < bytes) {
                throw bad(file, "ends after %d of %d pixels".formatted(pixels.length, bytes));
            }
            return new IdxSource(file, size, count, rows, columns, pixels);
        } catch (EOFException e) {
            throw new UserException(Kind.DATA, "%s: too short for an IDX header of 16 bytes".formatted(file), e);
        } catch (IOException e) {
            throw new UserException(Kind.DATA, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static InputStream plain(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        boolean gzipped = first == 0x1f && second == 0x8b;
        return gzipped ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
    }

    private static UserException bad(Path file, String reason) {
        return new UserException(Kind.DATA, "%s: %s".formatted(file, reason));
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public void read(int index, byte[] target, int offset) {
        float[] raster = new float[rows * columns];
        int from = index * raster.length;
        for (int i = 0; i < raster.length; i++) {
            raster[i] = pixels[from + i] & 0xff;
        }
        Pixels.write(new Resampler(shape.height()).square(raster, columns, rows, 1), target, offset);
    }

    @Override
    public String describe() {
        return "%,d grey images of %dx%d from %s".formatted(count, columns, rows, file);
    }

    @Override
    public String fingerprint() {
        CRC32C all = new CRC32C();
        all.update(pixels);
        return "idx-%d-%08x".formatted(count, all.getValue());
    }
}
