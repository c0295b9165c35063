package dev.gannet.plane;

import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.SweepView.Cell;
import dev.gannet.train.Witness;
import java.util.Arrays;
import java.util.Optional;

/** A game of a sweep. Belongs to one thread. */
final class SweepCell implements AutoCloseable {
    private final Distribution data;
    private final PlaneSettings settings;
    private final Arena arena;
    private Optional<String> trouble = Optional.empty();
    private Cell shown;

    SweepCell(Distribution data, PlaneSettings settings) {
        this.data = data;
        this.settings = settings;
        this.arena = new Arena(data, settings);
        this.shown = look();
    }

    /** Trains on, unless its numbers have ceased to be finite. */
    void step() throws InterruptedException {
        if (trouble.isEmpty()) {
            trouble = arena.step(Optional.empty(), Witness.NONE);
        }
    }

    /** Looks at it anew. */
    void measure() {
        shown = look();
    }

    /** As it was when it was last looked at. */
    Cell shown() {
        return shown;
    }

    private Cell look() {
        return new Cell(
                settings.lrD(),
                settings.lrG(),
                arena.step(),
                Points.brief(Arrays.copyOf(arena.made(), Sweep.SHOWN)),
                arena.metrics(),
                new Judge(data.modes().length).of(arena.history()),
                trouble);
    }

    @Override
    public void close() {
        arena.close();
    }
}
