package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.cli.Program.Result;
import dev.gannet.config.Precision;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.tensor.Engine;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only a process of its own can show: first starts, signals, and running out of things. */
@EnabledOnOs(OS.LINUX)
class ProcessTest {
    @TempDir
    private Path folder = Path.of("");

    /** Noise: sooner there than drawings. */
    @BeforeEach
    void pictures() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, 64, 64, random.ints(64 * 64).toArray(), 0, 64);
            ImageIO.write(image, "png", pictures.resolve(i + ".png").toFile());
        }
    }

    private ProcessBuilder train(List<String> jvm, String... more) {
        String[] base = {
            "train",
            folder.resolve("pictures").toString(),
            "--no-cache",
            "--scores",
            "off",
            "--out",
            folder.resolve("run").toString()
        };
        return Program.fork(jvm, Stream.concat(Stream.of(base), Stream.of(more)).toArray(String[]::new));
    }

    private ProcessBuilder quick(List<String> jvm, String... more) {
        ProcessBuilder builder = train(jvm, more);
        builder.command().addAll(List.of("--batch", "8", "--size", "16"));
        return builder;
    }

    /** ENGINE trap: with nothing unpacked yet, the first library must not bind to a libtorch of the system's. */
    @Test
    void the_first_start_survives_another_libtorch_on_the_library_path() throws IOException, InterruptedException {
        Path decoys = Files.createDirectory(folder.resolve("decoys"));
        Path zlib = anyLibrary().orElse(Path.of("none"));
        assumeTrue(Files.exists(zlib), "needs some shared library to play the decoy");
        for (String name : List.of("libtorch_cpu.so", "libtorch.so", "libc10.so")) {
            Files.copy(zlib, decoys.resolve(name));
        }
        ProcessBuilder builder =
                quick(List.of("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache")), "--steps", "2");
        builder.environment().put("LD_LIBRARY_PATH", decoys.toString());
        Result result = Program.finish(builder);
        assertThat(result.out()).contains("done after 2 steps");
        assertThat(result.exitCode()).isZero();
        assertThat(folder.resolve("cache")).isNotEmptyDirectory();
    }

    private static Optional<Path> anyLibrary() throws IOException {
        for (String name :
                List.of("/lib/x86_64-linux-gnu/libz.so.1", "/lib/aarch64-linux-gnu/libz.so.1", "/lib64/libz.so.1")) {
            if (Files.exists(Path.of(name))) {
                return Optional.of(Path.of(name).toRealPath());
            }
        }
        return Optional.empty();
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void a_signal_ends_training_cleanly(String signal, int exitCode) throws IOException, InterruptedException {
        Program.assumeArrives(signal);
        Process process = quick(List.of(), "--for", "10m").start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.startsWith("step ")) {
                line = output.readLine();
            }
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output.lines())
                    .anyMatch(text -> text.matches("stopped after [\\d,]+ steps in .*; everything is saved"));
        } finally {
            process.destroyForcibly(); // one that ignores signals would slow every test after this
        }
        assertThat(process.exitValue()).isEqualTo(exitCode);
        RunDir run = new RunDir(folder.resolve("run"));
        RunEvent last = run.events().read().getLast();
        assertThat(last).isInstanceOfSatisfying(RunEvent.Stopped.class, stopped -> {
            assertThat(stopped.interrupted()).isTrue();
            assertThat(run.checkpoints().resolve("step-%08d".formatted(stopped.step())))
                    .isDirectory();
            assertThat(run.samples().resolve("step-%08d.png".formatted(stopped.step())))
                    .exists();
        });
    }

    @Test
    void out_of_memory_names_the_batch_and_a_smaller_one() throws IOException, InterruptedException {
        List<String> limited = List.of("-Xmx512m", "-XX:ReservedCodeCacheSize=64m", "-XX:CompressedClassSpaceSize=64m");
        ProcessBuilder builder =
                train(limited, "--batch", "2048", "--size", "64", "--steps", "1", "--precision", "fp32");
        List<String> inner = builder.command();
        builder.command("bash", "-c", "ulimit -v 3200000; exec \"$0\" \"$@\"");
        builder.command().addAll(inner);
        builder.environment().put("OPENBLAS_NUM_THREADS", "1"); // its buffers would not fit where there are many cores
        Result result = Program.finish(builder);
        assertThat(result.out().lines().toList().getLast())
                .isEqualTo("gannet: out of memory at --batch 2048 and --size 64; try --batch 1024");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void a_heap_that_is_too_small_is_told_with_what_makes_it_larger() throws IOException, InterruptedException {
        Path run = Files.createDirectories(folder.resolve("runs/long"));
        Files.writeString(run.resolve("config.json"), "{}");
        try (RandomAccessFile log =
                new RandomAccessFile(run.resolve("events.jsonl").toFile(), "rw")) {
            log.setLength(200_000_000); // takes no space
        }
        Result result = Program.finish(Program.fork(
                List.of("-Xmx32m"), "runs", "--in", folder.resolve("runs").toString()));
        assertThat(result.out())
                .matches("gannet: out of memory: Java heap space; the Java heap may grow to 3\\d MB;"
                        + " JDK_JAVA_OPTIONS=-Xmx4g gives it more\n");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void a_folder_for_temporary_files_that_cannot_be_written_is_told() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        Result result = Program.finish(Program.fork(
                List.of("-Djava.io.tmpdir=" + file),
                "inspect",
                folder.resolve("pictures").toString(),
                "--no-cache",
                "--rejected",
                folder.resolve("rejected.tsv").toString()));
        assertThat(result.out().lines().toList().getLast())
                .isEqualTo("gannet: the folder for temporary files cannot be written: Not a directory");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void a_disk_that_takes_no_more_ends_in_one_line() throws IOException, InterruptedException {
        ProcessBuilder builder = quick(List.of("-Djava.io.tmpdir=" + folder), "--steps", "2", "--recipe", "dcgan");
        List<String> inner = builder.command();
        // 512-byte blocks: pictures fit, weights do not
        builder.command("bash", "-c", "ulimit -f 1000; exec \"$0\" \"$@\"");
        builder.command().addAll(inner);
        Result result = Program.finish(builder);
        assertThat(result.out().lines().toList().getLast())
                .isEqualTo(
                        "gannet: %s: step 2 could not be saved; free some space or make the folder writable; nothing has been saved"
                                .formatted(folder.resolve("run/checkpoints")));
        assertThat(result.exitCode()).isEqualTo(4);
    }

    /**
     * oneDNN's bf16 backward pass of a convolution with one output channel reads memory beside the gradient. Usually that
     * holds zeros; here glibc fills all fresh memory with 0x7f, which is a huge bf16 number.
     */
    @Test
    void bf16_training_reads_no_uninitialised_memory() throws IOException, InterruptedException {
        assumeTrue(Engine.fastestPrecision() == Precision.BF16, "needs a CPU with bf16 products");
        List<String> recipes = List.of(
                "dcgan --size 32 --width 16",
                "dcgan --size 32 --width 16 --loss wasserstein-gp",
                "modern --size 32 --width 16",
                "vanilla --size 16");
        List<Path> runs = recipes.stream()
                .map(recipe -> folder.resolve(recipe.replace(' ', '-')))
                .toList();
        ProcessBuilder builder = Program.forkInTurn(IntStream.range(0, recipes.size())
                .mapToObj(i -> "train %s --no-cache --scores off --no-dashboard --steps 5 --batch 16"
                                .formatted(folder.resolve("pictures"))
                        + " --precision bf16 --out %s --recipe %s".formatted(runs.get(i), recipes.get(i)))
                .toList());
        builder.environment().put("MALLOC_PERTURB_", "128");
        Result result = Program.finish(builder);
        assertThat(result.exitCode()).as(result.out()).isZero();
        for (Path run : runs) {
            List<RunEvent> events = new RunDir(run).events().read();
            assertThat(events).noneMatch(RunEvent.Skipped.class::isInstance);
            assertThat(events.getLast())
                    .isInstanceOfSatisfying(
                            RunEvent.Stopped.class,
                            stopped -> assertThat(stopped.step()).isEqualTo(5));
        }
    }
}
