package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.storage.Safetensors.Entry;
import dev.gannet.storage.SafetensorsRules.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    private final Safetensors format = new Safetensors();

    @TempDir
    private Path folder = Path.of("");

    private static SequencedMap<String, Entry> tensors() {
        SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
        tensors.put("conv1.weight", SafetensorsFiles.entry(2, 3, 4, 4));
        tensors.put("first.empty", SafetensorsFiles.entry(0));
        tensors.put("images-seen", SafetensorsFiles.entry());
        tensors.put("ema_2.bias", SafetensorsFiles.entry(5));
        tensors.put("deep", SafetensorsFiles.entry(1, 1, 1, 2, 1, 1, 1, 3));
        tensors.put("last.empty", SafetensorsFiles.entry(7, 0, 3));
        return tensors;
    }

    private SequencedMap<String, Entry> decode(byte[] file) throws IOException {
        return format.decode(new MemoryChannel(file), "x.safetensors");
    }

    private static void assertSame(SequencedMap<String, Entry> actual, SequencedMap<String, Entry> expected) {
        assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((name, entry) -> {
            Entry read = Objects.requireNonNull(actual.get(name));
            assertThat(read.shape()).as(name).isEqualTo(entry.shape());
            assertThat(read.bytes()).as(name).isEqualTo(entry.bytes());
        });
    }

    @Test
    void the_bytes_are_those_that_the_format_prescribes() throws IOException {
        SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
        tensors.put("b", new Entry(new long[] {2}, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        tensors.put("a", new Entry(new long[] {}, new byte[] {9, 10, 11, 12}));
        byte[] file = SafetensorsFiles.joined(format.encode(tensors, Map.of("format", "gannet")));
        String json = "{\"__metadata__\":{\"format\":\"gannet\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
        String header = json + " ".repeat(7 - (json.length() + 7) % 8);
        assertThat(file)
                .isEqualTo(ByteBuffer.allocate(8 + header.length() + 12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(header.length())
                        .put(header.getBytes(StandardCharsets.US_ASCII))
                        .put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
                        .array());
        assertSame(decode(file), tensors);
    }

    @Test
    void what_is_written_is_read_back() throws IOException {
        Path file = folder.resolve("x.safetensors");
        for (byte[] part : format.encode(tensors(), Map.of("format", "gannet", "note", "\"ü\"\n"))) {
            Files.write(file, part, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
        }
        try (var in = new RealDisk().read(file)) {
            assertSame(format.decode(in, file.toString()), tensors());
        }
        assertSame(
                decode(SafetensorsFiles.joined(format.encode(new LinkedHashMap<>(), Map.of()))), new LinkedHashMap<>());
    }

    @Test
    void what_is_written_keeps_the_rules_of_the_format() {
        byte[] file = SafetensorsFiles.joined(format.encode(tensors(), Map.of("format", "gannet")));
        List<Tensor> read = SafetensorsRules.read(file).orElseThrow();
        assertThat(read.stream().map(Tensor::name))
                .containsExactlyElementsOf(tensors().keySet());
        for (Tensor tensor : read) {
            Entry entry = Objects.requireNonNull(tensors().get(tensor.name()));
            assertThat(tensor.shape().stream().mapToLong(Long::longValue).toArray())
                    .isEqualTo(entry.shape());
            assertThat(Arrays.copyOfRange(file, tensor.begin(), tensor.end())).isEqualTo(entry.bytes());
        }
    }

    @Test
    void the_header_begins_with_a_brace_and_the_numbers_at_a_multiple_of_8() {
        for (int letters = 1; letters <= 16; letters++) { // all remainders of the length
            SequencedMap<String, Entry> one = new LinkedHashMap<>();
            one.put("n".repeat(letters), SafetensorsFiles.entry(1));
            byte[] file = SafetensorsFiles.joined(format.encode(one, Map.of()));
            assertThat(file[8]).isEqualTo((byte) '{');
            assertThat((file.length - 4) % 8).isZero();
            assertThat(SafetensorsRules.read(file)).isPresent();
        }
    }

    @Test
    void legal_files_of_others_are_read() throws IOException {
        for (byte[] file : SafetensorsFiles.legal()) {
            List<String> names = SafetensorsRules.read(file).orElseThrow().stream()
                    .map(Tensor::name)
                    .toList();
            assertThat(decode(file).keySet()).containsExactlyElementsOf(names);
        }
    }

    @Test
    void numbers_that_are_not_finite_are_read_as_they_are() throws IOException {
        byte[] numbers = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x7fc00000) // NaN
                .putInt(0xff800000) // -Infinity
                .putInt(0x7f800001) // a NaN that signals
                .putInt(0x80000000) // -0
                .array();
        SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
        tensors.put("a", new Entry(new long[] {4}, numbers));
        assertSame(decode(SafetensorsFiles.joined(format.encode(tensors, Map.of()))), tensors);
    }

    @Test
    void as_many_tensors_as_are_allowed_are_read() throws IOException {
        assertManyAreRead();
    }

    private void assertManyAreRead() throws IOException {
        SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
        for (int i = 0; i < SafetensorsHeader.MOST_TENSORS; i++) {
            tensors.put("t" + i, SafetensorsFiles.entry(0));
        }
        assertThat(decode(SafetensorsFiles.joined(format.encode(tensors, Map.of()))))
                .hasSize(65_536);
    }

    /** A parser that keeps a table of names over several files can be spoilt by one of them. */
    @Test
    void names_that_collide_in_a_hash_table_are_read_and_spoil_nothing() throws IOException {
        for (String[] pair : new String[][] {{"ab", "bA"}, {"Aa", "BB"}}) { // for factors of 33 and of 31
            SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
            for (int i = 0; i < 4_096; i++) {
                StringBuilder name = new StringBuilder();
                for (int bit = 0; bit < 12; bit++) {
                    name.append(pair[i >> bit & 1]);
                }
                tensors.put(name.toString(), SafetensorsFiles.entry(0));
            }
            assertSame(decode(SafetensorsFiles.joined(format.encode(tensors, Map.of()))), tensors);
        }
        assertManyAreRead();
    }

    @Test
    void a_tensor_whose_shape_and_bytes_disagree_is_a_mistake_of_ours() {
        assertThatThrownBy(() -> new Entry(new long[] {3}, new byte[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("got 8 bytes for 3 numbers");
        assertThatThrownBy(() -> new Entry(new long[] {-1, -2}, new byte[8]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("got an axis of -1");
        assertThatThrownBy(() -> new Entry(new long[] {1L << 62}, new byte[0])) // 2^64 bytes are none, in a long
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Entry(new long[] {1L << 40, 1L << 40}, new byte[0]))
                .isInstanceOf(ArithmeticException.class);
    }
}
