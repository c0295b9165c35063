package dev.gannet.storage;

import dev.gannet.storage.Safetensors.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Makes the bytes of safetensors files, legal or not, for tests. */
final class SafetensorsFiles {
    private SafetensorsFiles() {}

    /** A file whose length field is right; {@code '} in the header stands for the double quote. */
    static byte[] file(String header, int bodyBytes) {
        return file(header.replace('\'', '"').getBytes(StandardCharsets.UTF_8), numbers(bodyBytes));
    }

    /** A file whose length field is right. */
    static byte[] file(byte[] header, byte[] body) {
        return file(header.length, header, body);
    }

    /** A file with the given length field. */
    static byte[] file(long length, byte[] header, byte[] body) {
        return ByteBuffer.allocate(Long.BYTES + header.length + body.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(body)
                .array();
    }

    /** Bytes of which neighbours differ. */
    static byte[] numbers(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }

    /** A tensor of the given shape. */
    static Entry entry(long... shape) {
        int bytes = Float.BYTES;
        for (long axis : shape) {
            bytes = Math.toIntExact(bytes * axis);
        }
        return new Entry(shape, numbers(bytes));
    }

    /** The parts of {@link Safetensors#encode} in one piece. */
    static byte[] joined(List<byte[]> parts) {
        ByteBuffer all =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(all::put);
        return all.array();
    }

    /** Small legal files that differ in what they use of the format. */
    static List<byte[]> legal() {
        SequencedMap<String, Entry> net = new LinkedHashMap<>();
        net.put("conv1.weight", entry(2, 3, 1, 1));
        net.put("conv1.bias", entry(2));
        net.put("step", entry());
        net.put("empty", entry(0, 5));
        byte[] ours = joined(new Safetensors().encode(net, Map.of("format", "gannet")));
        return List.of(
                ours,
                file("{}", 0),
                file(" {'__metadata__':{}} ", 0),
                file("{'a':{'dtype':'F32','shape':[],'data_offsets':[0,4]}}", 4),
                file("{'a':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}}", 0),
                file(
                        "{'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]},"
                                + "'a':{'data_offsets':[0,4],'shape':[1],'dtype':'F32'}}",
                        12),
                file(
                        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1],'data_offsets':[0,4]},"
                                + "'__metadata__':{'k':'v\\u00e9\\n','ü':'{}[]'}}\n",
                        4),
                file(
                        "{'a':{'dtype':'F32','shape':[2,1],'data_offsets':[0,8]},"
                                + "'b':{'dtype':'F32','shape':[2,0],'data_offsets':[8,8]},"
                                + "'c':{'dtype':'F32','shape':[1,2],'data_offsets':[8,16]}}",
                        16));
    }
}
