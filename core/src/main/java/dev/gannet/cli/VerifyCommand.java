package dev.gannet.cli;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.config.Build;
import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunLock;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Manifest;
import dev.gannet.storage.Verdict;
import dev.gannet.train.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Check every byte of a run's checkpoints against their hashes. Changes nothing.",
            "",
            "Exits with 8 if one of them is damaged, or none can be used.",
            ""
        },
        footer = {"", "  gannet verify runs/00001-dogs-modern-32"})
final class VerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "A run's folder, or its name in runs/.")
    private Path run = Path.of("");

    @Option(names = "--json", description = "One JSON object per checkpoint.")
    private boolean json;

    @Option(
            names = "--adopt",
            description =
                    "Write the missing MANIFEST.json of checkpoints that were copied by hand, if they can be read.")
    private boolean adopt;

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * One checkpoint.
     *
     * @param step its step, if its name says so
     * @param name of its folder
     * @param state {@code ok}, {@code damaged}, {@code unsealed}, {@code newer} or {@code quarantined}
     * @param detail size and health, or what is wrong
     */
    record Line(Optional<Long> step, String name, String state, String detail) {
        boolean isBad() {
            return !state.equals("ok") && !state.equals("quarantined");
        }
    }

    @Override
    public Integer call() throws IOException {
        RunDir dir = RunDir.open(run);
        CheckpointStore store = Training.store(dir);
        if (adopt) {
            try (RunLock lock = RunLock.take(dir)) {
                adopt(store);
            }
        }
        List<Line> lines = new ArrayList<>();
        for (long step : store.steps()) {
            lines.add(line(store, step));
        }
        store.quarantined().forEach(name -> lines.add(new Line(Optional.empty(), name, "quarantined", "was damaged")));
        print(lines);
        boolean usable = lines.stream().anyMatch(line -> line.state().equals("ok"));
        boolean bad = lines.stream().anyMatch(Line::isBad);
        return usable && !bad ? 0 : UserException.Kind.CHECKPOINT.exitCode();
    }

    private static void adopt(CheckpointStore store) throws IOException {
        for (long step : store.steps()) {
            if (store.verify(step) instanceof Verdict.Unsealed) {
                new Checkpoints(store).requireReadable(step, Checkpoints.GROUPS);
                store.adopt(new Manifest.About(Build.version(), step, false, Optional.empty(), Optional.empty()));
            }
        }
    }

    private static Line line(CheckpointStore store, long step) {
        Optional<Long> number = Optional.of(step);
        String name = store.at(step).getFileName().toString();
        return switch (store.verify(step)) {
            case Verdict.Intact(Manifest manifest) ->
                new Line(
                        number,
                        name,
                        "ok",
                        "%.1f MB%s"
                                .formatted(manifest.bytes() / 1e6, manifest.healthy() ? ", healthy" : ", not healthy"));
            case Verdict.Damaged(String reason) -> new Line(number, name, "damaged", reason);
            case Verdict.Unsealed _ ->
                new Line(number, name, "unsealed", "has no MANIFEST.json; --adopt makes one of what is there");
            case Verdict.Newer(int format, String gannet) ->
                new Line(number, name, "newer", "written by %s (format %d); upgrade".formatted(gannet, format));
        };
    }

    private void print(List<Line> lines) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            Json writer = new Json();
            lines.forEach(line -> out.println(writer.line(line)));
        } else if (lines.isEmpty()) {
            out.println("%s has no checkpoints".formatted(run));
        } else {
            lines.forEach(line -> out.println("%-24s %-12s %s".formatted(line.name(), line.state(), line.detail())));
        }
    }
}
