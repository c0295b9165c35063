package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.Faults;
import dev.gannet.config.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PickleTest {
    private static final String FOREIGN =
            " is not one that CIFAR's batches use; Gannet reads no other pickles (they can run code)";

    private static PickleBytes pickle() {
        return new PickleBytes();
    }

    private static Map<String, Value> dict(byte[] pickle) {
        return ((Value.Dict) Pickle.read("f", pickle)).entries();
    }

    private static Value of(Map<String, Value> dict, String key) {
        return Optional.ofNullable(dict.get(key)).orElseThrow();
    }

    private static List<Object> plain(Value value) {
        List<Object> plain = new ArrayList<>();
        for (Value item : ((Value.Items) value).values()) {
            plain.add(
                    switch (item) {
                        case Value.Whole(long number) -> number;
                        case Value.Bytes bytes -> bytes.text();
                        case Value.Flag(boolean on) -> on;
                        case Value.Nothing _ -> "None";
                        default -> throw new AssertionError("something else");
                    });
        }
        return plain;
    }

    private static void refused(byte[] pickle, String reason) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> Pickle.read("f", pickle))
                        .isInstanceOf(UserException.class)
                        .hasMessage("f: " + reason)
                        .extracting(e -> ((UserException) e).kind())
                        .isEqualTo(UserException.Kind.DATA));
    }

    private static void refused(PickleBytes pickle, String reason) {
        refused(pickle.bytes(), reason);
    }

    @Test
    void a_batch_as_cpickle_writes_it_is_read() {
        byte[] pixels = new byte[2 * 5];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (250 + i);
        }
        Map<String, Value> batch = dict(pickle().dict()
                .text("batch_label")
                .text("training batch 1 of 5")
                .text("labels")
                .numbers(List.of(6, 300))
                .text("data")
                .array(2, 5, pixels)
                .text("filenames")
                .texts(List.of("a.png", "b.png"))
                .end());
        assertThat(batch.keySet()).containsExactly("batch_label", "labels", "data", "filenames");
        assertThat(plain(of(batch, "labels"))).containsExactly(6L, 300L);
        assertThat(plain(of(batch, "filenames"))).containsExactly("a.png", "b.png");
        assertThat(((Value.Bytes) of(batch, "batch_label")).text()).isEqualTo("training batch 1 of 5");
        Value.Content content = ((Value.Array) of(batch, "data")).content().orElseThrow();
        assertThat(content.rows()).isEqualTo(2);
        assertThat(content.columns()).isEqualTo(5);
        Value.Bytes bytes = content.bytes();
        assertThat(Arrays.copyOfRange(bytes.source(), bytes.from(), bytes.from() + bytes.length()))
                .isEqualTo(pixels);
    }

    @Test
    void numbers_have_their_signs_and_names_their_values() {
        Value all = Pickle.read(
                "f",
                pickle().op("](J")
                        .four(-2)
                        .op("K")
                        .raw(255)
                        .op("M")
                        .raw(0xff, 0xff)
                        .raw(0x8a, 0)
                        .raw(0x8a, 1, 0xff)
                        .raw(0x8a, 2, 0x00, 0x80)
                        .raw(0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x80)
                        .op("N")
                        .raw(0x88, 0x89)
                        .op("C")
                        .raw(2)
                        .op("ab")
                        .op("X")
                        .four(2)
                        .raw(0xc3, 0xa9)
                        .op("e.")
                        .bytes());
        assertThat(plain(all))
                .containsExactly(-2L, 255L, 65535L, 0L, -1L, -32768L, Long.MIN_VALUE, "None", true, false, "ab", "é");
    }

    @Test
    void what_would_run_code_is_refused_by_name() {
        refused(pickle().op("cos\nsystem\n(S'x'\ntR."), "byte 0: pickle global os.system" + FOREIGN);
        refused(
                pickle().raw(0x80, 2)
                        .op("cposix\nsystem\nX")
                        .four(2)
                        .op("ls")
                        .raw(0x85)
                        .op("R."),
                "byte 2: pickle global posix.system" + FOREIGN);
        refused(pickle().op("c__builtin__\neval\n"), "byte 0: pickle global __builtin__.eval" + FOREIGN);
        refused(pickle().op("cnumpy\nloads\n"), "byte 0: pickle global numpy.loads" + FOREIGN);
        refused(pickle().op("ca\u001b[2J\nb\tc\n"), "byte 0: pickle global a?[2J.b?c" + FOREIGN);
        refused(pickle().op("(ios\nsystem\n"), "byte 1: pickle opcode 0x69 (INST)" + FOREIGN);
        refused(pickle().raw(0x80, 2).op("(S'x'\n"), "byte 3: pickle opcode 0x53 (STRING)" + FOREIGN);
        refused(pickle().raw(0x93), "byte 0: pickle opcode 0x93 (STACK_GLOBAL)" + FOREIGN);
        refused(pickle().op(")").raw(0x81), "byte 1: pickle opcode 0x81 (NEWOBJ)" + FOREIGN);
        refused(pickle().op("Pid\n"), "byte 0: pickle opcode 0x50 (PERSID)" + FOREIGN);
        refused(pickle().raw(0xfe), "byte 0: pickle opcode 0xfe (unknown)" + FOREIGN);
        refused(pickle().raw(0x80, 4).raw(0x95), "byte 0: is a pickle of protocol 4, expected 2 or 3");
        refused(pickle().op("c" + "a".repeat(200) + "\n"), "byte 0: holds a name of more than 100 bytes");
    }

    @Test
    void every_opcode_that_is_not_used_is_refused() {
        int refused = 0;
        for (int code = 0; code < 256; code++) {
            if (Opcode.of(code).isEmpty()) {
                refused(
                        pickle().raw(code),
                        "byte 0: pickle opcode 0x%02x (%s)".formatted(code, ForeignOpcode.nameOf(code)) + FOREIGN);
                refused++;
            }
        }
        assertThat(refused).isEqualTo(256 - 34);
    }

    @Test
    void names_are_called_for_arrays_of_bytes_only() {
        String array = "cnumpy.core.multiarray\n_reconstruct\n";
        refused(pickle().op("cnumpy\nndarray\n)R."), "byte 16: calls numpy.ndarray, which CIFAR's batches do not");
        refused(pickle().op(array + ")R."), "byte 37: makes an array that is no numpy.ndarray");
        refused(pickle().op(array + "K").raw(1).op("R."), "byte 38: calls what is no name, or with what is no tuple");
        refused(pickle().op("K").raw(1).op(")R."), "byte 3: calls what is no name, or with what is no tuple");
        refused(pickle().op("K").raw(1).op(")b."), "byte 3: sets the state of what is no array");
        refused(pickle().op("cnumpy\ndtype\n)R."), "byte 14: has a numpy.dtype without a name");
        refused(pickle().op("c_codecs\nencode\n)R."), "byte 17: encodes to something else than latin1");
        refused(
                pickle().op("c_codecs\nencode\nX")
                        .four(3)
                        .raw(0xe2, 0x82, 0xac)
                        .op("X")
                        .four(6)
                        .op("latin1")
                        .raw(0x86)
                        .op("R."),
                "byte 36: encodes text that is not latin1");
        refused(
                pickle().array(1, 4, new byte[4], "f4", false),
                "byte 105: has an array of type f4, expected u1 (bytes)");
        refused(
                pickle().array(1, 4, new byte[4], "u1", true),
                "byte 142: has an array in Fortran order, expected C order");
        refused(pickle().array(2, 4, new byte[4]), "byte 142: has an array of shape (2, 4), but 4 bytes for it");
        refused(pickle().array(-2, -2, new byte[4]), "byte 148: has an array of shape (-2, -2), but 4 bytes for it");
        refused(
                pickle().array(65536, 65536, new byte[0]),
                "byte 144: has an array of shape (65536, 65536), but 0 bytes for it");
    }

    @Test
    void nesting_is_bounded_and_never_recursed_into() {
        refused("(".repeat(1_000_000).getBytes(StandardCharsets.ISO_8859_1), "byte 1000: opens more than 1,000 marks");
        refused(
                "]".repeat(1_100_000).getBytes(StandardCharsets.ISO_8859_1),
                "byte 1000000: pushes more than 1,000,000 values");
        byte[] deep = new byte[900_000];
        Arrays.fill(deep, (byte) 0x85);
        deep[0] = ')';
        deep[deep.length - 1] = '.';
        assertThat(Pickle.read("f", deep)).isInstanceOf(Value.Tuple.class);
    }

    @Test
    void lengths_are_compared_with_what_is_left() {
        refused(pickle().op("T").four(Integer.MAX_VALUE).op("x"), "byte 0: claims 2147483647 bytes, 1 are left");
        refused(pickle().op("B").four(-1).op("x"), "byte 0: claims 4294967295 bytes, 1 are left");
        refused(pickle().op("X").four(2).op("x"), "byte 0: claims 2 bytes, 1 are left");
        refused(pickle().op("U").raw(9), "byte 0: claims 9 bytes, 0 are left");
        refused(pickle().op("T").raw(1, 2), "byte 0: ends within an instruction");
        refused(pickle().op("cnumpy\nnd"), "byte 0: ends within an instruction");
        refused(pickle().raw(0x8a, 255), "byte 0: holds a number of 255 bytes, expected 8 at most");
        refused(new byte[0], "byte 0: ends without STOP");
        refused(pickle().op("]"), "byte 1: ends without STOP");
    }

    @Test
    void the_memo_and_doubled_lists_are_bounded() {
        PickleBytes memo = pickle().op("]");
        for (int i = 0; i <= 1_000_000; i++) {
            memo.op("r").four(i);
        }
        refused(memo, "byte 5000001: remembers more than 1,000,000 values");
        PickleBytes self = pickle().op("]q").raw(0);
        for (int i = 0; i < 1_000_000; i++) {
            self.op("h").raw(0).op("a");
        }
        refused(self, "byte 3000000: pushes more than 1,000,000 values");
        PickleBytes small = pickle().op("]q").raw(0).op("h").raw(0).op("a.");
        assertThat(Pickle.read("f", small.bytes())).isInstanceOf(Value.Items.class);
        PickleBytes spelt =
                pickle().op("X").four(1000).op("y".repeat(1000)).op("q").raw(0);
        spelt.op("X").four(6).op("latin1q").raw(1).op("c_codecs\nencode\nq").raw(2);
        for (int i = 0; i < 5; i++) {
            spelt.op("h").raw(2).op("h").raw(0).op("h").raw(1).raw(0x86).op("R");
        }
        refused(spelt, "byte 1053: encodes more bytes than the file has");
        refused(pickle().op("h").raw(7), "byte 0: recalls number 7, which is not remembered");
        refused(pickle().op("j").four(-7), "byte 0: recalls number -7, which is not remembered");
    }

    @Test
    void stacks_that_do_not_fit_are_refused() {
        refused(pickle().op("."), "byte 0: needs a value, and there is none");
        refused(pickle().op("](a"), "byte 2: needs a value, and there is none");
        refused(pickle().op("t"), "byte 0: needs a mark, and there is none");
        refused(pickle().op("]]."), "byte 2: leaves 1 values behind, expected none");
        refused(pickle().op("].]"), "byte 1: is the end, but 1 bytes follow");
        refused(pickle().op("}]a"), "byte 2: appends to what is no list");
        refused(pickle().op("]NNs"), "byte 3: sets a key of what is no dict");
        refused(pickle().op("}(Nu"), "byte 3: has a key without a value");
        refused(pickle().op("}NNs"), "byte 3: has a key that is no text of up to 1,000 bytes");
        refused(
                pickle().op("}X").four(1001).op("k".repeat(1001) + "Ns"),
                "byte 1008: has a key that is no text of up to 1,000 bytes");
    }

    @Test
    void what_python_writes_is_read() throws Exception {
        String script = "import pickle,sys;sys.stdout.buffer.write(pickle.dumps("
                + "{'labels':[i*i-5 for i in range(300)],'data':bytes(range(256))*9,'t':(1,True,None),'n':2**40},2))";
        byte[] pickle = python(script);
        Map<String, Value> dict = dict(pickle);
        assertThat(dict.keySet()).containsExactly("labels", "data", "t", "n");
        List<Object> squares = new ArrayList<>();
        for (long i = 0; i < 300; i++) {
            squares.add(i * i - 5);
        }
        assertThat(plain(of(dict, "labels"))).isEqualTo(squares);
        Value.Bytes data = (Value.Bytes) of(dict, "data");
        assertThat(data.length()).isEqualTo(256 * 9);
        for (int i = 0; i < data.length(); i++) {
            assertThat(data.source()[data.from() + i]).isEqualTo((byte) i);
        }
        assertThat(((Value.Tuple) of(dict, "t")).items()).hasSize(3);
        assertThat(of(dict, "n")).isEqualTo(new Value.Whole(1L << 40));
    }

    private static byte[] python(String script) throws InterruptedException {
        try {
            Process process = new ProcessBuilder("python3", "-c", script)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            byte[] out = process.getInputStream().readAllBytes();
            assumeTrue(process.waitFor() == 0, "needs a python3 that works");
            return out;
        } catch (IOException e) {
            assumeTrue(false, "needs python3: " + e.getMessage());
            return new byte[0];
        }
    }

    @Test
    void mutants_are_read_or_refused_in_one_line() {
        byte[] whole = pickle().dict()
                .text("labels")
                .numbers(List.of(6, 300, -1))
                .text("data")
                .array(2, 5, new byte[10])
                .text("filenames")
                .texts(List.of("a.png", "b.png"))
                .end();
        SplittableRandom random = new SplittableRandom(5);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < Faults.amount(5_000, 100_000); i++) {
            try {
                Pickle.read("f", Mutants.of(whole, random));
                read++;
            } catch (UserException e) {
                assertThat(e.getMessage()).matches("f: byte [0-9]+: [ -~]+");
                refused++;
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isGreaterThan(read);
    }
}
