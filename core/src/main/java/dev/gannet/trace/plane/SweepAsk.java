package dev.gannet.trace.plane;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.gannet.config.UserException;

/** What a sweep over learning rates may be asked for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({@JsonSubTypes.Type(SweepAsk.Start.class), @JsonSubTypes.Type(SweepAsk.End.class)})
public sealed interface SweepAsk {
    /**
     * Train the game that is played now at other learning rates, from its beginning; a sweep that runs is given up.
     *
     * @param steps of every cell, 100 to 5,000
     */
    @JsonTypeName("start")
    record Start(int steps) implements SweepAsk {
        /** Checks the range. */
        public Start {
            if (steps < 100 || steps > 5000) {
                throw UserException.range("steps", steps, "100 to 5000");
            }
        }
    }

    /** Give up, and keep what has been measured. */
    @JsonTypeName("end")
    record End() implements SweepAsk {}
}
