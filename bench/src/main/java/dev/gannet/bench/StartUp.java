package dev.gannet.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Seconds from starting the JVM to the end of the first training step, a few times over; the native cache is warm. */
public final class StartUp {
    private static final int ROUNDS = 5;

    private StartUp() {}

    /** Takes what follows {@code gannet train}, such as a path. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("gannet-start");
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.gannet.cli.Main",
                    "train"));
            command.addAll(List.of(args));
            command.addAll(List.of(
                    "--steps", "1", "--out", scratch.resolve("run" + round).toString()));
            long start = System.nanoTime();
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (BufferedReader output = process.inputReader()) {
                String line = output.readLine();
                while (line != null && !line.startsWith("step 1 ")) {
                    line = output.readLine();
                }
            }
            seconds.add((System.nanoTime() - start) / 1e9);
            process.waitFor();
        }
        System.out.printf(
                "start to first step: %.2f s at best, %.2f s at worst of %d%n",
                seconds.stream().min(Double::compare).orElseThrow(),
                seconds.stream().max(Double::compare).orElseThrow(),
                ROUNDS);
    }
}
