package dev.gannet.cli;

import dev.gannet.feature.Learning;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** How far a feature network has learned: on a terminal one line that is written over, elsewhere one when it begins. */
final class LearningLine implements Consumer<Learning.Progress>, AutoCloseable {
    private final PrintWriter err;
    private final boolean terminal;
    private long shown = -1;

    LearningLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void accept(Learning.Progress progress) {
        long percent = progress.step() * 100 / progress.steps();
        String line = "features  %s learns from the data, once: ".formatted(progress.space());
        if (terminal && percent > shown) {
            err.print("\r\u001b[K%s%d %%".formatted(line, percent));
            err.flush();
        } else if (!terminal && shown < 0) {
            err.println(line + "a minute or more");
        }
        shown = Math.max(shown, percent);
    }

    /** Leaves the terminal's line empty. */
    @Override
    public void close() {
        if (terminal && shown >= 0) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
