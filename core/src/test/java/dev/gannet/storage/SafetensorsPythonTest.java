package dev.gannet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.config.UserException;
import dev.gannet.storage.Safetensors.Entry;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our files and those of the reference implementation, Python's safetensors, which must be installed for python3. */
class SafetensorsPythonTest {
    private static final String DESCRIBE = """
            import sys
            from safetensors import safe_open
            with safe_open(sys.argv[1], 'np') as f:
                print(sorted(f.metadata().items()))
                for name in sorted(f.keys()):
                    tensor = f.get_tensor(name)
                    print(name, tensor.dtype, tensor.shape, tensor.flatten().tolist())
            """;
    private static final String SAVE = """
            import sys
            import numpy
            from safetensors.numpy import save_file
            save_file({
                'weight': numpy.array([[1.5, -2], [0, 3]], 'float32'),
                'scalar': numpy.array(7, 'float32'),
                'empty': numpy.zeros((0, 2), 'float32'),
            }, sys.argv[1], metadata={'by': 'numpy'})
            """;
    /** Prints the reason, or nothing, for each of many files that lie in one. */
    private static final String JUDGE = """
            import sys
            from safetensors import SafetensorError, deserialize
            with open(sys.argv[1], 'rb') as f:
                while length := f.read(4):
                    try:
                        deserialize(f.read(int.from_bytes(length, 'big')))
                        print()
                    except SafetensorError as e:
                        print(str(e).replace('\\n', ' ').replace('\\r', ' '))
            """;

    private static final int MUTATED = 20_000;
    private static final List<String> STRICTER = List.of(
            "is of another dtype",
            "has a tensor whose name is not",
            "has a list of more than 8 numbers",
            "has a key that the format does not know",
            "is too large"); // for a Java array, though another axis may be 0

    private final Safetensors format = new Safetensors();

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void needs_python() throws IOException, InterruptedException {
        assumeTrue(
                isInstalled(), "needs python3 with the packages numpy and safetensors: pip install numpy safetensors");
    }

    private boolean isInstalled() throws IOException, InterruptedException {
        try {
            return python("import numpy, safetensors", "").exit() == 0;
        } catch (IOException e) {
            if (Objects.toString(e.getMessage(), "").contains("Cannot run program")) {
                return false;
            }
            throw e;
        }
    }

    private record Output(int exit, List<String> lines) {}

    private Output python(String script, String argument) throws IOException, InterruptedException {
        Path out = folder.resolve("python.txt");
        Process process = new ProcessBuilder("python3", "-c", script, argument)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("python3 took more than two minutes");
        }
        return new Output(
                process.exitValue(),
                new String(Files.readAllBytes(out), StandardCharsets.UTF_8)
                        .lines()
                        .toList());
    }

    private List<String> lines(String script, Path argument) throws IOException, InterruptedException {
        Output output = python(script, argument.toString());
        assertThat(output.exit()).as(output.lines().toString()).isZero();
        return output.lines();
    }

    private static Entry entry(long[] shape, float... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return new Entry(shape, bytes.array());
    }

    @Test
    void python_reads_what_we_write() throws IOException, InterruptedException {
        SequencedMap<String, Entry> tensors = new LinkedHashMap<>();
        tensors.put("weight", entry(new long[] {2, 2}, 1.5f, -2, 0, 3));
        tensors.put("scalar", entry(new long[] {}, 7));
        tensors.put("empty", entry(new long[] {0, 2}));
        tensors.put("odd", entry(new long[] {2}, Float.NaN, Float.NEGATIVE_INFINITY));
        byte[] file = SafetensorsFiles.joined(format.encode(tensors, Map.of("format", "gannet", "note", "a\nb")));
        assertThat(lines(DESCRIBE, Files.write(folder.resolve("x.safetensors"), file)))
                .containsExactly(
                        "[('format', 'gannet'), ('note', 'a\\nb')]",
                        "empty float32 (0, 2) []",
                        "odd float32 (2,) [nan, -inf]",
                        "scalar float32 () [7.0]",
                        "weight float32 (2, 2) [1.5, -2.0, 0.0, 3.0]");
    }

    @Test
    void we_read_what_python_writes() throws IOException, InterruptedException {
        Path file = folder.resolve("y.safetensors");
        lines(SAVE, file);
        try (var in = new RealDisk().read(file)) {
            SequencedMap<String, Entry> tensors = format.decode(in, "y");
            assertThat(tensors).containsOnlyKeys("weight", "scalar", "empty");
            Map.of(
                            "weight", entry(new long[] {2, 2}, 1.5f, -2, 0, 3),
                            "scalar", entry(new long[] {}, 7),
                            "empty", entry(new long[] {0, 2}))
                    .forEach((name, entry) -> {
                        Entry read = Objects.requireNonNull(tensors.get(name));
                        assertThat(read.shape()).isEqualTo(entry.shape());
                        assertThat(read.bytes()).isEqualTo(entry.bytes());
                    });
        }
    }

    @Test
    void python_judges_mutated_files_as_we_do_but_for_a_list_of_reasons() throws IOException, InterruptedException {
        var mutator = new SafetensorsMutator();
        Path all = folder.resolve("mutated");
        List<byte[]> files = LongStream.range(0, MUTATED)
                .mapToObj(mutator::file)
                .filter(file -> !new String(file, StandardCharsets.ISO_8859_1).contains("\\ud"))
                .toList();
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(all)))) {
            for (byte[] file : files) {
                out.writeInt(file.length);
                out.write(file);
            }
        }
        List<String> theirs = lines(JUDGE, all);
        assertThat(theirs).hasSize(files.size());
        List<String> disagreements = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String ours = reason(files.get(i));
            if (ours.isEmpty() && !theirs.get(i).isEmpty()) {
                disagreements.add("we take what they refuse: " + theirs.get(i));
            } else if (theirs.get(i).isEmpty() && !isStricter(files.get(i), ours)) {
                disagreements.add("they take what we refuse: " + ours);
            }
        }
        assertThat(disagreements).isEmpty();
    }

    /** The list: what we refuse and the reference takes. The other way round there is one thing, half surrogate pairs in values. */
    private static boolean isStricter(byte[] file, String ours) {
        return ours.isEmpty()
                || STRICTER.stream().anyMatch(ours::contains)
                || new String(file, StandardCharsets.ISO_8859_1).contains("\"__metadata__\":null")
                || hasNameTwice(file); // they take the last of the two, and never see what is wrong with the first
    }

    private static boolean hasNameTwice(byte[] file) {
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt();
        try {
            PlainJson.parse(new String(file, Long.BYTES, length, StandardCharsets.UTF_8));
            return false;
        } catch (PlainJson.NotJson e) {
            return "a name twice".equals(e.getMessage());
        }
    }

    private String reason(byte[] file) throws IOException {
        try {
            format.decode(new MemoryChannel(file), "");
            return "";
        } catch (UserException e) {
            return e.getMessage();
        }
    }
}
