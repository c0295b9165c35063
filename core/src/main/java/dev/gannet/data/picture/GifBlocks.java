package dev.gannet.data.picture;

import dev.gannet.data.picture.Parsed.Inks;
import dev.gannet.data.picture.Traits.Mode;
import java.io.ByteArrayOutputStream;

/** The blocks of a GIF file. The first frame is taken as it is, without the screen around it. */
final class GifBlocks {
    private static final int SCREEN = 13;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2c;
    private static final int CONTROL = 0xf9;
    private static final int INTERLACED = 0x40;

    private final byte[] file;
    private final Bytes bytes;
    private final ByteArrayOutputStream clean = new ByteArrayOutputStream();
    private boolean transparent;
    private boolean swapped;
    private boolean cut;
    private int width;
    private int height;
    private int frames;

    private GifBlocks(byte[] file) {
        this.file = file;
        this.bytes = Bytes.little(file);
    }

    /** Walks all blocks, each of which is longer than nothing, and counts the frames. */
    static Parsed parse(byte[] file) throws Rejected {
        GifBlocks gif = new GifBlocks(file);
        gif.walk();
        Mode mode = gif.transparent ? Mode.PALETTE_ALPHA : Mode.PALETTE;
        byte[] clean = gif.clean.toByteArray();
        byte[] none = new byte[0];
        int[] key = new int[0];
        return new Parsed(
                Format.GIF, clean, gif.width, gif.height, mode, gif.frames, 1, none, key, Inks.NONE, gif.swapped);
    }

    private void walk() throws Rejected {
        Parsed.checkSize(bytes.u16(6), bytes.u16(8));
        int at = SCREEN + table(bytes.u8(10));
        clean.writeBytes(bytes.copy(0, at));
        while (bytes.has(at, 1)) {
            int kind = bytes.u8(at);
            if (kind == EXTENSION && bytes.has(at, 2)) {
                at = extension(at);
            } else if (kind == FRAME && (frames == 0 || bytes.has(at, 10))) {
                at = frame(at);
            } else {
                break;
            }
        }
        if (frames == 0) {
            throw bytes.has(at, 1)
                    ? new Rejected(Reason.DAMAGED, "has no frame")
                    : new Rejected(Reason.TRUNCATED, "ends before its first frame");
        }
        clean.write(0x3b);
    }

    private static int table(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private int extension(int at) throws Rejected {
        int end = blocks(at + 2);
        if (frames == 0 && bytes.u8(at + 1) == CONTROL && bytes.has(at, 8)) {
            transparent = (bytes.u8(at + 3) & 1) != 0;
            clean.write(file, at, end - at);
        }
        return end;
    }

    private int frame(int at) throws Rejected {
        int data = at + 10 + table(bytes.u8(at + 9));
        if (frames > 0) {
            frames++;
            return blocks(data + 1);
        }
        width = bytes.u16(at + 5);
        height = bytes.u16(at + 7);
        Parsed.checkSize(width, height);
        if ((bytes.u8(10) & 0x80) == 0 && (bytes.u8(at + 9) & 0x80) == 0) {
            throw new Rejected(Reason.DAMAGED, "has no palette");
        }
        int end = blocks(data + 1);
        if (cut) {
            throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
        }
        boolean closed = end > data + 1 && bytes.u8(end - 1) == 0;
        GifCodes.check(bytes, data, (long) width * height);
        clean.writeBytes(ordered(bytes.copy(at, end - at)));
        if (!closed) {
            clean.write(0);
        }
        frames = 1;
        return end;
    }

    /**
     * The JDK's reader loses rows of interlaced frames of fewer than five. These have the order 0, 1 or 0, 2, 1, 3, so
     * they are read as if they were not interlaced.
     */
    private byte[] ordered(byte[] frame) {
        if ((frame[9] & INTERLACED) != 0 && height < 5) {
            frame[9] &= ~INTERLACED;
            swapped = height > 2;
        }
        return frame;
    }

    /** Behind a row of blocks, or the end of the file if that comes first. */
    private int blocks(int start) throws Rejected {
        int at = start;
        while (bytes.has(at, 1)) {
            int length = bytes.u8(at);
            at += 1 + length;
            if (length == 0) {
                return at;
            }
        }
        cut = at > bytes.length();
        return bytes.length();
    }
}
