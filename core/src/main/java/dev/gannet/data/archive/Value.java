package dev.gannet.data.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Pickle} may hold: plain data. Lists and dicts may hold themselves, so nothing here is compared or
 * printed.
 */
sealed interface Value {
    /**
     * Python 2's text, or Python 3's bytes or text (UTF-8): a part of {@code source}, not copied.
     *
     * @param source bytes that others may share; not written to
     * @param from first byte of this text
     * @param length in bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Bytes(byte[] source, int from, int length) implements Value {
        /** As text; what is not UTF-8 becomes U+FFFD. */
        String text() {
            return new String(source, from, length, StandardCharsets.UTF_8);
        }
    }

    /** A whole number of up to 64 bits. */
    record Whole(long number) implements Value {}

    /** True or false. */
    record Flag(boolean on) implements Value {}

    /** None. */
    record Nothing() implements Value {}

    /** A tuple. */
    record Tuple(List<Value> items) implements Value {}

    /** One of the few names that may stand in a pickle. It is never looked up. */
    enum Global implements Value {
        /** Of an array without content. */
        RECONSTRUCT,
        /** The type of arrays. */
        NDARRAY,
        /** The type of an array's numbers. */
        DTYPE,
        /** How newer pickles spell bytes. */
        ENCODE
    }

    /** The type of an array's numbers: bytes, the only one that is read. */
    record Uint8() implements Value {}

    /** A list, filled while the pickle is read. */
    record Items(List<Value> values) implements Value {
        /** An empty list. */
        Items() {
            this(new ArrayList<>());
        }
    }

    /** A dict with short text as keys, filled while the pickle is read. */
    record Dict(Map<String, Value> entries) implements Value {
        /** An empty dict. */
        Dict() {
            this(new LinkedHashMap<>());
        }
    }

    /** A numpy array of bytes; its content comes after it. */
    final class Array implements Value {
        private Optional<Content> content = Optional.empty();

        /** What it holds, once that has come. */
        Optional<Content> content() {
            return content;
        }

        /** Gives it its content. */
        void fill(Content filling) {
            content = Optional.of(filling);
        }
    }

    /**
     * An array's content, row after row.
     *
     * @param rows 0 or more
     * @param columns 0 or more
     * @param bytes of rows * columns bytes
     */
    record Content(long rows, long columns, Bytes bytes) {}
}
