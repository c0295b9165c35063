package dev.gannet.cli;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.plane.PlaneGame;
import dev.gannet.storage.Durable;
import dev.gannet.trace.Act;
import dev.gannet.trace.plane.PointTable;
import dev.gannet.web.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gannet plane}. */
@Command(
        name = "plane",
        mixinStandardHelpOptions = true,
        description = {
            "Play the game with points in the plane, in a browser: what D says everywhere, where it wants every point to go,"
                    + " which clusters G has found.",
            ""
        },
        footer = {"", "  gannet plane", "  gannet plane --points measured.csv    on points of yours"})
final class PlaneCommand implements Callable<Integer> {
    @Option(
            names = "--points",
            paramLabel = "FILE",
            description =
                    "Begin with the points of a table (CSV): two numbers a line; moved and scaled to fit the plane.")
    private Optional<Path> points = Optional.empty();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        SequencedMap<String, Act<?, ?>> acts = new LinkedHashMap<>();
        try (Signals signals = Signals.listen();
                PlaneGame game = game()) {
            acts.put("plane", game);
            acts.put("sweep", game.sweep());
            try (Pages open = Pages.open(err, new Site(List.of(), acts, "plane", true), pages.binding())) {
                return Pages.untilStopped(err, signals);
            }
        }
    }

    private PlaneGame game() {
        return points.map(PlaneCommand::table).map(PlaneGame::new).orElseGet(() -> new PlaneGame("good"));
    }

    private static PointTable table(Path file) {
        try {
            long bytes = Files.size(file);
            if (bytes > PointTable.MOST_CHARACTERS) {
                throw new UserException(
                        Kind.DATA, "has %d bytes; expected at most %d".formatted(bytes, PointTable.MOST_CHARACTERS));
            }
            return PointTable.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (UserException e) {
            throw new UserException(e.kind(), "--points %s: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new UserException(Kind.DATA, "--points %s: cannot be read: %s".formatted(file, Durable.reason(e)), e);
        }
    }
}
