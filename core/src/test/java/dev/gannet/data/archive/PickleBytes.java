package dev.gannet.data.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes pickles, instruction by instruction, as Python 2's cPickle does with protocol 2. */
final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int memo;

    /** An instruction, or several, as letters. */
    PickleBytes op(String letters) {
        out.writeBytes(letters.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Bare bytes. */
    PickleBytes raw(int... bytes) {
        for (int one : bytes) {
            out.write(one);
        }
        return this;
    }

    /** Four bytes, little-endian. */
    PickleBytes four(int number) {
        return raw(number, number >> 8, number >> 16, number >> 24);
    }

    /** Remembers the top. */
    PickleBytes put() {
        if (memo < 256) {
            return op("q").raw(memo++);
        }
        return op("r").four(memo++);
    }

    /** Python 2's text. */
    PickleBytes text(String text) {
        return op("U").raw(text.length()).op(text).put();
    }

    /** A number, as short as it goes. */
    PickleBytes number(int number) {
        if (number >= 0 && number < 256) {
            return op("K").raw(number);
        }
        return number >= 0 && number < 65536 ? op("M").raw(number, number >> 8) : op("J").four(number);
    }

    /** A list of numbers. */
    PickleBytes numbers(List<Integer> numbers) {
        op("]").put().op("(");
        numbers.forEach(this::number);
        return op("e");
    }

    /** A list of texts. */
    PickleBytes texts(List<String> texts) {
        op("]").put().op("(");
        texts.forEach(this::text);
        return op("e");
    }

    /** A numpy array of bytes. */
    PickleBytes array(int rows, int columns, byte[] content) {
        return array(rows, columns, content, "u1", false);
    }

    /** A numpy array of some type and order. */
    PickleBytes array(int rows, int columns, byte[] content, String type, boolean fortran) {
        op("cnumpy.core.multiarray\n_reconstruct\n")
                .put()
                .op("cnumpy\nndarray\n")
                .put();
        number(0).raw(0x85).put().op("U").raw(1).op("b").raw(0x87).put().op("R").put();
        op("(").number(1)
                .number(rows)
                .number(columns)
                .raw(0x86)
                .put()
                .op("cnumpy\ndtype\n")
                .put();
        op("U").raw(type.length())
                .op(type)
                .number(0)
                .number(1)
                .raw(0x87)
                .put()
                .op("R")
                .put();
        op("(").number(3)
                .op("U")
                .raw(1)
                .op("|NNN")
                .number(-1)
                .number(-1)
                .number(0)
                .op("tb");
        raw(fortran ? 0x88 : 0x89).op("T").four(content.length);
        out.writeBytes(content);
        return op("tb");
    }

    /** The beginning of a dict. */
    PickleBytes dict() {
        return raw(0x80, 2).op("}").put().op("(");
    }

    /** The end of a dict and of the pickle. */
    byte[] end() {
        return op("u.").bytes();
    }

    /** All of it. */
    byte[] bytes() {
        return out.toByteArray();
    }
}
