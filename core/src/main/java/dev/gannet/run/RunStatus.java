package dev.gannet.run;

import java.util.List;
import java.util.Optional;

/**
 * How a run stands, read from its folder.
 *
 * @param name of the folder
 * @param state what it is doing
 * @param step steps done at the last event
 * @param lossD D's last mean loss, if there was a tick
 * @param lossG G's last mean loss, if there was a tick
 * @param sample path of the newest grid, if there is one
 * @param edited the steps that somebody has replaced by a branch of them
 */
public record RunStatus(
        String name,
        State state,
        long step,
        Optional<Double> lossD,
        Optional<Double> lossG,
        Optional<String> sample,
        List<Long> edited) {

    /** What a run is doing. */
    public enum State {
        /** A process trains now. */
        RUNNING,
        /** It has done all it was asked to do. */
        FINISHED,
        /** Somebody stopped it; everything was saved. */
        STOPPED,
        /** It ended with an error. */
        FAILED,
        /** Its process died; what was saved last is there. */
        KILLED
    }

    /** Reads a run's status. */
    public static RunStatus of(RunDir run) {
        List<RunEvent> events = run.events().read();
        Optional<RunEvent.Tick> tick = RunEvent.last(events, RunEvent.Tick.class);
        return new RunStatus(
                run.name(),
                stateOf(run, events.isEmpty() ? Optional.empty() : Optional.of(events.getLast())),
                events.reversed().stream()
                        .flatMap(event -> step(event).stream())
                        .findFirst()
                        .orElse(0L),
                tick.map(RunEvent.Tick::lossD),
                tick.map(RunEvent.Tick::lossG),
                RunEvent.last(events, RunEvent.Sample.class)
                        .map(sample -> run.path().resolve(sample.file()).toString()),
                RunEvent.all(events, RunEvent.Edited.class).stream()
                        .map(RunEvent.Edited::step)
                        .toList());
    }

    /**
     * What a run is doing.
     *
     * @param last its newest event
     */
    public static State stateOf(RunDir run, Optional<RunEvent> last) {
        if (RunLock.isHeld(run)) {
            return State.RUNNING;
        }
        return switch (last.orElse(new RunEvent.Failed(0, ""))) {
            case RunEvent.Stopped stopped -> stopped.interrupted() ? State.STOPPED : State.FINISHED;
            case RunEvent.Failed _ -> State.FAILED;
            case RunEvent.Started _,
                    RunEvent.Tick _,
                    RunEvent.Vitals _,
                    RunEvent.Scores _,
                    RunEvent.Found _,
                    RunEvent.Cleared _,
                    RunEvent.Sample _,
                    RunEvent.Saved _,
                    RunEvent.NotSaved _,
                    RunEvent.Skipped _,
                    RunEvent.WentBack _,
                    RunEvent.Edited _,
                    RunEvent.Lost _,
                    RunEvent.Notice _ -> State.KILLED;
        };
    }

    private static Optional<Long> step(RunEvent event) {
        return switch (event) {
            case RunEvent.Started _ -> Optional.empty();
            case RunEvent.Tick tick -> Optional.of(tick.step());
            case RunEvent.Vitals vitals -> Optional.of(vitals.step());
            case RunEvent.Scores scores -> Optional.of(scores.step());
            case RunEvent.Found found -> Optional.of(found.step());
            case RunEvent.Cleared cleared -> Optional.of(cleared.step());
            case RunEvent.Sample sample -> Optional.of(sample.step());
            case RunEvent.Saved saved -> Optional.of(saved.step());
            case RunEvent.NotSaved notSaved -> Optional.of(notSaved.step());
            case RunEvent.Skipped skipped -> Optional.of(skipped.step());
            case RunEvent.WentBack wentBack -> Optional.of(wentBack.step());
            case RunEvent.Edited edited -> Optional.of(edited.step());
            case RunEvent.Lost lost -> Optional.of(lost.step());
            case RunEvent.Notice notice -> Optional.of(notice.step());
            case RunEvent.Stopped stopped -> Optional.of(stopped.step());
            case RunEvent.Failed failed -> Optional.of(failed.step());
        };
    }
}
