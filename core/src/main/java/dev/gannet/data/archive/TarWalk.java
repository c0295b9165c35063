package dev.gannet.data.archive;

import dev.gannet.data.archive.TarMember.Type;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * Walks over the headers of one tar file (ustar, GNU and pax), without reading what lies between. For one thread.
 *
 * <p>The library's own stream would read every byte of the archive to get from header to header, and takes a long
 * name into memory whatever its length.
 */
final class TarWalk {
    private static final int RECORD = 512;
    /** In bytes; pax headers hold extended attributes as well as names. */
    private static final int LONGEST_EXTENSION = 16_000_000;

    private static final int SPARSE_CONTINUES = 482;
    private static final int SPARSE_CONTINUES_AGAIN = 504;

    /** In bytes, how far apart headers may be to be read together with what lies between. */
    private static final int NEAR = 1 << 13;
    /** In bytes, how much is read ahead while headers are near. */
    private static final int AHEAD = 1 << 16;

    private final FileBytes file;
    private long next;
    private byte[] window = new byte[0];
    private long windowStart;
    private long lastHeader;
    private boolean begun;
    private String end = "";
    private boolean ended;

    /** What long-name and pax members have said about the one to come. */
    private final Map<String, String> extensions = new HashMap<>();

    /** From the file's first byte. */
    TarWalk(FileBytes file) {
        this.file = file;
    }

    /** A header that makes no sense. */
    private static final class Damage extends Exception {
        private static final long serialVersionUID = 1L;

        Damage(String reason) {
            super(reason);
        }
    }

    /** Whether a file begins as a tar archive does: with a header, or with the mark of its end. */
    static boolean begins(FileBytes file) throws IOException {
        if (file.size() < RECORD) {
            return false;
        }
        byte[] header = file.read(0, RECORD);
        return isEnd(header) || sumFits(header);
    }

    /** The next member; empty at the end, wherever that is. */
    Optional<TarMember> next() throws IOException {
        while (!ended) {
            try {
                Optional<TarMember> member = step();
                if (member.isPresent()) {
                    return member;
                }
            } catch (Damage e) {
                stop("is damaged at byte %,d: %s".formatted(next, e.getMessage()));
            } catch (EOFException e) {
                stop("ends early, at byte %,d".formatted(file.size()));
            }
        }
        return Optional.empty();
    }

    /**
     * What is wrong with the archive's end, in words for people; empty if nothing is. Known when {@link #next} is
     * done.
     */
    String end() {
        return end;
    }

    private void stop(String reason) {
        ended = true;
        end = reason;
    }

    private Optional<TarMember> step() throws IOException, Damage {
        if (next == file.size() && begun) {
            stop("has no mark at its end, at byte %,d: more may have followed".formatted(next));
            return Optional.empty();
        }
        byte[] header = header(next);
        begun = true;
        if (isEnd(header)) {
            stop("");
            return Optional.empty();
        }
        if (!sumFits(header)) {
            throw new Damage("no header with a valid checksum");
        }
        long size = number(header, 124, 12);
        byte flag = header[156];
        return switch (flag) {
            case 'L', 'K', 'x', 'X', 'g' -> extension(flag, size);
            default -> Optional.of(member(header, flag, size));
        };
    }

    private Optional<TarMember> extension(byte flag, long size) throws IOException, Damage {
        if (size > LONGEST_EXTENSION) {
            throw new Damage("an extended header of %,d bytes".formatted(size));
        }
        checkInside(next + RECORD, size);
        byte[] data = file.read(next + RECORD, (int) size);
        switch (flag) {
            case 'L' -> extensions.put("path", text(data, 0, data.length));
            case 'x', 'X' -> pax(data);
            default -> {
                // long targets of links, and what holds for all members: comments and owners
            }
        }
        next += RECORD + padded(size);
        return Optional.empty();
    }

    private TarMember member(byte[] header, byte flag, long headerSize) throws IOException, Damage {
        long size = extensions.containsKey("size") ? paxNumber("size") : headerSize;
        String sparseName = extensions.getOrDefault("GNU.sparse.name", "");
        String raw = sparseName.isEmpty() ? extensions.getOrDefault("path", ustarName(header)) : sparseName;
        if (raw.length() > EntryNames.LONGEST) {
            throw new Damage("a name of %,d characters".formatted(raw.length()));
        }
        Type type = Type.of(flag);
        if (type == Type.FILE && raw.endsWith("/")) {
            type = Type.FOLDER;
        } else if (type == Type.FILE && extensions.keySet().stream().anyMatch(k -> k.startsWith("GNU.sparse."))) {
            type = Type.SPARSE;
        }
        long data = next + RECORD + (flag == 'S' ? sparseHeaders(header) : 0);
        long time = extensions.containsKey("mtime") ? paxTime() : ustarTime(header);
        extensions.clear();
        next = data;
        if (hasData(flag)) {
            long rest = file.size() - data;
            // a member that is cut off is one all the same; the walk ends behind it
            next = size > rest ? file.size() + RECORD : data + Math.min(padded(size), rest);
        }
        return new TarMember(EntryNames.tidy(raw), type, data, size, time);
    }

