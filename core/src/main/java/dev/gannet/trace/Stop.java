package dev.gannet.trace;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where one training step can be looked at, in its order. */
public enum Stop {
    /** Before the step. */
    READY,
    /** Noise z has been drawn. */
    NOISE,
    /** G has turned it into images. */
    GENERATE,
    /** Real images are there. */
    REAL,
    /** D has judged the made images. */
    D_ON_FAKES,
    /** D has judged the real images. */
    D_ON_REALS,
    /** The verdicts have been compared with their targets. */
    ERRORS,
    /** D's error has gone back through D. */
    BACKWARD_D,
    /** D's weights have changed. */
    UPDATE_D,
    /** The updated D has judged images of G again: the same ones, or fresh ones. */
    RESCORE,
    /** Those verdicts have been compared with target 1. */
    G_ERROR,
    /** G's error has gone back through D to the pixels and on through G. */
    BACKWARD_G,
    /** G's weights have changed. */
    UPDATE_G,
    /** What G makes of the same noise now, and what D says to it. */
    RESULT;

    /** The type of what is seen there. */
    public Class<? extends Seen> shows() {
        return switch (this) {
            case READY -> Seen.Ready.class;
            case NOISE -> Seen.Noise.class;
            case GENERATE -> Seen.Made.class;
            case REAL -> Seen.Reals.class;
            case D_ON_FAKES, D_ON_REALS -> Seen.Scores.class;
            case ERRORS -> Seen.Errors.class;
            case BACKWARD_D -> Seen.BackwardD.class;
            case UPDATE_D, UPDATE_G -> Seen.Update.class;
            case RESCORE -> Seen.Rescored.class;
            case G_ERROR -> Seen.ForgerError.class;
            case BACKWARD_G -> Seen.BackwardG.class;
            case RESULT -> Seen.Result.class;
        };
    }

    /** {@code S0} to {@code S13}. */
    @JsonValue
    public String id() {
        return "S" + ordinal();
    }

    /** The stop after this one; {@link #READY} of the next step after {@link #RESULT}. */
    public Stop next() {
        return values()[(ordinal() + 1) % values().length];
    }
}
