package dev.gannet.storage;

import static dev.gannet.storage.Refusals.LEGAL;
import static dev.gannet.storage.Refusals.LEGAL_TENSOR;
import static dev.gannet.storage.Refusals.refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that say something impossible of a tensor: its name, its type, its shape, its place. Each with the reason that the user sees. */
class MalformedTensorsTest {
    // Names

    @ParameterizedTest
    @ValueSource(strings = {"", "../a", "/a", "a/b", "a\\\\b", "a\\u0000b", "a b", "ü", "a\\n", "C:", "a\\u202eb", "*"})
    void a_name_that_is_no_plain_word(String name) {
        refused(
                SafetensorsFiles.file(LEGAL.replace("'a'", "'" + name + "'"), 8),
                "has a tensor whose name is not 1 to 256 letters, digits, '.', '_' and '-'");
    }

    @Test
    void a_name_that_is_too_long() {
        refused(
                SafetensorsFiles.file(LEGAL.replace("'a'", "'" + "a".repeat(257) + "'"), 8),
                "has a tensor whose name is not 1 to 256 letters, digits, '.', '_' and '-'");
        refused(
                SafetensorsFiles.file(LEGAL.replace("'a'", "'" + "a".repeat(1_000_000) + "'"), 8),
                "has a broken header: Name length exceeds the maximum allowed (50000, from `StreamReadConstraints.getMaxNameLength()`)");
    }

