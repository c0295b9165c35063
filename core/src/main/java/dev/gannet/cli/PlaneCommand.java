package dev.gannet.cli;

import dev.gannet.plane.PlaneGame;
import dev.gannet.trace.Act;
import dev.gannet.web.Site;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
        footer = {"", "  gannet plane"})
final class PlaneCommand implements Callable<Integer> {
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
                PlaneGame game = new PlaneGame("good")) {
            acts.put("plane", game);
            try (Pages open = Pages.open(err, new Site(List.of(), acts, "plane", true), pages.binding())) {
                return Pages.untilStopped(err, signals);
            }
        }
    }
}
