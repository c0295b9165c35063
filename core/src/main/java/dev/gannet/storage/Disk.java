package dev.gannet.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * The few things that saving asks of a file system. What was written is certain to survive a loss of power only after
 * {@link Writing#force} of the file and {@link #forceFolder} of the folder that names it; tests put a disk here that takes
 * this literally.
 */
public interface Disk {
    /** A new file that is being written. */
    interface Writing extends Closeable {
        /** Writes all of {@code bytes} at the end. */
        void write(ByteBuffer bytes) throws IOException;

        /** Waits until the content is on the disk. Once it has failed, the file's state is unknown: throw the file away. */
        void force() throws IOException;
    }

    /** Begins a file that must not exist yet. */
    Writing create(Path file) throws IOException;

    /** Makes a folder that must not exist yet, in one that does. */
    void makeFolder(Path folder) throws IOException;

    /** Renames a file or folder in one step; nothing may be at {@code to}. */
    void move(Path from, Path to) throws IOException;

    /** Renames a file in one step over another one, or to where nothing is. */
    void replace(Path from, Path to) throws IOException;

    /** Waits until the folder's list of names is on the disk. */
    void forceFolder(Path folder) throws IOException;

    /** Deletes a file or an empty folder. */
    void delete(Path path) throws IOException;

    /** What a folder holds, in the order of the names; nothing if the folder does not exist. */
    List<Path> list(Path folder) throws IOException;

    /** Whether something is there, or may be. */
    boolean exists(Path path);

    /** Opens a file for reading; refuses what is no regular file. */
    SeekableByteChannel read(Path file) throws IOException;

    /** Bytes that may still be written here. */
    long usableBytes(Path folder) throws IOException;
}
