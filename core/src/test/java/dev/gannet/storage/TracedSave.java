package dev.gannet.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Runs {@link SaveScenario} in a JVM of its own under strace, which sees only the calls that name the run's files. */
final class TracedSave {
    /** Calls that change something, and those that open and close. */
    private static final List<String> CHANGING = List.of(
            "write",
            "pwrite64",
            "fsync",
            "fdatasync",
            "ftruncate",
            "rename",
            "renameat",
            "renameat2",
            "mkdir",
            "mkdirat",
            "unlink",
            "unlinkat",
            "rmdir",
            "open",
            "openat",
            "close");

    private static final List<String> LOOKING = List.of(
            "access",
            "faccessat",
            "faccessat2",
            "stat",
            "lstat",
            "newfstatat",
            "statx",
            "fstat",
            "statfs",
            "fstatfs",
            "read",
            "pread64",
            "lseek",
            "getdents64");

    private static final Pattern CALL = Pattern.compile("\\d+ +(\\w+)\\(.*");
    private static final int SECONDS = 60;

    /** The n-th call of a kind. */
    record Point(String call, int n) {
        boolean changes() {
            return CHANGING.contains(call);
        }
    }

    /** How a run ended. */
    record Run(int exitCode, String output, List<String> trace) {
        boolean wasKilled() {
            return exitCode == 128 + 9 && trace.stream().anyMatch(line -> line.contains("+++ killed by SIGKILL"));
        }

        long injected() {
            return trace.stream().filter(line -> line.endsWith("(INJECTED)")).count();
        }

        /** Every call of the trace. */
        List<Point> points() {
            Map<String, Integer> counts = new HashMap<>();
            List<Point> points = new ArrayList<>();
            for (String line : trace) {
                Matcher call = CALL.matcher(line);
                if (call.matches()) {
                    points.add(new Point(call.group(1), counts.merge(call.group(1), 1, Integer::sum)));
                }
            }
            return points;
        }
    }

    private final List<String> java;

    private TracedSave(List<String> java) {
        this.java = java;
    }

    /** Whether there is an strace that may trace. */
    static boolean isPossible() throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true").start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Prepares a JVM that starts quickly: classes in jars, and an archive of them, in this folder. */
    static TracedSave prepare(Path folder) throws IOException, InterruptedException {
        List<String> classes = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path.resolve("dev/gannet"))) {
                classes.add(pack(path, folder.resolve("classes-%d.jar".formatted(classes.size())))
                        .toString());
            } else if (entry.contains("jackson")) {
                classes.add(entry);
            }
        }
        Path archive = folder.resolve("classes.jsa");
        List<String> base = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xlog:disable",
                "-cp",
                String.join(System.getProperty("path.separator"), classes));
        Path trial = Files.createDirectories(folder.resolve("trial/checkpoints"));
        Run run = new TracedSave(with(base, "-XX:ArchiveClassesAtExit=" + archive)).start(List.of(), trial);
        if (run.exitCode() != 0 || !run.output().equals("saved\n")) {
            throw new IllegalStateException("the scenario does not work: " + run);
        }
        return new TracedSave(with(base, "-XX:SharedArchiveFile=" + archive));
    }

    private static List<String> with(List<String> base, String... more) {
        return Stream.concat(base.stream(), Arrays.stream(more)).toList();
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(classes.resolve("dev/gannet"));
                OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return jar;
    }

    /** Lets the scenario save into {@code checkpoints} and lists all of its calls. */
    Run watched(Path checkpoints) throws IOException, InterruptedException {
        String calls = String.join(",?", CHANGING) + ",?" + String.join(",?", LOOKING);
        return traced(checkpoints, List.of("-e", "trace=?" + calls));
    }

    /** Lets the n-th call of a kind be the process's last, before it does anything. */
    Run killed(Path checkpoints, Point point) throws IOException, InterruptedException {
        String injection = "inject=%s:signal=KILL:when=%d".formatted(point.call(), point.n());
        return traced(checkpoints, List.of("-e", "trace=" + point.call(), "-e", injection));
    }

    /** Lets the n-th call of a kind fail, and all later ones too if {@code forEver}. */
    Run failed(Path checkpoints, Point point, String error, boolean forEver) throws IOException, InterruptedException {
        String injection = "inject=%s:error=%s:when=%d%s".formatted(point.call(), error, point.n(), forEver ? "+" : "");
        // the filter in the kernel makes all other calls quick; a signal would be lost with it
        return traced(checkpoints, List.of("--seccomp-bpf", "-e", "trace=" + point.call(), "-e", injection));
    }

    private Run traced(Path checkpoints, List<String> options) throws IOException, InterruptedException {
        Path trace = checkpoints.resolveSibling("trace");
        List<String> strace = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", trace.toString()));
        strace.addAll(options);
        for (Path path : paths(checkpoints)) {
            strace.addAll(List.of("-P", path.toString()));
        }
        Run run = start(strace, checkpoints);
        return new Run(run.exitCode(), run.output(), Files.readAllLines(trace));
    }

    private Run start(List<String> prefix, Path checkpoints) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(java);
        command.addAll(List.of(SaveScenario.class.getName(), checkpoints.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Path output = checkpoints.resolveSibling("output");
        Process process = builder.redirectOutput(output.toFile()).start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new IllegalStateException("hangs: " + command);
        }
        return new Run(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8), List.of());
    }

    /** Every path that saving and pruning may use, in any of three attempts. */
    private static List<Path> paths(Path checkpoints) {
        List<Path> paths = new ArrayList<>(List.of(checkpoints.resolveSibling("."), checkpoints));
        List<String> names = new ArrayList<>(Samples.files(1).keySet());
        names.add(Manifest.NAME);
        for (String folder : List.of(
                "step-00000001",
                "step-00000002",
                ".tmp-step-00000002-1",
                ".tmp-step-00000002-2",
                ".tmp-step-00000002-3",
                ".tmp-old-step-00000001")) {
            paths.add(checkpoints.resolve(folder));
            names.forEach(name -> paths.add(checkpoints.resolve(folder).resolve(name)));
        }
        return paths.stream().map(Path::normalize).toList();
    }
}
