package dev.gannet.web;

import dev.gannet.run.RunDir;
import dev.gannet.trace.Act;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Serves a run folder with a debugger that only pretends, so that pages can be looked at while they are written: their files
 * are read from {@code core/src/main/resources} anew for every request, if that folder is there.
 *
 * <p>{@code ServeFake RUN PORT [first page]}; with a folder of runs, all of them; with an empty one, two runs that are made up.
 */
public final class ServeFake {
    private ServeFake() {}

    /** Serves until it is killed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path given = Files.createDirectories(Path.of(args[0]));
        if (RunDir.list(given).isEmpty() && !Files.exists(given.resolve("config.json"))) {
            FakeRun.busy(given, 4_000);
            FakeRun.busy(given, 2_000);
        }
        List<RunDir> runs =
                Files.exists(given.resolve("config.json")) ? List.of(new RunDir(given)) : RunDir.list(given);
        SequencedMap<String, Act<?, ?>> acts = new LinkedHashMap<>();
        acts.put("debugger", new FakeDebugger());
        Site site = new Site(runs, acts, args.length > 2 ? args[2] : "runs", true);
        Path sources = Path.of("core/src/main/resources/dev/gannet/web");
        Binding binding = Binding.loopback(Integer.parseInt(args[1]));
        WebServer server = Files.isDirectory(sources)
                ? WebServer.start(site, binding, () -> read(sources), Patience.USUAL)
                : WebServer.start(site, binding);
        for (int i = 0; i < 5; i++) {
            System.out.println(server.uri());
        }
        Thread.currentThread().join();
    }

    private static Assets read(Path folder) {
        try {
            return Assets.ofFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
