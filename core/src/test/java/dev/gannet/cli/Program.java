package dev.gannet.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the command line in this JVM, or in one of its own. */
final class Program {
    private static final int SIGINT = 2;

    private Program() {}

    /** What a command answered. */
    record Result(int exitCode, String out, String err) {}

    static Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** A JVM that is about to run the command line, output and errors together. */
    static ProcessBuilder fork(List<String> jvmOptions, String... args) {
        return fork(Main.class, jvmOptions, List.of(args));
    }

    /** A JVM that is about to run command lines in turn, for what would be too slow in one each. */
    static ProcessBuilder forkInTurn(List<String> lines) {
        return fork(InTurn.class, List.of(), lines);
    }

    private static ProcessBuilder fork(Class<?> main, List<String> jvmOptions, List<String> args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1", // none lasts long enough for more to pay
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(jvmOptions);
        command.add(main.getName());
        command.addAll(args);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Skips the test where a signal never arrives: what a shell runs in the background has SIGINT ignored, and hands that on. */
    static void assumeArrives(String signal) throws IOException {
        long ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .map(line -> Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16))
                .findFirst()
                .orElse(0L);
        assumeTrue(
                !signal.equals("INT") || (ignored >> (SIGINT - 1) & 1) == 0,
                "skipped: SIGINT is ignored here, as in the background of a shell");
    }

    /** Starts it, waits for the end, and gives everything it printed. */
    static Result finish(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output, output);
    }
}