    /** What the size of a link means, no two programs agree on; no bytes follow it. */
    private static boolean hasData(byte flag) {
        return flag < '1' || flag > '6';
    }

    /** How many bytes of further headers follow that of an old GNU sparse file. */
    private long sparseHeaders(byte[] header) throws IOException {
        long length = 0;
        boolean more = header[SPARSE_CONTINUES] != 0;
        while (more) {
            byte[] further = header(next + RECORD + length);
            length += RECORD;
            more = further[SPARSE_CONTINUES_AGAIN] != 0;
        }
        return length;
    }

    private byte[] header(long at) throws IOException {
        if (at > file.size() - RECORD) {
            throw new EOFException("a header is cut off");
        }
        if (at < windowStart || at + RECORD > windowStart + window.length) {
            boolean near = at - lastHeader <= NEAR;
            window = file.read(at, near ? (int) Math.min(AHEAD, file.size() - at) : RECORD);
            windowStart = at;
        }
        lastHeader = at;
        int from = (int) (at - windowStart);
        return Arrays.copyOfRange(window, from, from + RECORD);
    }

    private void checkInside(long at, long size) throws EOFException {
        if (size > file.size() - at) {
            throw new EOFException("an extended header is cut off");
        }
    }

    /** Records of the form {@code 30 mtime=1700000000.123456789}, the first number being the record's whole length. */
    private void pax(byte[] data) throws Damage {
        int at = 0;
        while (at < data.length && data[at] != 0) {
            int space = at;
            int length = 0;
            while (space < data.length && data[space] >= '0' && data[space] <= '9' && length <= data.length) {
                length = length * 10 + data[space] - '0';
                space++;
            }
            int end = at + length;
            boolean framed = space < data.length && data[space] == ' ' && space + 2 <= end && end <= data.length;
            if (!framed || data[end - 1] != '\n') {
                throw new Damage("a pax header out of shape");
            }
            String record = new String(data, space + 1, end - space - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals < 0) {
                throw new Damage("a pax header without a value");
            }
            keep(record.substring(0, equals), record.substring(equals + 1));
            at = end;
        }
    }

    private void keep(String key, String value) {
        switch (key) {
            case "path", "size", "mtime", "GNU.sparse.name" -> extensions.put(key, value);
            default -> {
                if (key.startsWith("GNU.sparse.")) {
                    extensions.put("GNU.sparse.", "");
                }
            }
        }
    }

    private long paxNumber(String key) throws Damage {
        String text = extensions.getOrDefault(key, "");
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Damage("a pax header with the %s %s".formatted(key, EntryNames.visible(shortened(text))));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    /** A time that makes no sense spoils no picture. */
    private long paxTime() {
        try {
            return Math.max(0, Math.round(1000 * Double.parseDouble(extensions.getOrDefault("mtime", ""))));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static long ustarTime(byte[] header) {
        try {
            long seconds = TarUtils.parseOctalOrBinary(header, 136, 12);
            return seconds < 0 || seconds > Long.MAX_VALUE / 1000 ? 0 : seconds * 1000;
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    private static String ustarName(byte[] header) {
        String name = text(header, 0, 100);
        // GNU tar keeps other things where ustar keeps the beginning of a long name
        boolean ustar = text(header, 257, 6).equals("ustar");
        String prefix = ustar ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** Text up to a zero byte. */
    private static String text(byte[] bytes, int from, int most) {
        int length = 0;
        while (length < most && bytes[from + length] != 0) {
            length++;
        }
        return EntryNames.decode(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static long number(byte[] header, int from, int length) throws Damage {
        try {
            long number = TarUtils.parseOctalOrBinary(header, from, length);
            if (number >= 0) {
                return number;
            }
            throw new Damage("a negative number");
        } catch (IllegalArgumentException e) {
            throw new Damage("a header with no number at byte %d".formatted(from));
        }
    }

    private static long padded(long size) {
        return (size + RECORD - 1) / RECORD * RECORD;
    }

    /** The library throws where the checksum is no number. */
    private static boolean sumFits(byte[] header) {
        try {
            return TarUtils.verifyCheckSum(header);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isEnd(byte[] header) {
        for (byte b : header) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
