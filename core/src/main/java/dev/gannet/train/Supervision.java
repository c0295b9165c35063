package dev.gannet.train;

import dev.gannet.run.RunEvent;
import dev.gannet.storage.Retention;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What somebody who has started a run hears of it and may do to it.
 *
 * @param listener told every event, on the thread that trains, after it has been logged
 * @param stop asked before every step: whether to end; everything is saved
 * @param board where the run can be held and looked into
 * @param keeps which checkpoints stay
 */
public record Supervision(Consumer<RunEvent> listener, BooleanSupplier stop, Optional<Board> board, Retention keeps) {
    /** One that listens and may stop it. */
    public static Supervision of(Consumer<RunEvent> listener, BooleanSupplier stop) {
        return new Supervision(listener, stop, Optional.empty(), Retention.DEFAULT);
    }

    /** The same with one more listener, told after the first. */
    public Supervision telling(Consumer<RunEvent> other) {
        return new Supervision(listener.andThen(other), stop, board, keeps);
    }

    /** The same with a board. */
    public Supervision withBoard(Board at) {
        return new Supervision(listener, stop, Optional.of(at), keeps);
    }

    /** The same with other checkpoints that stay. */
    public Supervision keeping(Retention other) {
        return new Supervision(listener, stop, board, other);
    }
}
