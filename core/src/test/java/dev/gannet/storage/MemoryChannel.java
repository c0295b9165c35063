package dev.gannet.storage;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file in memory, for reading only. */
final class MemoryChannel implements SeekableByteChannel {
    private final byte[] content;
    private final long size;
    private int position;
    private boolean open = true;

    MemoryChannel(byte[] content) {
        this(content, content.length);
    }

    /** A file that says to be {@code size} bytes long, whatever its content. */
    MemoryChannel(byte[] content, long size) {
        this.content = content;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer target) {
        if (position == content.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), content.length - position);
        target.put(content, position, count);
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = Math.toIntExact(newPosition);
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }
}
