package dev.gannet.data.archive;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How numpy arrays of bytes, and bytes as newer pickles spell them, come out of a pickle. Nothing is called. */
final class PickledArrays {
    private final PickleInput in;
    private int spelt;

    /** For one pickle. */
    PickledArrays(PickleInput in) {
        this.in = in;
    }

    /** One of the names that may stand in a pickle. */
    Value global(String module, String name) {
        return switch (module + " " + name) {
            case "numpy.core.multiarray _reconstruct", "numpy._core.multiarray _reconstruct" ->
                Value.Global.RECONSTRUCT;
            case "numpy ndarray" -> Value.Global.NDARRAY;
            case "numpy dtype" -> Value.Global.DTYPE;
            case "_codecs encode" -> Value.Global.ENCODE;
            default -> throw in.foreign("pickle global %s.%s".formatted(module, name));
        };
    }

    /** What such a name makes of its arguments. */
    Value call(Value function, Value arguments) {
        if (!(function instanceof Value.Global global) || !(arguments instanceof Value.Tuple(List<Value> values))) {
            throw in.bad("calls what is no name, or with what is no tuple");
        }
        return switch (global) {
            case RECONSTRUCT -> array(values);
            case DTYPE -> type(values);
            case ENCODE -> encoded(values);
            case NDARRAY -> throw in.bad("calls numpy.ndarray, which CIFAR's batches do not");
        };
    }

    private Value array(List<Value> values) {
        if (values.size() != 3 || values.getFirst() != Value.Global.NDARRAY) {
            throw in.bad("makes an array that is no numpy.ndarray");
        }
        return new Value.Array();
    }

    private Value type(List<Value> values) {
        if (values.isEmpty() || !(values.getFirst() instanceof Value.Bytes name)) {
            throw in.bad("has a numpy.dtype without a name");
        }
        String text = text(name, 10);
        if (!text.equals("u1") && !text.equals("|u1")) {
            throw in.bad("has an array of type %s, expected u1 (bytes)".formatted(PickleInput.printable(text)));
        }
        return new Value.Uint8();
    }

    private static String text(Value.Bytes bytes, int most) {
        return new Value.Bytes(bytes.source(), bytes.from(), Math.min(bytes.length(), most)).text();
    }

    /** Bytes that are written as the UTF-8 of the Latin-1 of them. One text may not be spelt out again and again. */
    private Value encoded(List<Value> values) {
        if (values.size() != 2
                || !(values.get(0) instanceof Value.Bytes text)
                || !(values.get(1) instanceof Value.Bytes charset)
                || !text(charset, 10).equals("latin1")) {
            throw in.bad("encodes to something else than latin1");
        }
        spelt += text.length();
        if (spelt < 0 || spelt > in.length()) {
            throw in.bad("encodes more bytes than the file has");
        }
        try {
            CharBuffer letters = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.source(), text.from(), text.length()));
            ByteBuffer bytes = StandardCharsets.ISO_8859_1.newEncoder().encode(letters);
            return new Value.Bytes(bytes.array(), bytes.arrayOffset(), bytes.remaining());
        } catch (CharacterCodingException _) {
            throw in.bad("encodes text that is not latin1");
        }
    }

    /** Gives an array its content. A type of bytes has a state too, which says nothing. */
    void build(Value target, Value state) {
        if (target instanceof Value.Array array) {
            fill(array, state);
        } else if (!(target instanceof Value.Uint8)) {
            throw in.bad("sets the state of what is no array");
        }
    }

    private void fill(Value.Array array, Value state) {
        if (!(state instanceof Value.Tuple(List<Value> values))
                || values.size() != 5
                || !(values.get(1) instanceof Value.Tuple(List<Value> shape))
                || !(values.get(2) instanceof Value.Uint8)
                || !(values.get(3) instanceof Value.Flag(boolean fortran))
                || !(values.get(4) instanceof Value.Bytes bytes)
                || array.content().isPresent()) {
            throw in.bad("has an array whose content is not (version, shape, type, order, bytes)");
        }
        if (fortran) {
            throw in.bad("has an array in Fortran order, expected C order");
        }
        if (shape.size() != 2
                || !(shape.get(0) instanceof Value.Whole(long rows))
                || !(shape.get(1) instanceof Value.Whole(long columns))) {
            throw in.bad("has an array of %d axes, expected 2".formatted(shape.size()));
        }
        boolean sane = rows >= 0 && columns >= 0 && rows <= Integer.MAX_VALUE && columns <= Integer.MAX_VALUE;
        if (!sane || rows * columns != bytes.length()) {
            throw in.bad(
                    "has an array of shape (%d, %d), but %d bytes for it".formatted(rows, columns, bytes.length()));
        }
        array.fill(new Value.Content(rows, columns, bytes));
    }
}
