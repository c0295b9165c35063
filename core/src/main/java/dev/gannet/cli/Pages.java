package dev.gannet.cli;

import dev.gannet.run.RunDir;
import dev.gannet.trace.Act;
import dev.gannet.web.Binding;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;

/** A command's pages in a browser. */
final class Pages implements AutoCloseable {
    private static final long LOOK_UP_MILLIS = 100; // for a signal

    private final WebServer server;

    private Pages(WebServer server) {
        this.server = server;
    }

    /** Serves pages and prints, once, where. */
    static Pages open(PrintWriter err, Site site, Binding binding) {
        Pages pages = new Pages(WebServer.start(site, binding));
        err.println("open     %s".formatted(pages.server.uri()));
        return pages;
    }

    /** One run, and something live beside it. */
    static Site site(RunDir run, String first, boolean control, Act<?, ?> debugger) {
        SequencedMap<String, Act<?, ?>> acts = new LinkedHashMap<>();
        acts.put("debugger", debugger);
        return new Site(List.of(run), acts, first, control);
    }

    /** Waits for Ctrl-C; the exit code. */
    static int untilStopped(PrintWriter err, Signals signals) throws InterruptedException {
        err.println("stop     Ctrl-C");
        while (!signals.stopRequested()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_UP_MILLIS);
        }
        return 0;
    }

    @Override
    public void close() {
        server.close();
    }
}
