package dev.gannet.storage;

import dev.gannet.storage.Manifest.About;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;

/** Small checkpoints, each decided by a seed. */
final class Samples {
    private Samples() {}

    /** A healthy one without a score. */
    static About about(long step) {
        return new About("0.1.0-test", step, true, Optional.empty(), Optional.empty());
    }

    /** Three files: one of several sectors in two parts, one of at most one sector, and a line of JSON. */
    static SequencedMap<String, List<byte[]>> files(long seed) {
        Random random = new Random(seed);
        SequencedMap<String, List<byte[]>> files = new LinkedHashMap<>();
        files.put("generator.safetensors", List.of(bytes(random, 8), bytes(random, 600 + random.nextInt(2000))));
        files.put("optimizer.safetensors", List.of(bytes(random, random.nextInt(512))));
        files.put("state.json", List.of("{\"seed\":%d}%n".formatted(seed).getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** What a checkpoint's file holds. */
    static byte[] read(CheckpointStore store, long step, String name) throws IOException {
        try (SeekableByteChannel in = store.read(step, name)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) in.size());
            while (buffer.hasRemaining() && in.read(buffer) >= 0) {}
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }

    /** Whether a checkpoint is intact and holds exactly these files. */
    static boolean holds(CheckpointStore store, long step, Map<String, List<byte[]>> files) throws IOException {
        if (!(store.verify(step) instanceof Verdict.Intact(Manifest manifest))
                || manifest.files().size() != files.size()) {
            return false;
        }
        for (var file : files.entrySet()) {
            if (!Arrays.equals(read(store, step, file.getKey()), joined(file.getValue()))) {
                return false;
            }
        }
        return true;
    }

    static byte[] joined(List<byte[]> parts) {
        ByteBuffer joined =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(joined::put);
        return joined.array();
    }
}
