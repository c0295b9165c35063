package dev.gannet.data.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes Thrift's compact protocol, as much of it as Parquet's metadata needs. */
final class ThriftBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> last = new ArrayDeque<>();

    ThriftBytes() {
        last.push(0);
    }

    private ThriftBytes varint(long number) {
        long left = number;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return this;
    }

    private ThriftBytes field(int id, int type) {
        out.write((id - last.pop()) << 4 | type);
        last.push(id);
        return this;
    }

    ThriftBytes i32(int id, long number) {
        return field(id, 5).varint(number << 1 ^ number >> 63);
    }

    ThriftBytes i64(int id, long number) {
        return field(id, 6).varint(number << 1 ^ number >> 63);
    }

    ThriftBytes text(int id, String text) {
        return field(id, 8).bare(text);
    }

    /** An element of a list of texts. */
    ThriftBytes bare(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    /** An element of a list of numbers. */
    ThriftBytes bare(long number) {
        return varint(number << 1 ^ number >> 63);
    }

    /** A list of 12: structs, 8: texts, 5: numbers. */
    ThriftBytes list(int id, int type, int size) {
        field(id, 9);
        out.write(Math.min(size, 15) << 4 | type);
        return size < 15 ? this : varint(size);
    }

    ThriftBytes struct(int id) {
        return field(id, 12).begin();
    }

    /** A struct in a list. */
    ThriftBytes begin() {
        last.push(0);
        return this;
    }

    ThriftBytes end() {
        out.write(0);
        last.pop();
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
