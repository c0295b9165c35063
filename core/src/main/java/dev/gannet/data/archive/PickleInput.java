package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle and how far they are read. No length is believed before it is compared with what is left. */
final class PickleInput {
    private static final int LONGEST_NAME = 100;

    private final String file;
    private final byte[] bytes;
    private int at;
    private int start;

    /**
     * From the first byte on.
     *
     * @param file for errors
     */
    PickleInput(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** The code of the next instruction, 0 to 255; errors name its place from now on. */
    int instruction() {
        start = at;
        if (at == bytes.length) {
            throw bad("ends without STOP");
        }
        return bytes[at++] & 0xff;
    }

    /** Bytes that have not been read. */
    int left() {
        return bytes.length - at;
    }

    /** Bytes in all. */
    int length() {
        return bytes.length;
    }

    /** A number of one byte to four, little-endian, without a sign. */
    long unsigned(int size) {
        if (left() < size) {
            throw bad("ends within an instruction");
        }
        long number = 0;
        for (int i = 0; i < size; i++) {
            number |= (bytes[at++] & 0xffL) << (8 * i);
        }
        return number;
    }

    /** A number of four bytes, little-endian, with a sign. */
    int signed() {
        return (int) unsigned(4);
    }

    /** A number of as many bytes as its first byte says, eight at most, little-endian, with a sign. */
    long sized() {
        int size = (int) unsigned(1);
        if (size > Long.BYTES) {
            throw bad("holds a number of %d bytes, expected 8 at most".formatted(size));
        }
        long number = unsigned(size);
        int unused = Long.SIZE - 8 * size;
        return size == 0 ? 0 : number << unused >> unused;
    }

    /** Text or bytes, after a length of {@code size} bytes. */
    Value.Bytes bytes(int size) {
        long length = unsigned(size);
        if (length > left()) {
            throw bad("claims %d bytes, %d are left".formatted(length, left()));
        }
        Value.Bytes part = new Value.Bytes(bytes, at, (int) length);
        at += (int) length;
        return part;
    }

    /** Text up to the end of a line: ASCII, what cannot be printed as a question mark. */
    String line() {
        int end = at;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
            if (end - at > LONGEST_NAME) {
                throw bad("holds a name of more than %d bytes".formatted(LONGEST_NAME));
            }
        }
        if (end == bytes.length) {
            throw bad("ends within an instruction");
        }
        String line = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
        at = end + 1;
        return printable(line);
    }

    /** At most a hundred letters of it, for an error. */
    static String printable(String text) {
        String some = text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "...";
        return some.replaceAll("[^ -~]", "?");
    }

    /** Something is wrong with the current instruction. */
    UserException bad(String reason) {
        return new UserException(Kind.DATA, "%s: byte %d: %s".formatted(file, start, reason));
    }

    /** The current instruction wants more than plain data. */
    UserException foreign(String what) {
        return bad("%s is not one that CIFAR's batches use; Gannet reads no other pickles (they can run code)"
                .formatted(what));
    }
}
