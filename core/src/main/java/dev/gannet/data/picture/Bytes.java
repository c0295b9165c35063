package dev.gannet.data.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A part of a file, read with its bounds checked. */
final class Bytes {
    private final byte[] data;
    private final int start;
    private final int length;
    private final boolean little;

    private Bytes(byte[] data, int start, int length, boolean little) {
        this.data = data;
        this.start = start;
        this.length = length;
        this.little = little;
    }

    /** A whole file whose numbers begin with their high byte. */
    static Bytes big(byte[] data) {
        return new Bytes(data, 0, data.length, false);
    }

    /** A whole file whose numbers begin with their low byte. */
    static Bytes little(byte[] data) {
        return new Bytes(data, 0, data.length, true);
    }

    /** The same part with the other order of bytes or this one. */
    Bytes ordered(boolean littleEndian) {
        return new Bytes(data, start, length, littleEndian);
    }

    /** A part of this part. */
    Bytes slice(long at, long count) throws Rejected {
        need(at, count);
        return new Bytes(data, start + (int) at, (int) count, little);
    }

    /** In bytes. */
    int length() {
        return length;
    }

    /** Whether {@code count} bytes from {@code at} lie within. */
    boolean has(long at, long count) {
        return at >= 0 && count >= 0 && at <= length && count <= length - at;
    }

    /** One byte, 0 to 255. */
    int u8(long at) throws Rejected {
        need(at, 1);
        return data[start + (int) at] & 0xff;
    }

    /** Two bytes. */
    int u16(long at) throws Rejected {
        need(at, 2);
        int first = data[start + (int) at] & 0xff;
        int second = data[start + (int) at + 1] & 0xff;
        return little ? second << 8 | first : first << 8 | second;
    }

    /** Three bytes. */
    int u24(long at) throws Rejected {
        return little ? u16(at) | u8(at + 2) << 16 : u16(at) << 8 | u8(at + 2);
    }

    /** Four bytes, 0 to 4,294,967,295. */
    long u32(long at) throws Rejected {
        return little ? u16(at) | (long) u16(at + 2) << 16 : (long) u16(at) << 16 | u16(at + 2);
    }

    /** Four bytes with a sign. */
    int i32(long at) throws Rejected {
        return (int) u32(at);
    }

    /** Bytes as text, one character each. */
    String text(long at, int count) throws Rejected {
        need(at, count);
        return new String(data, start + (int) at, count, StandardCharsets.ISO_8859_1);
    }

    /** A copy of some bytes. */
    byte[] copy(long at, long count) throws Rejected {
        need(at, count);
        return Arrays.copyOfRange(data, start + (int) at, start + (int) at + (int) count);
    }

    private void need(long at, long count) throws Rejected {
        if (!has(at, count)) {
            throw new Rejected(Reason.TRUNCATED, "ends within its header");
        }
    }
}
