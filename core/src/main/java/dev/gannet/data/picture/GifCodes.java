package dev.gannet.data.picture;

/** The codes of a GIF frame, without their pixels: the JDK's reader makes up pixels that are missing. */
final class GifCodes {
    private static final int MOST = 4096;
    private static final int MOST_BITS = 12;

    private final Bytes bytes;
    private final int[] lengths = new int[MOST];
    private long at;
    private int left;
    private int buffer;
    private int bits;

    private GifCodes(Bytes bytes, long at) {
        this.bytes = bytes;
        this.at = at;
    }

    /**
     * Refuses a frame whose codes end before its last pixel, or are none.
     *
     * @param at where the number of bits of a pixel stands, with the blocks of codes behind it
     */
    static void check(Bytes bytes, long at, long pixels) throws Rejected {
        int depth = bytes.u8(at);
        if (depth < 1 || depth > 8) {
            throw new Rejected(Reason.DAMAGED, "has pixels of %d bits".formatted(depth));
        }
        if (new GifCodes(bytes, at + 1).count(1 << depth, depth + 1, pixels) < pixels) {
            throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
        }
    }

    /** Pixels up to the end of the codes, or somewhat more than wanted. */
    private long count(int clear, int firstSize, long wanted) throws Rejected {
        int next = clear + 2;
        int size = firstSize;
        int last = 0;
        long pixels = 0;
        while (pixels < wanted) {
            int code = code(size);
            if (code < 0 || code == clear + 1) {
                return pixels;
            }
            if (code == clear) {
                next = clear + 2;
                size = firstSize;
                last = 0;
                continue;
            }
            int length = code < clear ? 1 : last > 0 && code < next ? lengths[code] : last + 1;
            if (code > next || code >= clear && last == 0 || code == next && next == MOST) {
                throw new Rejected(Reason.DAMAGED, "has code %d before it stands for anything".formatted(code));
            }
            if (last > 0 && next < MOST) {
                lengths[next++] = last + 1;
                size += next == 1 << size && size < MOST_BITS ? 1 : 0;
            }
            last = length;
            pixels += length;
        }
        return pixels;
    }

    /** The next code; -1 behind the last block. */
    private int code(int size) throws Rejected {
        while (bits < size) {
            if (left == 0) {
                left = bytes.has(at, 1) ? bytes.u8(at++) : 0;
                if (left == 0) {
                    return -1;
                }
            }
            if (!bytes.has(at, 1)) {
                return -1;
            }
            buffer |= bytes.u8(at++) << bits;
            bits += 8;
            left--;
        }
        int code = buffer & (1 << size) - 1;
        buffer >>>= size;
        bits -= size;
        return code;
    }
}
