package dev.gannet.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gannet.config.RunConfig;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One line of a run's {@code history.jsonl}: it was started, resumed, changed or edited. {@code events.jsonl} knows nothing of all
 * that but an edit: a run that was interrupted has the same events as one that was not.
 *
 * @param time wall clock, ISO 8601
 * @param kind what was done
 * @param step steps done before; of an edited step its own number
 * @param environment where
 * @param config what the run has been asked to do from here on
 * @param notes what the user was told: changed settings, damaged checkpoints, weights that were not loaded
 */
public record Chapter(
        String time, Kind kind, long step, Environment environment, RunConfig config, List<String> notes) {
    /** What was done. */
    public enum Kind {
        /** A new run. */
        @JsonProperty("started")
        STARTED,
        /** A run went on. */
        @JsonProperty("resumed")
        RESUMED,
        /** Somebody changed a setting while it ran. */
        @JsonProperty("changed")
        CHANGED,
        /** Somebody has replaced the step by a branch of it. */
        @JsonProperty("edited")
        EDITED
    }

    /** One that begins now. */
    public static Chapter now(Kind kind, long step, Environment environment, RunConfig config, List<String> notes) {
        String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new Chapter(time, kind, step, environment, config, notes);
    }
}
