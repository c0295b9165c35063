package dev.gannet.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Optional;

/** What happens in a run, one line of {@code events.jsonl} each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(RunEvent.Started.class),
    @JsonSubTypes.Type(RunEvent.Tick.class),
    @JsonSubTypes.Type(RunEvent.Sample.class),
    @JsonSubTypes.Type(RunEvent.Saved.class),
    @JsonSubTypes.Type(RunEvent.NotSaved.class),
    @JsonSubTypes.Type(RunEvent.Skipped.class),
    @JsonSubTypes.Type(RunEvent.WentBack.class),
    @JsonSubTypes.Type(RunEvent.Lost.class),
    @JsonSubTypes.Type(RunEvent.Notice.class),
    @JsonSubTypes.Type(RunEvent.Stopped.class),
    @JsonSubTypes.Type(RunEvent.Failed.class)
})
public sealed interface RunEvent {
    /** The newest event of a kind. */
    static <T extends RunEvent> Optional<T> last(List<RunEvent> events, Class<T> kind) {
        return events.reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /**
     * Before the first step.
     *
     * @param time wall clock, ISO 8601
     * @param gannet version of this program
     * @param engine version of libtorch
     * @param data what it is trained on
     * @param images how many real images there are
     */
    @JsonTypeName("started")
    record Started(String time, String gannet, String engine, String data, int images) implements RunEvent {}

    /**
     * Progress, every few steps. D(x) is the discriminator's verdict on real images, D(G(z)) on made ones.
     *
     * @param step steps done
     * @param epoch passes over the data, with a fraction
     * @param seconds training time so far
     * @param imagesPerSecond real images per second since the last tick
     * @param waiting share of the time since the last tick that steps have waited for images, 0 to 1
     * @param lossD D's mean loss since the last tick
     * @param lossG G's mean loss since the last tick
     * @param realBefore D(x) in this step, before D's update
     * @param realAfter D(x) of the same images, after it
     * @param fakeBefore D(G(z)) in this step, before D's update
     * @param fakeAfterD D(G(z)) after D's update
     * @param fakeAfterG D(G(z)) of the same noise after G's update
     */
    @JsonTypeName("tick")
    record Tick(
            long step,
            double epoch,
            double seconds,
            double imagesPerSecond,
            double waiting,
            double lossD,
            double lossG,
            double realBefore,
            double realAfter,
            double fakeBefore,
            double fakeAfterD,
            double fakeAfterG)
            implements RunEvent {}

    /**
     * A grid was drawn.
     *
     * @param step steps done
     * @param file in the run folder
     */
    @JsonTypeName("sample")
    record Sample(long step, String file) implements RunEvent {}

    /**
     * A checkpoint is on the disk.
     *
     * @param step steps done
     * @param folder in the run folder
     */
    @JsonTypeName("saved")
    record Saved(long step, String folder) implements RunEvent {}

    /**
     * A checkpoint could not be written; training goes on.
     *
     * @param step steps done
     * @param reason why not
     */
    @JsonTypeName("not-saved")
    record NotSaved(long step, String reason) implements RunEvent {}

    /**
     * A step's numbers were not finite; it has changed nothing.
     *
     * @param step its number, from 1
     * @param reason which tensor, and what it holds
     */
    @JsonTypeName("skipped")
    record Skipped(long step, String reason) implements RunEvent {}

    /**
     * Too many steps were skipped: the networks are again what they were. Images and noise go on from where they were.
     *
     * @param step steps done
     * @param to the step of the checkpoint
     * @param lr the learning rate from here on
     */
    @JsonTypeName("went-back")
    record WentBack(long step, long to, double lr) implements RunEvent {}

    /**
     * A real image could be read once and cannot any more; others are in its place from here on.
     *
     * @param step the step that missed it
     * @param name in the data
     * @param reason why it cannot be read
     * @param total how many the run has lost so far
     */
    @JsonTypeName("lost")
    record Lost(long step, String name, String reason, int total) implements RunEvent {}

    /**
     * Something that the user should know.
     *
     * @param step steps done
     * @param message one line
     */
    @JsonTypeName("notice")
    record Notice(long step, String message) implements RunEvent {}

    /**
     * The run ended well.
     *
     * @param step steps done
     * @param seconds training time
     * @param interrupted whether somebody stopped it before its time
     */
    @JsonTypeName("stopped")
    record Stopped(long step, double seconds, boolean interrupted) implements RunEvent {}

    /**
     * The run ended badly.
     *
     * @param step steps done
     * @param message what the user was told
     */
    @JsonTypeName("failed")
    record Failed(long step, String message) implements RunEvent {}
}