    @Test
    void too_many_tensors() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i <= 65_536; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("'t%d':{'dtype':'F32','shape':[0],'data_offsets':[0,0]}".formatted(i));
        }
        byte[] file = SafetensorsFiles.file(header + "}", 0);
        refused(new MemoryChannel(file), "has more than 65536 tensors", 128L << 20); // most of it garbage at once
    }

    // Tensors

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    null | is not described by a JSON object
                    [2] | is not described by a JSON object
                    {} | lacks its dtype, its shape or its two offsets
                    {'shape':[2],'data_offsets':[0,8]} | lacks its dtype, its shape or its two offsets
                    {'dtype':'F32','data_offsets':[0,8]} | lacks its dtype, its shape or its two offsets
                    {'dtype':'F32','shape':[2]} | lacks its dtype, its shape or its two offsets
                    {'dtype':'F32','shape':[2],'data_offsets':[8]} | lacks its dtype, its shape or its two offsets
                    {'dtype':'F32','shape':[2],'data_offsets':[]} | lacks its dtype, its shape or its two offsets
                    {'dtype':'F32','shape':[2],'data_offsets':[0,8,8]} | has a list of more than 2 numbers
                    {'dtype':'F32','shape':[1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]} | has a list of more than 8 numbers
                    {'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':1} | has a key that the format does not know
                    {'dtype':'F64','shape':[1],'data_offsets':[0,8]} | is of another dtype, expected F32
                    {'dtype':'F16','shape':[4],'data_offsets':[0,8]} | is of another dtype, expected F32
                    {'dtype':'F4','shape':[1],'data_offsets':[0,8]} | is of another dtype, expected F32
                    {'dtype':'f32','shape':[2],'data_offsets':[0,8]} | is of another dtype, expected F32
                    {'dtype':'X','shape':[2],'data_offsets':[0,8]} | is of another dtype, expected F32
                    {'dtype':null,'shape':[2],'data_offsets':[0,8]} | is of another dtype, expected F32
                    {'dtype':['F32'],'shape':[2],'data_offsets':[0,8]} | is of another dtype, expected F32
                    {'dtype':'F32','shape':'2','data_offsets':[0,8]} | has no list where one is expected
                    {'dtype':'F32','shape':2,'data_offsets':[0,8]} | has no list where one is expected
                    {'dtype':'F32','shape':null,'data_offsets':[0,8]} | has no list where one is expected
                    {'dtype':'F32','shape':[2],'data_offsets':{'0':8}} | has no list where one is expected
                    """)
    void a_tensor_that_is_not_described_as_the_format_wants(String tensor, String reason) {
        refused(SafetensorsFiles.file("{'a':" + tensor + "}", 8), "tensor 'a' " + reason);
    }

    @Test
    void a_name_twice() {
        refused(
                SafetensorsFiles.file("{" + LEGAL_TENSOR + "," + LEGAL_TENSOR + "}", 8),
                "has a broken header: Duplicate Object property \"a\"");
        refused(
                SafetensorsFiles.file("{" + LEGAL_TENSOR + "," + LEGAL_TENSOR.replace("'a'", "'\\u0061'") + "}", 8),
                "has a broken header: Duplicate Object property \"a\"");
        refused(
                SafetensorsFiles.file(LEGAL.replace("'shape'", "'dtype':'F32','shape'"), 8),
                "has a broken header: Duplicate Object property \"dtype\"");
        refused(
                SafetensorsFiles.file(LEGAL.replace("'dtype'", "'shape':[1],'dtype'"), 8),
                "has a broken header: Duplicate Object property \"shape\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    -2 | tensor 'a' has something else where a whole number is expected
                    -0 | tensor 'a' has something else where a whole number is expected
                    2.0 | tensor 'a' has something else where a whole number is expected
                    2e0 | tensor 'a' has something else where a whole number is expected
                    1e400 | tensor 'a' has something else where a whole number is expected
                    '2' | tensor 'a' has something else where a whole number is expected
                    null | tensor 'a' has something else where a whole number is expected
                    true | tensor 'a' has something else where a whole number is expected
                    [2] | tensor 'a' has something else where a whole number is expected
                    02 | has a broken header: Invalid numeric value: Leading zeroes not allowed
                    +2 | has a broken header: Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have plus signs: enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow
                    .2 | has a broken header: Unexpected character ('.' (code 46)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
                    0x2 | has a broken header: Unexpected character ('x' (code 120)): hexadecimal number literals require enabling `JsonReadFeature.ALLOW_HEXADECIMAL_NUMBERS`
                    2, | has a broken header: Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
                    536870910 | tensor 'a' is too large
                    281474976710656 | tensor 'a' is too large
                    4611686018427387904 | tensor 'a' is too large
                    4611686018427387906 | tensor 'a' is too large
                    9223372036854775807 | tensor 'a' is too large
                    9223372036854775808 | tensor 'a' is too large
                    18446744073709551618 | tensor 'a' is too large
                    65536,65536 | tensor 'a' is too large
                    4294967296,4294967296,2 | tensor 'a' is too large
                    4611686018427387904,0 | tensor 'a' is too large
                    1 | tensor 'a' lies at [0,8], expected 4 bytes
                    3 | tensor 'a' lies at [0,8], expected 12 bytes
                    0 | tensor 'a' lies at [0,8], expected 0 bytes
                    0,4611686018427387904 | tensor 'a' lies at [0,8], expected 0 bytes
                    536870909 | tensor 'a' lies at [0,8], expected 2147483636 bytes
                    ``  | tensor 'a' lies at [0,8], expected 4 bytes
                    """)
    void a_shape_that_cannot_be(String axes, String reason) {
        refused(SafetensorsFiles.file(LEGAL.replace("[2]", "[" + axes + "]"), 8), reason);
    }

    @Test
    void a_number_of_a_million_digits() {
        refused(
                SafetensorsFiles.file(LEGAL.replace("[2]", "[" + "9".repeat(1_000) + "]"), 8),
                "tensor 'a' is too large");
        refused(
                SafetensorsFiles.file(LEGAL.replace("[2]", "[" + "9".repeat(1_000_000) + "]"), 8),
                "has a broken header: Number value length exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNumberLength()`)");
    }

    // Places

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    8,0 | 8 | tensor 'a' lies at [8,0], expected 8 bytes
                    0,4 | 4 | tensor 'a' lies at [0,4], expected 8 bytes
                    0,9223372036854775807 | 8 | tensor 'a' lies at [0,9223372036854775807], expected 8 bytes
                    9223372036854775807,7 | 8 | tensor 'a' lies at [9223372036854775807,7], expected 8 bytes
                    0,18446744073709551616 | 8 | tensor 'a' is too large
                    4,12 | 12 | tensor 'a' begins at 4, expected 0: a gap or an overlap
                    8,16 | 16 | tensor 'a' begins at 8, expected 0: a gap or an overlap
                    9223372036854775799,9223372036854775807 | 8 | tensor 'a' begins at 9223372036854775799, expected 0: a gap or an overlap
                    0,8 | 0 | has 0 bytes of numbers, expected 8
                    0,8 | 7 | has 7 bytes of numbers, expected 8
                    0,8 | 9 | has 9 bytes of numbers, expected 8
                    0,8 | 16 | has 16 bytes of numbers, expected 8
                    """)
    void a_place_that_cannot_be(String offsets, int bodyBytes, String reason) {
        refused(SafetensorsFiles.file(LEGAL.replace("0,8", offsets), bodyBytes), reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0,8 | tensor 'b' begins at 0, expected 8: a gap or an overlap
                    4,12 | tensor 'b' begins at 4, expected 8: a gap or an overlap
                    7,15 | tensor 'b' begins at 7, expected 8: a gap or an overlap
                    9,17 | tensor 'b' begins at 9, expected 8: a gap or an overlap
                    12,20 | tensor 'b' begins at 12, expected 8: a gap or an overlap
                    """)
    void a_second_tensor_with_a_gap_or_an_overlap(String offsets, String reason) {
        String second = LEGAL_TENSOR.replace("'a'", "'b'").replace("0,8", offsets);
        refused(SafetensorsFiles.file("{" + LEGAL_TENSOR + "," + second + "}", 16), reason);
        refused(
                SafetensorsFiles.file("{" + second + "," + LEGAL_TENSOR + "}", 16),
                reason.replace("'b' begins at 0", "'a' begins at 0"));
    }

    @Test
    void numbers_without_a_tensor() {
        refused(SafetensorsFiles.file("{}", 4), "has 4 bytes of numbers, expected 0");
        refused(
                SafetensorsFiles.file(LEGAL.replace("[2]", "[0]").replace("[0,8]", "[4,4]"), 4),
                "tensor 'a' begins at 4, expected 0: a gap or an overlap");
    }

    /** A small file whose tensors all lie on the same bytes would grow beyond all bounds. */
    @Test
    void many_tensors_on_the_same_bytes() {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 10_000; i++) {
            header.append("'t%05d':{'dtype':'F32','shape':[262144],'data_offsets':[0,1048576]},".formatted(i));
        }
        header.setCharAt(header.length() - 1, '}');
        refused(
                SafetensorsFiles.file(header.toString(), 1 << 20),
                "tensor 't00001' begins at 0, expected 1048576: a gap or an overlap");
    }
}
