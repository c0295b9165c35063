package dev.gannet.checkpoint;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format, float32 only: 8 bytes with the header's length N (little-endian), N bytes of JSON that give every
 * tensor's dtype, shape and place, then the numbers, without gaps. Opens in Python's safetensors. Written by hand because
 * no Java library for it is kept up.
 */
public final class Safetensors {
    private static final int MOST_HEADER_BYTES = 100_000_000;
    private static final int ALIGNMENT = 8;

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * One tensor as a file holds it.
     *
     * @param shape sizes of the axes; empty for a single number
     * @param bytes float32, little-endian, row-major
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between file and tensor, never compared
    public record Entry(long[] shape, byte[] bytes) {
        /** Checks that shape and bytes agree. */
        public Entry {
            long numbers = 1;
            for (long axis : shape) {
                numbers = Math.multiplyExact(numbers, axis);
            }
            if (bytes.length != numbers * Float.BYTES) {
                throw new IllegalArgumentException("got %d bytes for %d numbers".formatted(bytes.length, numbers));
            }
        }
    }

    /** Writes a new file and waits until it is on the disk. */
    public void write(Path file, SequencedMap<String, Entry> tensors, Map<String, String> metadata) throws IOException {
        byte[] header = header(tensors, metadata);
        List<byte[]> parts = new ArrayList<>();
        parts.add(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        parts.add(header);
        tensors.values().forEach(entry -> parts.add(entry.bytes()));
        Durable.write(file, parts);
    }

    private byte[] header(SequencedMap<String, Entry> tensors, Map<String, String> metadata) {
        ObjectNode root = mapper.createObjectNode();
        ObjectNode notes = root.putObject("__metadata__");
        metadata.forEach(notes::put);
        long offset = 0;
        for (var named : tensors.entrySet()) {
            Entry entry = named.getValue();
            ObjectNode node = root.putObject(named.getKey());
            node.put("dtype", "F32");
            var shape = node.putArray("shape");
            for (long axis : entry.shape()) {
                shape.add(axis);
            }
            node.putArray("data_offsets").add(offset).add(offset + entry.bytes().length);
            offset += entry.bytes().length;
        }
        byte[] json = mapper.writeValueAsBytes(root);
        byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' '); // so that the numbers begin at a multiple of 8
        return padded;
    }

    /**
     * Reads a whole file.
     *
     * @return tensors by name, in the file's order
     * @throws UserException (checkpoint) with the reason, if the file breaks a rule of the format
     */
    public SequencedMap<String, Entry> read(Path file) {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = in.size();
            if (size < Long.BYTES) {
                throw bad(file, "is %d bytes long, too short for a header".formatted(size));
            }
            long length = readExactly(in, file, Long.BYTES).getLong();
            if (length < 2 || length > MOST_HEADER_BYTES || Long.BYTES + length > size) {
                throw bad(
                        file,
                        "claims a header of %s bytes in a file of %d".formatted(Long.toUnsignedString(length), size));
            }
            byte[] header = readExactly(in, file, (int) length).array();
            return entries(file, in, parse(file, header), size - Long.BYTES - length);
        } catch (IOException e) {
            throw new UserException(Kind.CHECKPOINT, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private JsonNode parse(Path file, byte[] header) {
        try {
            JsonNode root = mapper.readTree(header);
            if (!root.isObject()) {
                throw bad(file, "has a header that is not a JSON object");
            }
            return root;
        } catch (JacksonException e) {
            throw new UserException(
                    Kind.CHECKPOINT, "%s: has a broken header: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    private SequencedMap<String, Entry> entries(Path file, FileChannel in, JsonNode root, long bodyBytes)
            throws IOException {
        SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
        long offset = 0;
        for (var named : root.properties()) {
            String name = named.getKey();
            if (name.equals("__metadata__")) {
                continue;
            }
            JsonNode node = named.getValue();
            long[] shape = longs(file, name, node.path("shape"));
            long[] place = longs(file, name, node.path("data_offsets"));
            if (!node.path("dtype").asString("").equals("F32")) {
                throw bad(file, "tensor '%s' is %s, expected F32".formatted(name, node.path("dtype")));
            }
            long end = offset + bytes(file, name, shape, bodyBytes);
            if (place.length != 2 || place[0] != offset || place[1] != end || end > bodyBytes) {
                throw bad(
                        file,
                        "tensor '%s' lies at %s, expected [%d,%d]"
                                .formatted(name, node.path("data_offsets"), offset, end));
            }
            tensors.put(
                    name,
                    new Entry(shape, readExactly(in, file, (int) (end - offset)).array()));
            offset = end;
        }
        if (offset != bodyBytes) {
            throw bad(file, "has %d bytes behind the last tensor".formatted(bodyBytes - offset));
        }
        return tensors;
    }

    private static long[] longs(Path file, String name, JsonNode array) {
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = array.get(i);
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
                throw bad(file, "tensor '%s' has %s where a whole number is expected".formatted(name, value));
            }
            values[i] = value.asLong();
        }
        if (!array.isArray()) {
            throw bad(file, "tensor '%s' lacks its shape or its place".formatted(name));
        }
        return values;
    }

    private static long bytes(Path file, String name, long[] shape, long bodyBytes) {
        try {
            long product = Float.BYTES;
            for (long axis : shape) {
                product = Math.multiplyExact(product, axis);
            }
            if (product > bodyBytes || product > Integer.MAX_VALUE - 8) {
                throw bad(file, "tensor '%s' claims %d bytes of the file's %d".formatted(name, product, bodyBytes));
            }
            return product;
        } catch (ArithmeticException e) {
            throw new UserException(Kind.CHECKPOINT, "%s: tensor '%s' is too large".formatted(file, name), e);
        }
    }

    private static ByteBuffer readExactly(FileChannel in, Path file, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                throw bad(file, "ends early");
            }
        }
        return buffer.flip();
    }

    private static UserException bad(Path file, String reason) {
        return new UserException(Kind.CHECKPOINT, "%s: %s".formatted(file, reason));
    }
}
