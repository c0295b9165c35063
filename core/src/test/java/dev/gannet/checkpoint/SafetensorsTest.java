package dev.gannet.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.checkpoint.Safetensors.Entry;
import dev.gannet.config.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
    private final Safetensors format = new Safetensors();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_bytes_are_those_that_the_format_prescribes() throws IOException {
        SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
        tensors.put("b", new Entry(new long[] {2}, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        tensors.put("a", new Entry(new long[] {}, new byte[] {9, 10, 11, 12}));
        Path file = folder.resolve("x.safetensors");
        format.write(file, tensors, Map.of("format", "gannet"));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) bytes.getLong()];
        bytes.get(header);
        assertThat(header.length % 8).isZero();
        assertThat(new String(header, StandardCharsets.UTF_8).strip())
                .isEqualTo("{\"__metadata__\":{\"format\":\"gannet\"},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}");
        assertThat(bytes.remaining()).isEqualTo(12);
        assertThat(bytes.get()).isEqualTo((byte) 1);

        SequencedMap<String, Entry> back = format.read(file);
        assertThat(back.keySet()).containsExactly("b", "a");
        tensors.forEach((name, entry) -> {
            Entry read = Objects.requireNonNull(back.get(name));
            assertThat(read.shape()).isEqualTo(entry.shape());
            assertThat(read.bytes()).isEqualTo(entry.bytes());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]}} | 8 | tensor 'a' is \"F16\", expected F32",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}} | 12 | tensor 'a' lies at [4,12], expected [0,8]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | 8 | tensor 'a' lies at [8,0], expected [0,8]",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 9 | has 1 bytes behind the last tensor",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | 4 | tensor 'a' claims 8 bytes of the file's 4",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | 8 | tensor 'a' has -2 where a whole number is expected",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}} | 8 | tensor 'a' has 2.0 where a whole number is expected",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,8]}} | 8 | tensor 'a' is too large",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":\"2\",\"data_offsets\":[0,8]}} | 8 | tensor 'a' lacks its shape or its place",
                "[1] | 0 | has a header that is not a JSON object"
            })
    void broken_files_say_what_is_wrong(String header, int bodyBytes, String reason) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        refused(
                ByteBuffer.allocate(8 + json.length + bodyBytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array(),
                reason);
    }

    @Test
    void broken_lengths_say_what_is_wrong() throws IOException {
        refused(new byte[5], "is 5 bytes long, too short for a header");
        refused(new byte[8], "claims a header of 0 bytes in a file of 8");
        byte[] huge = {-1, -1, -1, -1, -1, -1, -1, -1, 0};
        refused(huge, "claims a header of 18446744073709551615 bytes in a file of 9");
        byte[] long1 = {2, 0, 0, 0, 0, 0, 0, (byte) 0x80, 0, 0};
        refused(long1, "claims a header of 9223372036854775810 bytes in a file of 10");
    }

    private void refused(byte[] content, String reason) throws IOException {
        Path file = Files.write(folder.resolve("broken.safetensors"), content);
        assertThatThrownBy(() -> format.read(file))
                .isInstanceOf(UserException.class)
                .hasMessage(file + ": " + reason);
    }
}
