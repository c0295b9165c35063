package dev.gannet.run;

import dev.gannet.config.Build;
import dev.gannet.config.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a run's numbers depend on beyond its configuration. On another machine a run goes on, but not bit for bit.
 *
 * @param gannet version of this program
 * @param engine version of libtorch
 * @param cpu model of the processor, or of the GPU if that computes
 * @param java version of the JVM
 * @param os operating system
 */
public record Environment(String gannet, String engine, String cpu, String java, String os) {
    /** This machine, whose processor computes. */
    public static Environment here(String engine) {
        return here(engine, Device.CPU);
    }

    /** This machine. */
    public static Environment here(String engine, Device device) {
        return new Environment(
                Build.version(),
                engine,
                device == Device.CUDA ? gpuModel() : cpuModel(),
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    /** This machine's name, without asking any network. */
    static String host() {
        return lines(Path.of("/proc/sys/kernel/hostname")).findFirst().orElse("this host");
    }

    private static String cpuModel() {
        return lines(Path.of("/proc/cpuinfo"))
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    /** As the driver says it of the first one. */
    private static String gpuModel() {
        Path gpus = Path.of("/proc/driver/nvidia/gpus");
        if (!Files.isDirectory(gpus)) {
            return "NVIDIA GPU";
        }
        try (Stream<Path> each = Files.list(gpus)) {
            return each.sorted()
                    .flatMap(gpu -> lines(gpu.resolve("information")))
                    .filter(line -> line.startsWith("Model:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("NVIDIA GPU");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + gpus, e);
        }
    }

    private static Stream<String> lines(Path file) {
        if (!Files.isReadable(file)) {
            return Stream.empty();
        }
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** How another environment differs in what can change a result; nothing if it does not. */
    public List<String> differencesTo(Environment other) {
        List<String> found = new ArrayList<>();
        compare("gannet", gannet, other.gannet, found);
        compare("engine", engine, other.engine, found);
        compare("processor", cpu, other.cpu, found);
        return found;
    }

    private static void compare(String what, String before, String now, List<String> found) {
        if (!Objects.equals(before, now)) {
            found.add("%s %s before, %s now".formatted(what, before, now));
        }
    }
}
