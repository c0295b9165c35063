package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Faults;
import dev.gannet.storage.Manifest.About;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever bit of a checkpoint changes, wherever a file ends too early: it shows, and the one before stays good. */
class BitFlipTest {
    private static final Path FOLDER = Path.of("/checkpoints");
    private static final String HEADER = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1024],\"data_offsets\":[0,4096]}}      ";
    private static final int BODY = 4096;

    private final FaultDisk disk = new FaultDisk();
    private final CheckpointStore store = new CheckpointStore(disk, FOLDER, new Retention(2), Duration.ZERO);
    private final SequencedMap<String, List<byte[]>> files = new LinkedHashMap<>();
    private final List<Manifest> saved = new ArrayList<>();
    private long looks;

    @BeforeEach
    void saveTwo() throws IOException {
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        byte[] length = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array();
        byte[] body = new byte[BODY];
        new Random(1).nextBytes(body);
        files.put("generator.safetensors", List.of(length, header, body));
        files.put("state.json", List.of("{\"step\":2,\"images\":128,\"seed\":7}\n".getBytes(StandardCharsets.UTF_8)));
        saved.add(store.save(about(1), files));
        saved.add(store.save(about(2), files));
    }

    private static About about(long step) {
        return new About("0.1.0-test", step, true, Optional.of(12.5), Optional.of("0".repeat(64)));
    }

    private void assertFlipsShow(String name, int[] bits) throws IOException {
        Path file = store.at(2).resolve(name);
        byte[] good = disk.rawContent(file);
        for (int bit : bits) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << (bit % 8));
            disk.setRawContent(file, bad);
            assertDamaged("%s: bit %d of byte %d".formatted(name, bit % 8, bit / 8));
        }
        disk.setRawContent(file, good);
        assertThat(store.verify(2)).isInstanceOf(Verdict.Intact.class);
    }

    private void assertDamaged(String change) throws IOException {
        looks++;
        Verdict changed = store.verify(2);
        Optional<Manifest> manifest = store.manifest(2);
        if (manifest.isPresent() && !manifest.get().equals(saved.getLast())) {
            throw new AssertionError("%s: gives %s".formatted(change, manifest));
        }
        if (!(changed instanceof Verdict.Damaged)) { // the message is made only when it is needed: there are many flips
            throw new AssertionError("%s: looks %s".formatted(change, changed));
        }
        if (!Samples.holds(store, 1, files)) {
            throw new AssertionError("%s: has harmed the checkpoint before".formatted(change));
        }
    }

    private int bits(String name) throws IOException {
        return Math.toIntExact(8L * disk.rawContent(store.at(2).resolve(name)).length);
    }

    private static int[] all(int from, int to) {
        int[] bits = new int[to - from];
        Arrays.setAll(bits, i -> from + i);
        return bits;
    }

    @Test
    void every_bit_of_the_manifest() throws IOException {
        assertFlipsShow(Manifest.NAME, all(0, bits(Manifest.NAME)));
        assertThat(looks).isGreaterThan(4000);
    }

    @Test
    void every_bit_of_the_state() throws IOException {
        assertFlipsShow("state.json", all(0, bits("state.json")));
    }

    @Test
    void every_bit_of_the_header_of_tensors() throws IOException {
        assertFlipsShow("generator.safetensors", all(0, 8 * (Long.BYTES + HEADER.length())));
    }

    @Test
    void many_bits_of_tensors() throws IOException {
        int start = 8 * (Long.BYTES + HEADER.length());
        int[] bits = new Random(2)
                .ints(Faults.amount(5_000, 100_000), start, bits("generator.safetensors"))
                .toArray();
        assertFlipsShow("generator.safetensors", bits);
    }

    @Test
    void every_length_that_is_too_short_or_too_long() throws IOException {
        for (String name : List.of(Manifest.NAME, "state.json", "generator.safetensors")) {
            Path file = store.at(2).resolve(name);
            byte[] good = disk.rawContent(file);
            for (int length = 0; length <= good.length + 10; length++) {
                if (length != good.length) {
                    disk.setRawContent(file, Arrays.copyOf(good, length));
                    assertDamaged("%s: %d bytes".formatted(name, length));
                }
            }
            disk.setRawContent(file, good);
        }
        assertThat(store.verify(2)).isInstanceOf(Verdict.Intact.class);
    }
}
