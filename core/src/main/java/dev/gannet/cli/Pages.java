package dev.gannet.cli;

import dev.gannet.paper.StepFile;
import dev.gannet.paper.Words;
import dev.gannet.run.RunDir;
import dev.gannet.trace.Act;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.web.Binding;
import dev.gannet.web.Parcel;
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

    /** One run, and inside its steps. */
    static Site site(RunDir run, String first, boolean control, Act<DebugView, ?> debugger) {
        return site(List.of(run), first, control, debugger);
    }

    /** A step that somebody has sent. */
    static Site site(StepFile step) {
        return site(List.of(), "step", false, new Still(step.view()));
    }

    private static Site site(List<RunDir> runs, String first, boolean control, Act<DebugView, ?> debugger) {
        SequencedMap<String, Act<?, ?>> acts = new LinkedHashMap<>();
        acts.put("debugger", debugger);
        SequencedMap<String, Parcel> parcels = new LinkedHashMap<>();
        parcels.put("step.zip", languages -> StepFile.of(debugger.view()).map(step -> step.zip(Words.of(languages))));
        return new Site(runs, acts, first, control, parcels);
    }

    /** What never changes, and cannot be asked for anything. */
    private record Still(DebugView view) implements Act<DebugView, Ask> {
        @Override
        public boolean ask(Ask request) {
            return false;
        }

        @Override
        public Class<Ask> requests() {
            return Ask.class;
        }

        @Override
        public void onChange(Runnable listener) {
            // there is nothing to tell
        }
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
