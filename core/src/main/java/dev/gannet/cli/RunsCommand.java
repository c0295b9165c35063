package dev.gannet.cli;

import dev.gannet.config.Json;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gannet runs}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = {"List the runs: state, step, last losses and newest sample grid.", ""})
final class RunsCommand implements Callable<Integer> {
    @Option(
            names = "--in",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where the runs are (${DEFAULT-VALUE}).")
    private Path folder = Path.of("runs");

    @Option(names = "--json", description = "One JSON object per run.")
    private boolean json;

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<RunStatus> runs = RunDir.list(folder).stream().map(RunStatus::of).toList();
        if (json) {
            Json writer = new Json();
            runs.forEach(run -> out.println(writer.line(run)));
            return 0;
        }
        if (runs.isEmpty()) {
            out.println("no runs in %s; 'gannet train' makes one".formatted(folder));
            return 0;
        }
        String format = "%-32s %-9s %10s %8s %8s  %s";
        out.println(format.formatted("run", "state", "step", "L_D", "L_G", "sample"));
        for (RunStatus run : runs) {
            out.println(format.formatted(
                    run.name(),
                    run.state().name().toLowerCase(Locale.ROOT),
                    "%,d".formatted(run.step()),
                    loss(run.lossD()),
                    loss(run.lossG()),
                    run.sample().orElse("-")));
        }
        runs.stream()
                .filter(run -> !run.edited().isEmpty())
                .forEach(run -> out.println("%s was edited at step %s"
                        .formatted(
                                run.name(),
                                run.edited().stream().map("%,d"::formatted).collect(Collectors.joining(", ")))));
        return 0;
    }

    private static String loss(Optional<Double> loss) {
        return loss.map(value -> String.format(Locale.ROOT, "%.2f", value)).orElse("-");
    }
}
