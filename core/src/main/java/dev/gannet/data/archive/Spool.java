package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Scratch;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One temporary file that pictures are appended to and read from again, by any thread. It is not a channel: an
 * interrupted reader would close that for all others.
 */
final class Spool implements AutoCloseable {
    private final Path path;
    private final long most;
    private final RandomAccessFile file;
    private long length;

    private Spool(Path path, long most, RandomAccessFile file) {
        this.path = path;
        this.most = most;
        this.file = file;
    }

    /**
     * A new file in a folder; it may take half of the space that is usable there now.
     *
     * @throws UserException (resources) if it cannot be made
     */
    static Spool in(Path folder) {
        try {
            return in(folder, Files.getFileStore(folder).getUsableSpace() / 2);
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /** As {@link #in(Path)}, with at most {@code most} bytes. */
    static Spool in(Path folder, long most) {
        try {
            Path path = Scratch.file(folder, "pictures-", ".spool");
            return new Spool(path, most, new RandomAccessFile(path.toFile(), "rw"));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private static UserException unwritable(Path folder, IOException e) {
        return new UserException(
                Kind.RESOURCES, "%s: no temporary file can be made: %s".formatted(folder, e.getMessage()), e);
    }

    /**
     * Adds bytes at the end.
     *
     * @return where they begin
     * @throws UserException (resources) if there is no room
     */
    synchronized long append(byte[] bytes) {
        if (bytes.length > most - length) {
            throw new UserException(
                    Kind.RESOURCES,
                    "%s: the pictures take more than %,d bytes, half of what is free here; expected more free space"
                            .formatted(path.getParent(), most));
        }
        try {
            file.seek(length);
            file.write(bytes);
        } catch (IOException e) {
            throw new UserException(Kind.RESOURCES, "%s: cannot be written: %s".formatted(path, e.getMessage()), e);
        }
        long begin = length;
        length += bytes.length;
        return begin;
    }

    /**
     * Reads bytes again.
     *
     * @throws IOException if there are none there, or the file cannot be read
     */
    synchronized byte[] read(long position, int size) throws IOException {
        if (position < 0 || size < 0 || size > length - position) {
            throw new EOFException("%d bytes at %d of %d".formatted(size, position, length));
        }
        byte[] bytes = new byte[size];
        file.seek(position);
        file.readFully(bytes);
        return bytes;
    }

    /** Deletes the file. */
    @Override
    public synchronized void close() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UserException(Kind.RESOURCES, "%s: cannot be deleted: %s".formatted(path, e.getMessage()), e);
        }
    }
}
