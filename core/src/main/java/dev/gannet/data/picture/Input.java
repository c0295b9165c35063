package dev.gannet.data.picture;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes in memory for a reader, until the time is up: then every read throws. No copy, no temporary file. They come in
 * small pieces, for a few hundred bytes can keep a reader busy for a long time.
 */
final class Input extends ImageInputStreamImpl {
    private static final int PIECE = 1024;

    private final byte[] data;
    private final Deadline deadline;
    private final boolean strict;
    private int reads;

    /**
     * A stream from the beginning of the bytes.
     *
     * @param strict whether a read behind the last byte throws {@link Ended}, for a reader that makes up what misses
     */
    Input(byte[] data, Deadline deadline, boolean strict) {
        this.data = data;
        this.deadline = deadline;
        this.strict = strict;
    }

    /** Thrown behind the last byte instead of what readers expect there, and deal with. */
    static final class Ended extends IOException {
        private static final long serialVersionUID = 1L;

        private Ended() {
            super("no more bytes");
        }
    }

    @Override
    public int read() throws Ended {
        count(1);
        bitOffset = 0;
        return ended() ? -1 : data[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws Ended {
        count(PIECE);
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (ended()) {
            return -1;
        }
        int count = (int) Math.min(Math.min(length, PIECE), data.length - streamPos);
        System.arraycopy(data, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    @Override
    public long length() {
        return data.length;
    }

    private boolean ended() throws Ended {
        boolean ended = streamPos >= data.length;
        if (ended && strict) {
            throw new Ended();
        }
        return ended;
    }

    private void count(int weight) {
        reads += weight;
        if (reads >= PIECE) {
            reads = 0;
            deadline.check();
        }
    }
}
