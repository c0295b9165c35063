package dev.gannet.cli;

import dev.gannet.data.scan.ScanProgress;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** How far a look at the data has come: a bar on a terminal, elsewhere a line now and then. Called on one thread. */
final class ScanLine implements Consumer<ScanProgress>, AutoCloseable {
    private static final int WIDTH = 24;
    private static final long NANOS = 1_000_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long last = start;
    private boolean shown;

    ScanLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void accept(ScanProgress progress) {
        long now = System.nanoTime();
        if (now - last < (terminal ? NANOS / 10 : 15 * NANOS)) {
            return;
        }
        last = now;
        String line = line(progress, (now - start) / 1e9);
        if (terminal) {
            err.print("\r\u001b[K" + line);
            err.flush();
            shown = true;
        } else {
            err.println(line);
        }
    }

    /** For example: looking  [########                ] 12,345 of 36,000 | 2 rejected | 1,234 a second | ETA 19s */
    static String line(ScanProgress progress, double seconds) {
        return switch (progress.phase()) {
            case LISTING -> "listing  %,d pictures".formatted(progress.done());
            case LOOKING -> {
                double rate = progress.done() / Math.max(seconds, 1e-3);
                int filled = (int) (progress.done() * WIDTH / Math.max(1, progress.total()));
                yield "looking  [%s%s] %,d of %,d | %,d rejected | %,.0f a second | ETA %s"
                        .formatted(
                                "#".repeat(filled),
                                " ".repeat(WIDTH - filled),
                                progress.done(),
                                progress.total(),
                                progress.rejected(),
                                rate,
                                Progress.time((progress.total() - progress.done()) / rate));
            }
        };
    }

    /** Leaves the terminal's line empty. */
    @Override
    public void close() {
        if (shown) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
