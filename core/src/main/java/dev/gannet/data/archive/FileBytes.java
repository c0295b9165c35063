package dev.gannet.data.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read by offset, from several threads at once. A thread that is interrupted while it reads closes the
 * channel under all of them: it gets the error, the others go on with a new one.
 */
final class FileBytes implements AutoCloseable {
    /** The virtual machine keeps a buffer outside of the heap for each thread, as large as its largest read. */
    private static final int MOST_AT_ONCE = 1 << 18;
    /** A read is tried again for each interruption of another thread; more than these in a row are no accident. */
    private static final int ATTEMPTS = 1_000;

    private final Path file;
    private final long size;
    private FileChannel channel;
    private boolean closed;

    private FileBytes(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    /** Opens a regular file; {@link #close} it. */
    static FileBytes open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new FileBytes(file, channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** In bytes, when it was opened. */
    long size() {
        return size;
    }

    /** Some bytes; {@code length} must have been checked against {@link #size}. */
    byte[] read(long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        read(at, bytes, 0, length);
        return bytes;
    }

    /**
     * Fills a part of an array.
     *
     * @throws EOFException if the file ends before
     */
    void read(long at, byte[] to, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int now = some(at + done, to, from + done, Math.min(length - done, MOST_AT_ONCE));
            if (now < 0) {
                throw new EOFException("ends at byte %,d".formatted(at + done));
            }
            done += now;
        }
    }

    private int some(long at, byte[] to, int from, int length) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FileChannel open = channel();
            try {
                return open.read(ByteBuffer.wrap(to, from, length), at);
            } catch (ClosedByInterruptException e) {
                throw (IOException) new InterruptedIOException("reading was interrupted").initCause(e);
            } catch (ClosedChannelException e) {
                // another thread was interrupted, or close() was called, which channel() tells apart
            }
        }
        throw new IOException("reading was interrupted %,d times".formatted(ATTEMPTS));
    }

    private synchronized FileChannel channel() throws IOException {
        if (closed) {
            throw new IOException("the archive is closed");
        }
        if (!channel.isOpen()) {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        }
        return channel;
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was written
        }
    }
}
