package dev.gannet.trace.plane;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.gannet.config.UserException;
import java.util.Arrays;

/** What the game in the plane may be asked for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(PlaneAsk.Play.class),
    @JsonSubTypes.Type(PlaneAsk.Pause.class),
    @JsonSubTypes.Type(PlaneAsk.Step.class),
    @JsonSubTypes.Type(PlaneAsk.Next.class),
    @JsonSubTypes.Type(PlaneAsk.Reset.class),
    @JsonSubTypes.Type(PlaneAsk.Preset.class),
    @JsonSubTypes.Type(PlaneAsk.Setup.class),
    @JsonSubTypes.Type(PlaneAsk.Draw.class),
    @JsonSubTypes.Type(PlaneAsk.Csv.class),
    @JsonSubTypes.Type(PlaneAsk.Dirac.class)
})
public sealed interface PlaneAsk {
    /**
     * Train on.
     *
     * @param perSecond steps per second at most, above 0
     */
    @JsonTypeName("play")
    record Play(double perSecond) implements PlaneAsk {
        /** Checks the range. */
        public Play {
            if (!(perSecond > 0)) {
                throw UserException.range("perSecond", perSecond, "a number above 0");
            }
        }
    }

    /** Wait after this step. */
    @JsonTypeName("pause")
    record Pause() implements PlaneAsk {}

    /** On to the end of this step, or one whole step; then wait. */
    @JsonTypeName("step")
    record Step() implements PlaneAsk {}

    /** On to the next stop of this step, or to the first one of the next step. */
    @JsonTypeName("next")
    record Next() implements PlaneAsk {}

    /** New networks, everything else as it is. */
    @JsonTypeName("reset")
    record Reset() implements PlaneAsk {}

    /**
     * New networks on the data and with the settings of a preset.
     *
     * @param name of the preset
     */
    @JsonTypeName("preset")
    record Preset(String name) implements PlaneAsk {}

    /**
     * New networks on other data or with other settings.
     *
     * @param distribution a name of the view's distributions
     * @param settings all of them
     */
    @JsonTypeName("setup")
    record Setup(String distribution, PlaneSettings settings) implements PlaneAsk {}

    /**
     * New networks on points that somebody has drawn.
     *
     * @param points 1 to 512 pairs, both numbers in [-1.5, 1.5]
     */
    @JsonTypeName("draw")
    record Draw(double[][] points) implements PlaneAsk {
        /** Most points. */
        public static final int MOST = 512;

        /** Checks the number of points and where they are. */
        public Draw {
            if (points.length < 1 || points.length > MOST) {
                throw UserException.range("points", points.length + " points", "1 to " + MOST);
            }
            for (double[] point : points) {
                if (point.length != 2 || !inside(point[0]) || !inside(point[1])) {
                    throw UserException.range("points", Arrays.toString(point), "two numbers from -1.5 to 1.5 each");
                }
            }
        }

        private static boolean inside(double x) {
            return x >= -PlaneView.EXTENT && x <= PlaneView.EXTENT;
        }
    }

    /**
     * New networks on the points of a table.
     *
     * @param text the table, as {@link PointTable#read} takes it; refused at once if it is none
     */
    @JsonTypeName("csv")
    record Csv(String text) implements PlaneAsk {
        /** Reads it to see whether it can be read. */
        public Csv {
            PointTable.read(text);
        }

        /** Its points. */
        public PointTable table() {
            return PointTable.read(text);
        }
    }

    /**
     * Play the Dirac-GAN, beside the game.
     *
     * @param rule how
     */
    @JsonTypeName("dirac")
    record Dirac(DiracRule rule) implements PlaneAsk {}
}
