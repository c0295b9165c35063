package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An IDX file of grey images, as MNIST and Fashion-MNIST use it: magic 0x00000803, count, rows, columns (big-endian),
 * then one byte a pixel. Gzipped or not, held in memory as it is. Labels come from the file of labels beside it, if
 * there is one.
 */
public final class IdxArchive implements Archive {
    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;
    private static final int MOST_BYTES = 1 << 30;
    private static final Pattern IMAGES_NAME = Pattern.compile("images([.-])idx3");

    private final Path file;
    private final long time;
    private final Images images;
    private final byte[] labels;

    /** What an images file holds. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Images(int count, int rows, int columns, byte[] pixels) {}

    private IdxArchive(Path file, long time, Images images, byte[] labels) {
        this.file = file;
        this.time = time;
        this.images = images;
        this.labels = labels;
    }

    /**
     * Reads the file, and the file of labels beside it: the one whose name has {@code labels-idx1} where this one has
     * {@code images-idx3}, with or without {@code .gz}.
     *
     * @throws UserException (data) if it is not an IDX image file or ends early, or if its labels do not match
     */
    public static IdxArchive open(Path file) {
        Images images = readImages(file);
        byte[] labels = labelsOf(file)
                .map(path -> readLabels(path, file, images.count()))
                .orElse(new byte[0]);
        try {
            return new IdxArchive(file, Files.getLastModifiedTime(file).toMillis(), images, labels);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Images readImages(Path file) {
        try (DataInputStream in = new DataInputStream(Gzipped.open(file))) {
            int magic = in.readInt();
            if (magic != IMAGES) {
                throw bad(
                        file,
                        "starts with 0x%08x, expected 0x%08x (IDX, unsigned bytes, 3 axes)".formatted(magic, IMAGES));
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
            return new Images(count, rows, columns, content(in, file, (int) bytes, "pixels"));
        } catch (EOFException e) {
            throw new UserException(Kind.DATA, "%s: too short for an IDX header of 16 bytes".formatted(file), e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] readLabels(Path file, Path images, int expected) {
        try (DataInputStream in = new DataInputStream(Gzipped.open(file))) {
            int magic = in.readInt();
            if (magic != LABELS) {
                throw bad(
                        file,
                        "starts with 0x%08x, expected 0x%08x (IDX, unsigned bytes, 1 axis)".formatted(magic, LABELS));
            }
            int count = in.readInt();
            if (count != expected) {
                throw bad(
                        file,
                        "claims %d labels; expected %d, one for each image of %s".formatted(count, expected, images));
            }
            return content(in, file, count, "labels");
        } catch (EOFException e) {
            throw new UserException(Kind.DATA, "%s: too short for an IDX header of 8 bytes".formatted(file), e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** What follows the header. Grows with what is there, whatever the header claims. */
    private static byte[] content(InputStream in, Path file, int bytes, String what) {
        byte[] content;
        try {
            content = in.readNBytes(bytes);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (content.length < bytes) {
            throw bad(file, "ends after %d of %d %s".formatted(content.length, bytes, what));
        }
        return content;
    }

    private static Optional<Path> labelsOf(Path images) {
        Matcher name = IMAGES_NAME.matcher(String.valueOf(images.getFileName()));
        if (!name.find()) {
            return Optional.empty();
        }
        String labels = name.replaceFirst("labels$1idx1");
        String plain = labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels;
        return Stream.of(labels, plain, plain + ".gz")
                .map(images::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static UserException bad(Path file, String reason) {
        return new UserException(Kind.DATA, "%s: %s".formatted(file, reason));
    }

    private static UserException unreadable(Path file, IOException e) {
        return new UserException(Kind.DATA, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
    }

    @Override
    public void list(Listing to) {
        Numbering names = new Numbering(images.count());
        int bytes = images.rows() * images.columns();
        for (int i = 0; i < images.count(); i++) {
            String label = labels.length == 0 ? "" : String.valueOf(labels[i] & 0xff);
            to.picture(new Entry(names.of(i), i, bytes, time, label));
        }
    }

    @Override
    public Stored read(Entry entry) throws Rejected {
        if (entry.position() < 0 || entry.position() >= images.count()) {
            throw new Rejected(
                    Reason.UNREADABLE, "has the number %d of %d".formatted(entry.position(), images.count()));
        }
        int bytes = images.rows() * images.columns();
        int from = (int) entry.position() * bytes;
        return new Stored.Raster(
                Arrays.copyOfRange(images.pixels(), from, from + bytes), images.rows(), images.columns(), 1);
    }

    @Override
    public OptionalInt bare() {
        return OptionalInt.of(images.count());
    }

    @Override
    public String describe() {
        return "%,d grey images of %dx%d from %s".formatted(images.count(), images.columns(), images.rows(), file);
    }

    /** Nothing to release: all is in memory. */
    @Override
    public void close() {}
}
