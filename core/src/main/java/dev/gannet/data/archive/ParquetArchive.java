package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Parquet files of encoded images, as Hugging Face stores them. Rows cannot be read by number, so opening goes over
 * all of them once and copies the images to a temporary file.
 */
public final class ParquetArchive implements Archive {
    /** Position of a row whose bytes are null. */
    static final long NO_BYTES = -1;
    /** Position of a row that is too large. */
    static final long TOO_LARGE = -2;

    private static final int MOST_BYTES = 200 << 20;

    private final Path path;
    private final Spool spool;
    private final List<Entry> entries;
    private final int most;

    private ParquetArchive(Path path, Spool spool, List<Entry> entries, int most) {
        this.path = path;
        this.spool = spool;
        this.entries = entries;
        this.most = most;
    }

    /**
     * Reads a file, or all files of a folder whose names end in {@code .parquet}, in the order of their names.
     *
     * @param temporary the folder for the temporary file, which may take half of the free space there
     * @throws UserException (data) if a file cannot be read or has no pictures; (resources) if there is no room
     */
    public static ParquetArchive open(Path path, Path temporary) {
        return open(path, Spool.in(temporary), MOST_BYTES);
    }

    /**
     * As {@link #open(Path, Path)}.
     *
     * @param spool closed by the archive, also if it cannot be opened
     * @param most bytes of a picture
     */
    static ParquetArchive open(Path path, Spool spool, int most) {
        try {
            List<Entry> entries = new ArrayList<>();
            for (Path file : files(path)) {
                new ParquetRows(file, spool, most).addTo(entries);
            }
            return new ParquetArchive(path, spool, entries, most);
        } catch (IOException e) {
            spool.close();
            throw new UserException(Kind.DATA, "%s: cannot be read: %s".formatted(path, e.getMessage()), e);
        } catch (RuntimeException | Error e) {
            spool.close();
            throw e;
        }
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> children = Files.list(path)) {
            List<Path> files = children.filter(ParquetArchive::isParquet)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new UserException(Kind.DATA, "%s: holds no files that end in .parquet".formatted(path));
            }
            return files;
        }
    }

    private static boolean isParquet(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".parquet") && !name.startsWith(".");
    }

    @Override
    public void list(Listing to) {
        entries.forEach(to::picture);
    }

    @Override
    public Stored read(Entry entry) throws Rejected {
        if (entry.position() == NO_BYTES) {
            throw new Rejected(Reason.UNREADABLE, "holds only a path, and no bytes");
        }
        if (entry.position() == TOO_LARGE) {
            throw new Rejected(Reason.TOO_LARGE, "has %,d bytes, expected %,d at most".formatted(entry.bytes(), most));
        }
        try {
            return new Stored.File(spool.read(entry.position(), (int) entry.bytes()));
        } catch (IOException e) {
            throw new Rejected(Reason.UNREADABLE, "cannot be read again: %s".formatted(e.getMessage()), e);
        }
    }

    @Override
    public String describe() {
        return "%,d rows of Parquet from %s".formatted(entries.size(), path);
    }

    /** Deletes the temporary file. */
    @Override
    public void close() {
        spool.close();
    }
}
