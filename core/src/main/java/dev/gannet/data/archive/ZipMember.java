package dev.gannet.data.archive;

import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;

/**
 * One entry of a zip archive's directory. None of the numbers has been checked.
 *
 * @param name tidied, see {@link EntryNames#tidy}
 * @param folder whether it is a folder
 * @param position where its entry in the directory begins
 * @param flags general purpose flags
 * @param method of compression
 * @param packed its size in the archive, at least 0
 * @param bytes its size unpacked, at least 0
 * @param crc CRC-32 of the unpacked bytes
 * @param header where its local header should be
 * @param time in milliseconds since 1970, read as UTC; 0 if it has none
 */
record ZipMember(
        String name,
        boolean folder,
        long position,
        int flags,
        int method,
        long packed,
        long bytes,
        int crc,
        long header,
        long time) {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
    private static final int ENCRYPTED_BY_AES = 99;

    /** Refuses what cannot be read here. */
    void checkReadable() throws Rejected {
        if ((flags & ENCRYPTED) != 0 || method == ENCRYPTED_BY_AES) {
            throw new Rejected(Reason.UNSUPPORTED, "is encrypted");
        }
        if (method != STORED && method != DEFLATED) {
            throw new Rejected(
                    Reason.UNSUPPORTED,
                    "is packed with zip method %d%s; read are stored and deflated entries"
                            .formatted(method, methodName()));
        }
    }

    private String methodName() {
        return switch (method) {
            case 1 -> " (shrink)";
            case 6 -> " (implode)";
            case 9 -> " (deflate64)";
            case 12 -> " (bzip2)";
            case 14 -> " (LZMA)";
            case 93 -> " (Zstandard)";
            case 95 -> " (xz)";
            case 98 -> " (PPMd)";
            default -> "";
        };
    }
}
