package dev.gannet.trace.plane;

import dev.gannet.trace.plane.PlaneView.Metrics;
import dev.gannet.trace.plane.PlaneView.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * One game at a grid of learning rates: the same data, the same networks in the beginning, the same random numbers.
 *
 * @param version grows with every change
 * @param state what it is doing
 * @param steps that every cell is to make
 * @param game what is the same in every cell; absent before the first sweep
 * @param lrD D's learning rates, rising: the columns
 * @param lrG G's learning rates, rising: the rows
 * @param cells row by row
 * @param note one line about what went wrong, if the sweep itself has broken
 */
public record SweepView(
        long version,
        State state,
        int steps,
        Optional<Common> game,
        double[] lrD,
        double[] lrG,
        List<Cell> cells,
        Optional<String> note) {

    /** What there is before the first sweep. */
    public static SweepView none() {
        return new SweepView(
                0, State.NONE, 0, Optional.empty(), new double[0], new double[0], List.of(), Optional.empty());
    }

    /** The next view: the same cells, in another state. */
    public SweepView in(State next, Optional<String> why) {
        return new SweepView(version + 1, next, steps, game, lrD, lrG, cells, why);
    }

    /** The next view: other cells, still running. */
    public SweepView with(List<Cell> next) {
        return new SweepView(version + 1, State.RUNNING, steps, game, lrD, lrG, List.copyOf(next), note);
    }

    /** What it is doing. */
    public enum State {
        /** Nothing yet. */
        NONE,
        /** Training. */
        RUNNING,
        /** Every cell has made its steps. */
        DONE,
        /** Given up. */
        STOPPED,
        /** It is over, for good. */
        ENDED
    }

    /**
     * What is the same in every cell.
     *
     * @param distribution the name of the data
     * @param settings but for the learning rates, which are those of the middle
     * @param real (N, 2) some real points
     * @param modes how many modes the data have; 0 if they have none
     */
    public record Common(String distribution, PlaneSettings settings, double[][] real, int modes) {}

    /**
     * One pair of learning rates.
     *
     * @param lrD D's
     * @param lrG G's
     * @param step steps made
     * @param made (N, 2) some of the points that G makes now
     * @param metrics exact numbers about G, now
     * @param outcome what the numbers say
     * @param trouble where numbers were first not finite, if they were not: this cell goes no further
     */
    public record Cell(
            double lrD,
            double lrG,
            long step,
            double[][] made,
            Metrics metrics,
            Outcome outcome,
            Optional<String> trouble) {}
}
