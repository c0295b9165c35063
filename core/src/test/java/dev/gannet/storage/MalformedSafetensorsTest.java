package dev.gannet.storage;

import static dev.gannet.storage.Refusals.LEGAL;
import static dev.gannet.storage.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that break a rule of the format's frame: the length, the text of the header, its metadata; and what is no file. Each
 * with the reason that the user sees.
 */
class MalformedSafetensorsTest {
    @TempDir
    private Path folder = Path.of("");

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    // Lengths

    @Test
    void the_frame_of_these_tests_is_legal() throws IOException {
        assertThat(new Safetensors().decode(new MemoryChannel(SafetensorsFiles.file(LEGAL, 8)), ""))
                .containsOnlyKeys("a");
    }

    @Test
    void a_file_that_is_cut_anywhere() {
        byte[] file = SafetensorsFiles.file(LEGAL, 8);
        for (int size = 0; size < file.length; size++) {
            String reason;
            if (size < 8) {
                reason = "is %d bytes long, too short for a header".formatted(size);
            } else if (size < 8 + LEGAL.length()) {
                reason = "claims a header of %d bytes in a file of %d".formatted(LEGAL.length(), size);
            } else {
                reason = "has %d bytes of numbers, expected 8".formatted(size - 8 - LEGAL.length());
            }
            refused(Arrays.copyOf(file, size), reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "63, 63", // one more than the file holds
        "25000001, 25000001",
        "100000001, 100000001",
        "4294967350, 4294967350", // 2^32 + 54
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, 9223372036854775808",
        "-8, 18446744073709551608", // 8 more are none
        "-1, 18446744073709551615"
    })
    void a_length_that_cannot_be(long length, String claimed) {
        byte[] file = SafetensorsFiles.file(length, bytes(LEGAL), SafetensorsFiles.numbers(8));
        refused(file, "claims a header of %s bytes in a file of 70".formatted(claimed));
    }

    @ParameterizedTest
    @CsvSource({"25000001", "60000000", "100000001"}) // 10^6 tensors have at least 50 bytes each
    void a_header_that_is_too_long_even_if_the_file_holds_it(long length) {
        byte[] file = SafetensorsFiles.file(length, bytes(LEGAL), SafetensorsFiles.numbers(8));
        refused(
                new MemoryChannel(file, 1L << 40),
                "claims a header of %d bytes in a file of 1099511627776".formatted(length));
    }

    @Test
    void a_file_that_becomes_shorter_while_it_is_read() {
        byte[] file = SafetensorsFiles.file(LEGAL, 8);
        refused(new MemoryChannel(Arrays.copyOf(file, 7), file.length), "ends early");
        refused(new MemoryChannel(Arrays.copyOf(file, 50), file.length), "ends early");
        refused(new MemoryChannel(Arrays.copyOf(file, file.length - 1), file.length), "ends early");
    }

    // Text

    @Test
    void a_header_that_is_not_utf_8() {
        String reason = "has a header that is not UTF-8";
        byte[] latin1 = "{\"__metadata__\":{\"k\":\"\u00fc\"}}".getBytes(StandardCharsets.ISO_8859_1);
        refused(SafetensorsFiles.file(latin1, new byte[0]), reason);
        byte[] overlong = {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'}; // a slash in two bytes
        refused(SafetensorsFiles.file(overlong, new byte[0]), reason);
        byte[] surrogate = {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'};
        refused(SafetensorsFiles.file(surrogate, new byte[0]), reason);
        byte[] cut = {'{', '}', (byte) 0xe2, (byte) 0x82};
        refused(SafetensorsFiles.file(cut, new byte[0]), reason);
    }

    @Test
    void a_header_in_another_encoding() {
        String anyValue =
                "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
        refused(
                SafetensorsFiles.file("\ufeff" + LEGAL, 8),
                "has a broken header: Unexpected character ('?' (code 65279 / 0xfeff)): " + anyValue);
        refused(
                SafetensorsFiles.file("{}".getBytes(StandardCharsets.UTF_16LE), new byte[0]),
                "has a broken header: Illegal character ((CTRL-CHAR, code 0)): only regular white space (\\r, \\n, \\t) is allowed between tokens");
        refused(
                SafetensorsFiles.file("{}".getBytes(StandardCharsets.UTF_16BE), new byte[0]),
                "has a broken header: Illegal character ((CTRL-CHAR, code 0)): only regular white space (\\r, \\n, \\t) is allowed between tokens");
        refused(
                SafetensorsFiles.file("{}\0", 0),
                "has a broken header: Illegal character ((CTRL-CHAR, code 0)): only regular white space (\\r, \\n, \\t) is allowed between tokens");
    }

    @Test
    void a_message_stays_one_short_line_of_plain_text() {
        refused(
                SafetensorsFiles.file("{'a':tru\u001bc}", 0),
                "has a broken header: Unrecognized token 'tru?c': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
        refused(
                SafetensorsFiles.file("{'__metadata__':{'\\u001b[2J\\n':'','\\u001b[2J\\n':''}}", 0),
                "has a broken header: Duplicate Object property \"?[2J?\"");
        String name = "n".repeat(40_000);
        refused(
                SafetensorsFiles.file("{'__metadata__':{'%s':'','%1$s':''}}".formatted(name), 0),
                "has a broken header: Duplicate Object property \"" + "n".repeat(273));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `  `               | has a header that is not a JSON object
                    []                 | has a header that is not a JSON object
                    [{}]               | has a header that is not a JSON object
                    null               | has a header that is not a JSON object
                    'a'                | has a header that is not a JSON object
                    12                 | has a header that is not a JSON object
                    {}{}               | has a header with something behind its JSON object
                    {}1                | has a header with something behind its JSON object
                    {}}                | has a broken header: Unexpected close marker '}': no open Object to close
                    {} x               | has a broken header: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
                    {'__metadata__':{} | has a broken header: Unexpected end-of-input: expected close marker for Object (start marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); byte offset: #UNKNOWN])
                    {'a'               | has a broken header: Unexpected end-of-input within/between Object entries
                    {'a':              | has a broken header: Unexpected end-of-input within/between Object entries
                    {'a                | has a broken header: Unexpected end-of-input in property name
                    {'a':{             | has a broken header: Unexpected end-of-input: expected close marker for Object (start marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); byte offset: #UNKNOWN])
                    {a:1}              | has a broken header: Unexpected character ('a' (code 97)): was expecting double-quote to start property name
                    {'a':NaN}          | has a broken header: Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow
                    {/**/}             | has a broken header: Unexpected character ('/' (code 47)): maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)
                    {'__metadata__':{},} | has a broken header: Unexpected character ('}' (code 125)): was expecting double-quote to start property name
                    {'__metadata__':{'a':'\\x'}} | has a broken header: Unrecognized character escape 'x' (code 120)
                    {'__metadata__':{'\\ud800':''}} | has a broken header: Broken surrogate pair in property name: expected '\\' to start low surrogate, got 0x22
                    {'__metadata__':null} | has metadata that is not a JSON object
                    {'__metadata__':['a']} | has metadata that is not a JSON object
                    {'__metadata__':'a'} | has metadata that is not a JSON object
                    {'__metadata__':{'a':1}} | has metadata that is not text
                    {'__metadata__':{'a':null}} | has metadata that is not text
                    {'__metadata__':{'a':{}}} | has metadata that is not text
                    {'__metadata__':{'a':'b','a':'c'}} | has a broken header: Duplicate Object property "a"
                    {'__metadata__':{},'__metadata__':{}} | has a broken header: Duplicate Object property "__metadata__"
                    """)
    void a_header_that_is_not_the_json_of_the_format(String header, String reason) {
        refused(SafetensorsFiles.file(header, 0), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{'a':", "{'a':{'dtype':", "{'a':{'shape':[", "{'__metadata__':{'a':"})
    void a_header_that_is_10_000_levels_deep(String start) {
        String reason = switch (start) {
            case "[" -> "has a header that is not a JSON object";
            case "{'a':" -> "tensor 'a' is not described by a JSON object";
            case "{'a':{'dtype':" -> "tensor 'a' is of another dtype, expected F32";
            case "{'a':{'shape':[" -> "tensor 'a' has something else where a whole number is expected";
            default -> "has metadata that is not text";
        };
        refused(SafetensorsFiles.file(start + "[".repeat(10_000), 0), reason);
    }

    // What is no file

    @Test
    void a_folder() throws IOException {
        notRegular(Files.createDirectory(folder.resolve("x.safetensors")));
    }

    @Test
    void a_pipe_does_not_block() throws IOException, InterruptedException {
        Path pipe = folder.resolve("x.safetensors");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "needs mkfifo");
        assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString())
                        .start()
                        .waitFor())
                .isZero();
        notRegular(pipe);
    }

    @Test
    void a_device_that_never_ends() throws IOException {
        Path zeros = Path.of("/dev/zero");
        assumeTrue(Files.exists(zeros), "needs /dev/zero");
        notRegular(zeros);
        Path link = Files.createSymbolicLink(folder.resolve("x.safetensors"), zeros);
        notRegular(link);
        Files.delete(link);
    }

    private static void notRegular(Path path) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> new RealDisk().read(path).close())
                        .isInstanceOf(FileSystemException.class)
                        .hasMessage(path + ": is not a regular file"));
    }
}
