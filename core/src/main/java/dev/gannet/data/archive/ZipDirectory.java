package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/**
 * The directory at the end of a zip archive (PKWARE's APPNOTE, 4.3.12 to 4.3.16, with zip64), read piece by piece and
 * never held. The JDK's own reader refuses a whole archive for one encrypted entry and takes memory for each.
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR_SIGNATURE = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int END64_SIGNATURE = 0x06064b50;
    private static final int END64_LENGTH = 56;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int ZIP64_FIELD = 1;
    private static final long SATURATED = 0xffff_ffffL;
    /** What the name, the extra field and the comment of an entry can take together, and its head. */
    private static final int LONGEST_ENTRY = ENTRY_LENGTH + 3 * 0xffff;

    private static final int BUFFER = 1 << 20;

    /** What zip archives used before they had UTF-8, where this virtual machine knows it. */
    private static final Charset OLD_NAMES =
            Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

    private final FileBytes file;
    private final Path path;
    private final long start;
    private final long end;
    private final long shift;

    private ZipDirectory(FileBytes file, Path path, long start, long end, long shift) {
        this.file = file;
        this.path = path;
        this.start = start;
        this.end = end;
        this.shift = shift;
    }

    /**
     * Finds the directory.
     *
     * @param path for the errors
     * @throws UserException (data) if the file is no zip archive, is cut off, or is a part of one
     */
    static ZipDirectory find(FileBytes file, Path path) throws IOException {
        long size = file.size();
        int tail = (int) Math.min(size, END_LENGTH + LONGEST_COMMENT);
        ByteBuffer last = littleEndian(file.read(size - tail, tail));
        for (int at = tail - END_LENGTH; at >= 0; at--) {
            boolean whole = last.getInt(at) == END_SIGNATURE && at + END_LENGTH + u16(last, at + 20) <= tail;
            if (whole) {
                ZipDirectory found = describedBy(file, path, last.slice(at, END_LENGTH), size - tail + at);
                if (found.plausible()) {
                    return found;
                }
            }
        }
        boolean begins = size >= 4 && littleEndian(file.read(0, 4)).getInt(0) == 0x04034b50;
        String reason =
                begins ? "it begins like one but its directory at the end is missing" : "no directory at its end";
        throw new UserException(Kind.DATA, "%s: is not a zip archive: %s".formatted(path, reason));
    }

    private static ZipDirectory describedBy(FileBytes file, Path path, ByteBuffer slice, long at) throws IOException {
        ByteBuffer record = slice.order(ByteOrder.LITTLE_ENDIAN);
        int part = u16(record, 4);
        if (part != 0 && part != 0xffff) {
            throw new UserException(Kind.DATA, "%s: is part %d of a split zip archive".formatted(path, part + 1));
        }
        long length = u32(record, 12);
        long offset = u32(record, 16);
        long end = at;
        if (u16(record, 10) == 0xffff || length == SATURATED || offset == SATURATED) {
            long at64 = find64(file, at - LOCATOR_LENGTH);
            if (at64 >= 0) {
                ByteBuffer record64 = littleEndian(file.read(at64, END64_LENGTH));
                length = record64.getLong(40);
                offset = record64.getLong(48);
                end = at64;
            }
        }
        // a program that unpacks itself comes before its archive and moves all offsets
        long start = end - length;
        return new ZipDirectory(file, path, start, end, start - offset);
    }

    /** Where the 64-bit record is; -1 if there is none. */
    private static long find64(FileBytes file, long locator) throws IOException {
        if (locator < END64_LENGTH) {
            return -1;
        }
        ByteBuffer record = littleEndian(file.read(locator, LOCATOR_LENGTH));
        if (record.getInt(0) != LOCATOR_SIGNATURE) {
            return -1;
        }
        long[] places = {record.getLong(8), locator - END64_LENGTH};
        for (long place : places) {
            boolean inside = place >= 0 && place <= locator - END64_LENGTH;
            if (inside && littleEndian(file.read(place, 4)).getInt(0) == END64_SIGNATURE) {
                return place;
            }
        }
        return -1;
    }

    private boolean plausible() throws IOException {
        if (start < 0 || start > end || shift < 0) {
            return false;
        }
        boolean empty = start == end;
        return empty
                || (end - start >= ENTRY_LENGTH
                        && littleEndian(file.read(start, 4)).getInt(0) == ENTRY_SIGNATURE);
    }

    /**
     * Visits every entry, folders as well, in the directory's order.
     *
     * @throws UserException (data) if it is damaged or has more entries than {@code most}
     */
    void walk(int most, Consumer<ZipMember> visitor) throws IOException {
        long at = start;
        int count = 0;
        byte[] bytes = new byte[(int) Math.min(BUFFER, end - start)];
        ByteBuffer buffer = littleEndian(bytes).limit(0);
        while (at < end) {
            if (buffer.remaining() < Math.min(LONGEST_ENTRY, end - at)) {
                int length = (int) Math.min(bytes.length, end - at);
                file.read(at, bytes, 0, length);
                buffer.position(0).limit(length);
            }
            int length = entryLength(buffer);
            if (length < 0) {
                throw new UserException(
                        Kind.DATA,
                        "%s: is a damaged zip archive: no entry of its directory at byte %,d".formatted(path, at));
            }
            count++;
            if (count > most) {
                throw new UserException(
                        Kind.DATA, "%s: holds more than %,d entries, the most that are read".formatted(path, most));
            }
            visitor.accept(parse(buffer, at));
            buffer.position(buffer.position() + length);
            at += length;
        }
    }

    /** The entry whose record begins at {@code position}, as {@link #walk} has given it. */
    ZipMember at(long position) throws IOException {
        if (position < start || position > end - ENTRY_LENGTH) {
            throw new IOException("no entry at byte %,d".formatted(position));
        }
        ByteBuffer head = littleEndian(file.read(position, ENTRY_LENGTH));
        long length = claimedLength(head);
        if (length < 0 || length > end - position) {
            throw new IOException("no entry at byte %,d; the archive has changed".formatted(position));
        }
        ByteBuffer buffer = littleEndian(file.read(position, (int) length));
        return parse(buffer, position);
    }

    /** Of the entry at the buffer's position; -1 if there is none, or only a part of one. */
    private static int entryLength(ByteBuffer buffer) {
        int length = buffer.remaining() < ENTRY_LENGTH ? -1 : claimedLength(buffer);
        return length <= buffer.remaining() ? length : -1;
    }

    /** As the head at the buffer's position says; -1 if it is none. */
    private static int claimedLength(ByteBuffer buffer) {
        int at = buffer.position();
        if (buffer.getInt(at) != ENTRY_SIGNATURE) {
            return -1;
        }
        return ENTRY_LENGTH + u16(buffer, at + 28) + u16(buffer, at + 30) + u16(buffer, at + 32);
    }

    private ZipMember parse(ByteBuffer buffer, long position) {
        int at = buffer.position();
        int nameLength = u16(buffer, at + 28);
        int nameAt = at + ENTRY_LENGTH;
        Sizes sizes = Sizes.of(buffer, at, nameAt + nameLength, u16(buffer, at + 30));
        byte last = nameLength == 0 ? 0 : buffer.get(nameAt + nameLength - 1);
        boolean folder = last == '/' || (last == '\\' && sizes.bytes == 0);
        return new ZipMember(
                EntryNames.tidy(EntryNames.decode(buffer.array(), nameAt, nameLength, OLD_NAMES)),
                folder,
                position,
                u16(buffer, at + 8),
                u16(buffer, at + 10),
                sizes.packed,
                sizes.bytes,
                buffer.getInt(at + 16),
                sizes.header > Long.MAX_VALUE - shift ? Long.MAX_VALUE : sizes.header + shift,
                time(u16(buffer, at + 14), u16(buffer, at + 12)));
    }

    /** The three numbers that may stand in the extra field instead. */
    private record Sizes(long packed, long bytes, long header) {
        static Sizes of(ByteBuffer buffer, int at, int extra, int extraLength) {
            long[] numbers = {u32(buffer, at + 24), u32(buffer, at + 20), u32(buffer, at + 42)};
            int field = extra;
            int end = extra + extraLength;
            while (field + 4 <= end) {
                int fieldEnd = Math.min(end, field + 4 + u16(buffer, field + 2));
                if (u16(buffer, field) == ZIP64_FIELD) {
                    widen(numbers, buffer, field + 4, fieldEnd);
                }
                field = fieldEnd;
            }
            return new Sizes(numbers[1], numbers[0], numbers[2]);
        }

        private static void widen(long[] numbers, ByteBuffer buffer, int from, int end) {
            int at = from;
            for (int i = 0; i < numbers.length; i++) {
                if (numbers[i] == SATURATED && at + 8 <= end) {
                    long wide = buffer.getLong(at);
                    numbers[i] = wide < 0 ? Long.MAX_VALUE : wide;
                    at += 8;
                }
            }
        }
    }

    /** Zip archives keep local time without a zone; read as UTC, the same archive gives the same numbers everywhere. */
    private static long time(int date, int time) {
        try {
            return LocalDateTime.of(
                            1980 + (date >> 9),
                            date >> 5 & 15,
                            date & 31,
                            time >> 11,
                            time >> 5 & 63,
                            Math.min(59, 2 * (time & 31)))
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            return 0;
        }
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int u16(ByteBuffer buffer, int at) {
        return Short.toUnsignedInt(buffer.getShort(at));
    }

    private static long u32(ByteBuffer buffer, int at) {
        return Integer.toUnsignedLong(buffer.getInt(at));
    }
}
