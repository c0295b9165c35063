package dev.gannet.feature;

import dev.gannet.config.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One array of NumPy's format, versions 1 to 3: a magic word, the version, the length of a header, the header (a Python
 * dictionary as text), then the numbers. Float32 and float64 in C order alone; what holds Python objects is refused, for it is
 * a pickle.
 *
 * @param values row by row
 * @param shape sizes of the axes
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between file and metric, never compared
record Npy(double[] values, int[] shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MOST_HEADER_BYTES = 10_000; // NumPy's own limit
    private static final int MOST_NUMBERS = 1 << 27;
    private static final int ALIGNMENT = 64;
    private static final Pattern DTYPE = Pattern.compile("'descr': *'([^']{1,20})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order': *(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]{0,100})\\)");

    /**
     * Reads an array and the end behind it. Memory grows with what is there, whatever the header claims.
     *
     * @param axes how many there have to be
     * @throws UserException (usage) if it is none that is read
     */
    static Npy read(InputStream in, String where, int axes) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !Arrays.equals(start, 0, 6, MAGIC, 0, 6)) {
            throw bad(where, "is no .npy file");
        }
        if (start[6] < 1 || start[6] > 3) {
            throw bad(where, "has version %d of the .npy format; expected 1 to 3".formatted(start[6] & 0xff));
        }
        int wide = start[6] == 1 ? 2 : 4;
        byte[] length = Arrays.copyOf(in.readNBytes(wide), 4);
        int headerBytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (headerBytes < 0 || headerBytes > MOST_HEADER_BYTES) {
            throw bad(
                    where,
                    "claims a header of %s bytes; expected 10,000 at most"
                            .formatted(Integer.toUnsignedString(headerBytes)));
        }
        String header = new String(in.readNBytes(headerBytes), StandardCharsets.ISO_8859_1);
        String type = type(header, where);
        int[] shape = shape(header, where, axes);
        int count = count(shape, where);
        ByteOrder order = type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new Npy(numbers(in, where, count, type.endsWith("8"), order), shape);
    }

    private static String type(String header, String where) {
        Matcher dtype = DTYPE.matcher(header);
        String type = dtype.find() ? dtype.group(1) : "a record";
        if (type.endsWith("O")) {
            throw bad(
                    where, "holds Python objects, a pickle that could run code and is never read; save plain numbers");
        }
        if (!type.matches("[<>]f[48]")) {
            throw bad(where, "holds numbers of type %s; expected float32 or float64 (<f4, <f8)".formatted(type));
        }
        Matcher order = ORDER.matcher(header);
        if (!order.find() || order.group(1).equals("True")) {
            throw bad(where, "is not in C order; save numpy.ascontiguousarray of it");
        }
        return type;
    }

    private static int[] shape(String header, String where, int axes) {
        Matcher shape = SHAPE.matcher(header);
        if (!shape.find()) {
            throw bad(where, "says no shape");
        }
        int[] sizes = Arrays.stream(shape.group(1).split(",", -1))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .mapToInt(size -> size.matches("\\d{1,9}") ? Integer.parseInt(size) : -1)
                .toArray();
        if (sizes.length != axes) {
            throw bad(where, "has the shape %s; expected %d axes".formatted(Arrays.toString(sizes), axes));
        }
        return sizes;
    }

    private static int count(int[] shape, String where) {
        long count = 1;
        for (int axis : shape) {
            count *= axis;
            if (count < 1 || count > MOST_NUMBERS) {
                throw bad(
                        where,
                        "has the shape %s; expected 1 to %,d numbers".formatted(Arrays.toString(shape), MOST_NUMBERS));
            }
        }
        return (int) count;
    }

    private static double[] numbers(InputStream in, String where, int count, boolean wide, ByteOrder order)
            throws IOException {
        int width = wide ? Double.BYTES : Float.BYTES;
        byte[] bytes = in.readNBytes(Math.multiplyExact(count, width));
        if (bytes.length < (long) count * width || in.read() >= 0) {
            throw bad(where, "does not hold the %,d numbers of its shape and nothing else".formatted(count));
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = wide ? buffer.getDouble() : buffer.getFloat();
            if (!Double.isFinite(values[i])) {
                throw bad(where, "holds %s at place %,d; expected finite numbers".formatted(values[i], i));
            }
        }
        return values;
    }

    /** The bytes of a file of version 1, float64 or else float32, little-endian. */
    byte[] encode(boolean wide) {
        String sizes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        String header = "{'descr': '<f%d', 'fortran_order': False, 'shape': (%s%s), }"
                .formatted(wide ? 8 : 4, sizes, shape.length == 1 ? "," : "");
        int before = MAGIC.length + 4;
        int padded = Math.ceilDiv(before + header.length() + 1, ALIGNMENT) * ALIGNMENT - before;
        ByteBuffer start = ByteBuffer.allocate(before).order(ByteOrder.LITTLE_ENDIAN);
        start.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) padded);
        String line = header + " ".repeat(padded - header.length() - 1) + "\n";
        ByteBuffer body = ByteBuffer.allocate(Math.multiplyExact(values.length, wide ? Double.BYTES : Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (wide) {
                body.putDouble(value);
            } else {
                body.putFloat((float) value);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(start.array());
        out.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body.array());
        return out.toByteArray();
    }

    static UserException bad(String where, String reason) {
        return UserException.usage("%s: %s".formatted(where, reason));
    }
}
