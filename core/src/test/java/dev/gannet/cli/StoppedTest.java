package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C while something other than a training computes. */
@EnabledOnOs(OS.LINUX)
class StoppedTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void a_signal_ends_what_learns_features_in_one_line(String signal, int exitCode)
            throws IOException, InterruptedException {
        Program.assumeArrives(signal);
        ProcessBuilder builder = Program.fork(
                List.of(),
                "benchmark",
                "quality",
                "--size",
                "32",
                "--features",
                "ssl",
                "--for",
                "10m",
                "--no-cache",
                "--out",
                folder.resolve("race").toString());
        Process process = builder.start();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.contains("features  ssl")) {
                line = output.readLine();
            }
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output.lines().filter(text -> !text.contains("features  ssl")))
                    .containsExactly("gannet: stopped");
            assertThat(process.exitValue()).isEqualTo(exitCode);
        } finally {
            process.destroyForcibly(); // one that ignores signals would slow every test after this
        }
    }
}
