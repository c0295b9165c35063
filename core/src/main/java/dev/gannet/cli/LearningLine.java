package dev.gannet.cli;

import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.feature.FeatureChoice;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.feature.FeatureSpaces;
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

    /** The chosen feature space of some images; if it has to learn first, a line says so. The caller closes it. */
    static FeatureSpace open(FeatureChoice choice, ImageSource source, Cache cache, PrintWriter err)
            throws InterruptedException {
        try (LearningLine line = new LearningLine(err, Terminal.attached())) {
            return FeatureSpaces.of(choice, source, new Learning(cache, 1, Learning.IMAGES, line));
        }
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
