package dev.gannet.storage;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format, float32 only: 8 bytes with the header's length N (little-endian), N bytes of JSON that give every
 * tensor's dtype, shape and place, then the numbers, without gaps. Opens in Python's safetensors. Written by hand because
 * no Java library for it is kept up. What it refuses beyond the format's rules: other dtypes, names that are no plain words,
 * more than 65,536 tensors, headers above 8 MB.
 */
public final class Safetensors {
    private static final int MOST_HEADER_BYTES = 8_000_000; // the reference reader takes 100,000,000
    private static final int ALIGNMENT = 8;

    private final JsonMapper mapper = JsonMapper.builder().build();

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
                if (axis < 0) {
                    throw new IllegalArgumentException("got an axis of " + axis);
                }
                numbers = Math.multiplyExact(numbers, axis);
            }
            if (bytes.length != Math.multiplyExact(numbers, Float.BYTES)) {
                throw new IllegalArgumentException("got %d bytes for %d numbers".formatted(bytes.length, numbers));
            }
        }
    }

    /** A file's content, in parts that share the tensors' bytes. */
    public List<byte[]> encode(SequencedMap<String, Entry> tensors, Map<String, String> metadata) {
        byte[] header = header(tensors, metadata);
        List<byte[]> parts = new ArrayList<>();
        parts.add(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        parts.add(header);
        tensors.values().forEach(entry -> parts.add(entry.bytes()));
        return parts;
    }

    private byte[] header(SequencedMap<String, Entry> tensors, Map<String, String> metadata) {
        ObjectNode root = mapper.createObjectNode();
        ObjectNode notes = root.putObject(SafetensorsHeader.METADATA);
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
     * @param in at its beginning
     * @param where the file's name, for errors
     * @return tensors by name, in the order of their places
     * @throws UserException (checkpoint) with the reason, if the file breaks a rule of the format
     * @throws IOException if it cannot be read
     */
    public SequencedMap<String, Entry> decode(SeekableByteChannel in, String where) throws IOException {
        long size = in.size();
        if (size < Long.BYTES) {
            throw bad(where, "is %d bytes long, too short for a header".formatted(size));
        }
        long length = exactly(in, where, Long.BYTES).getLong();
        if (length < 2 || length > MOST_HEADER_BYTES || Long.BYTES + length > size) {
            throw bad(
                    where,
                    "claims a header of %s bytes in a file of %d".formatted(Long.toUnsignedString(length), size));
        }
        List<SafetensorsHeader.Place> places =
                SafetensorsHeader.parse(exactly(in, where, (int) length).array(), where);
        SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Place place : SafetensorsHeader.inOrder(places, size - Long.BYTES - length, where)) {
            byte[] bytes = exactly(in, where, Math.toIntExact(place.end() - place.begin()))
                    .array();
            tensors.put(place.name(), new Entry(place.shape(), bytes));
        }
        return tensors;
    }

    private static ByteBuffer exactly(SeekableByteChannel in, String where, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (in.read(buffer) < 0) {
                throw bad(where, "ends early");
            }
        }
        return buffer.flip();
    }

    static UserException bad(String where, String reason) {
        return new UserException(Kind.CHECKPOINT, "%s: %s".formatted(where, reason));
    }
}
