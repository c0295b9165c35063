package dev.gannet.data.picture;

import dev.gannet.data.picture.Traits.Mode;
import java.nio.charset.StandardCharsets;

/** The header of a BMP file. */
final class BmpHeader {
    private static final int OLD = 12;
    private static final int PLAIN = 40;
    private static final int WITH_PROFILE = 124;

    private BmpHeader() {}

    /** Checks the size, the depth and, where rows are not compressed, that all of them are there. */
    static Parsed parse(byte[] file) throws Rejected {
        Bytes bytes = Bytes.little(file);
        long header = bytes.u32(14);
        boolean old = header == OLD;
        if (!old && header < PLAIN || header > WITH_PROFILE) {
            throw new Rejected(Reason.UNSUPPORTED, "BMP with a header of %,d bytes is not read".formatted(header));
        }
        long width = old ? bytes.u16(18) : bytes.i32(18);
        long height = old ? bytes.u16(20) : Math.abs((long) bytes.i32(22));
        Parsed.checkSize(width, height);
        int depth = bytes.u16(old ? 24 : 28);
        long compression = old ? 0 : bytes.u32(30);
        checkDepth(depth, compression);
        long pixels = bytes.u32(10);
        if (pixels < 14 + header || compression == 0 && !bytes.has(pixels, (width * depth + 31) / 32 * 4 * height)) {
            throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
        }
        if (compression == 1 || compression == 2) {
            checkRuns(bytes, pixels, width, height);
        }
        boolean alpha = depth == 32 && compression == 3 && header >= 56 && bytes.u32(66) != 0;
        Mode mode = depth <= 8 ? Mode.PALETTE : alpha ? Mode.RGBA : Mode.RGB;
        byte[] clean = file.clone();
        if (header >= 108) {
            // A profile may be the name of another file: no reader is to follow it.
            byte[] plain = "BGRs".getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(plain, 0, clean, 70, plain.length);
        }
        return new Parsed(Format.BMP, clean, (int) width, (int) height, mode, 1, 1, new byte[0], new int[0]);
    }

    private static void checkDepth(int depth, long compression) throws Rejected {
        boolean known = switch (depth) {
            case 1, 24 -> compression == 0;
            case 4 -> compression == 0 || compression == 2;
            case 8 -> compression == 0 || compression == 1;
            case 16, 32 -> compression == 0 || compression == 3;
            default -> false;
        };
        if (!known) {
            throw new Rejected(
                    Reason.UNSUPPORTED, "BMP of %d bits with compression %d is not read".formatted(depth, compression));
        }
    }

    /** Follows the runs to their end mark: the reader makes up pixels that are missing. */
    private static void checkRuns(Bytes bytes, long pixels, long width, long height) throws Rejected {
        boolean halves = bytes.u16(28) == 4;
        long at = pixels;
        long count = 0;
        if (bytes.has(pixels, bytes.u32(34)) && width * height <= (bytes.length() - pixels) / 2 * 255) {
            while (bytes.has(at, 2)) {
                int run = bytes.u8(at);
                int code = bytes.u8(at + 1);
                if (run == 0 && code == 1) {
                    return;
                }
                count += run > 0 ? run : code > 2 ? code : 0;
                long literal = halves ? (code + 1) / 2 : code;
                at += run > 0 || code == 0 ? 2 : code == 2 ? 4 : 2 + literal + (literal & 1);
            }
            if (count >= width * height) {
                return;
            }
        }
        throw new Rejected(Reason.TRUNCATED, "ends before its last pixel");
    }
}
