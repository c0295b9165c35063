package dev.gannet.trace.plane;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gannet.trace.Stop;
import java.util.List;
import java.util.Optional;

/**
 * What the game in the plane shows. Points are pairs of numbers; the plane that is shown goes from {@code -EXTENT} to
 * {@code EXTENT} both ways.
 *
 * @param version grows with every change
 * @param state what it is doing
 * @param perSecond steps per second at most, while it plays
 * @param preset the preset that is played, if one is
 * @param distribution the name of the data
 * @param distributions all names
 * @param origin where the data lay before, if they come from a table
 * @param presets all presets
 * @param settings how the networks play
 * @param modes the centres of the data's modes; empty if it has none
 * @param sigma the standard deviation of a mode; 0 without modes
 * @param step steps done
 * @param stop where the current step stands; absent between steps
 * @param reading how an output of D becomes its verdict
 * @param round the newest step that was looked at, as far as it has got
 * @param heat D's outputs, not read yet, at the middles of the cells of a square grid, row by row from the lowest
 * @param manifold where G takes an even grid of noise
 * @param metrics exact numbers about G, now
 * @param history what was measured on the way, at even distances, oldest first
 * @param outcome what the numbers say
 * @param dirac the Dirac-GAN that was played last
 * @param note one line about what could not be done
 */
public record PlaneView(
        long version,
        State state,
        double perSecond,
        Optional<String> preset,
        String distribution,
        List<String> distributions,
        Optional<Origin> origin,
        List<Preset> presets,
        PlaneSettings settings,
        double[][] modes,
        double sigma,
        long step,
        Optional<Stop> stop,
        Reading reading,
        Round round,
        double[] heat,
        Manifold manifold,
        Metrics metrics,
        List<Moment> history,
        Outcome outcome,
        DiracView dirac,
        Optional<String> note) {

    /** How far the shown plane goes from its middle. */
    public static final double EXTENT = 1.5;

    /** Cells of the heat map along one side. */
    public static final int HEAT = 64;

    /** The last view of a game that could not go on, with the reason in one line. */
    public PlaneView ended(String reason) {
        return new PlaneView(
                version + 1,
                State.ENDED,
                perSecond,
                preset,
                distribution,
                distributions,
                origin,
                presets,
                settings,
                modes,
                sigma,
                step,
                stop,
                reading,
                round,
                heat,
                manifold,
                metrics,
                history,
                outcome,
                dirac,
                Optional.of(reason));
    }

    /** What it is doing. */
    public enum State {
        /** Training. */
        PLAYING,
        /** Waiting between two steps. */
        PAUSED,
        /** Waiting at a stop of a step. */
        STOPPED,
        /** It is over. */
        ENDED
    }

    /** How an output of D becomes its verdict. */
    public enum Reading {
        /** A logit: the sigmoid of it is a probability. */
        @JsonProperty("sigmoid")
        SIGMOID,
        /** A verdict itself, cut off at 0 and 1. */
        @JsonProperty("clipped")
        CLIPPED,
        /** A score without bounds. */
        @JsonProperty("score")
        SCORE
    }

    /**
     * Where the points of a table lay before they were moved into the plane.
     *
     * @param points how many there are
     * @param x the place that is the middle of the plane now
     * @param y the place that is the middle of the plane now
     * @param unit how much of the table is one unit of the plane
     */
    public record Origin(int points, double x, double y, double unit) {}

    /**
     * A preset.
     *
     * @param name of it
     * @param distribution its data
     * @param settings how its networks play
     * @param expected how it ends
     * @param steps by when
     */
    public record Preset(String name, String distribution, PlaneSettings settings, Outcome expected, int steps) {}

    /** What the numbers of a game say. */
    public enum Outcome {
        /** Too early to say. */
        @JsonProperty("early")
        EARLY,
        /** G makes points where the data are. */
        @JsonProperty("good")
        GOOD,
        /** G makes few kinds of points only. */
        @JsonProperty("collapse")
        COLLAPSE,
        /** D knows every made point for what it is, and G does not get away from there. */
        @JsonProperty("strong")
        STRONG,
        /** G runs around instead of coming closer. */
        @JsonProperty("oscillation")
        OSCILLATION,
        /** None of these. */
        @JsonProperty("open")
        OPEN
    }

    /**
     * One training step: N points of each kind, those that the networks learned from. A part that the step has not got to
     * is empty.
     *
     * @param step its number, from 1
     * @param noise (N, latent) what the made points come from
     * @param fake (N, 2) made points
     * @param real (N, 2) real points
     * @param onFake (N) D's verdict on the made points
     * @param onReal (N) D's verdict on the real points
     * @param errorFake (N) D's error on the made points, target 0
     * @param errorReal (N) D's error on the real points, target 1
     * @param after (N) the updated D's verdict on the same made points
     * @param errorG (N) G's error, target 1
     * @param arrows (N, 2) where G's error wants each made point to go: minus the slope of that point's own error
     * @param moved (N, 2) what the updated G makes of the same noise
     * @param onMoved (N) D's verdict on these
     */
    public record Round(
            long step,
            double[][] noise,
            double[][] fake,
            double[][] real,
            double[] onFake,
            double[] onReal,
            double[] errorFake,
            double[] errorReal,
            double[] after,
            double[] errorG,
            double[][] arrows,
            double[][] moved,
            double[] onMoved) {
        /** No step yet. */
        public static Round none() {
            double[][] points = {};
            double[] numbers = {};
            return new Round(
                    0, points, points, points, numbers, numbers, numbers, numbers, numbers, numbers, points, points,
                    numbers);
        }
    }

    /**
     * Where G takes a grid of noise whose cells are equally likely; with more than two numbers of noise, the others are 0.
     *
     * @param rows of the grid; 1 if the noise is one number
     * @param columns of the grid
     * @param points (rows times columns, 2), row by row
     */
    public record Manifold(int rows, int columns, double[][] points) {}

    /**
     * Exact numbers about 2,500 made points.
     *
     * @param modes how many of the data's modes have at least a tenth of their fair share of points within three standard
     *     deviations; 0 without modes
     * @param quality the share of points within three standard deviations of a mode; 0 without modes
     * @param shannon the Jensen-Shannon divergence between histograms of made and real points, in bits: 0 equal, 1 apart
     * @param wasserstein sliced Wasserstein-1 distance to as many real points
     */
    public record Metrics(int modes, double quality, double shannon, double wasserstein) {}

    /**
     * Something measured on the way.
     *
     * @param step steps done then
     * @param lossD D's mean error since the moment before
     * @param lossG G's mean error since the moment before
     * @param onReal D's mean verdict on real points, before its update
     * @param onFake D's mean verdict on made points, before its update
     * @param pull mean length of the arrows
     * @param travel mean way of the points that G makes of the same noise, since the moment before
     * @param metrics then
     */
    public record Moment(
            long step,
            double lossD,
            double lossG,
            double onReal,
            double onFake,
            double pull,
            double travel,
            Metrics metrics) {}
}
