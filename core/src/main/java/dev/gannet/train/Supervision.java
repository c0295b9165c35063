package dev.gannet.train;

import dev.gannet.data.HoldOut;
import dev.gannet.evaluate.Judge;
import dev.gannet.evaluate.Plateau;
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
 * @param judging makes who says now and then how good the pictures are
 * @param until when the run ends before its budget is spent: once they do not get better any more
 */
public record Supervision(
        Consumer<RunEvent> listener,
        BooleanSupplier stop,
        Optional<Board> board,
        Retention keeps,
        Optional<Judging> judging,
        Optional<Plateau> until) {
    /** Makes a judge over a run's real images, before the first step. */
    @FunctionalInterface
    public interface Judging {
        /**
         * A new judge, whom the run closes; none if there are too few images to judge by.
         *
         * @param images those that are trained on, and those that are not; borrowed
         */
        Optional<Judge> over(HoldOut images) throws InterruptedException;
    }

    /** One that listens and may stop it. */
    public static Supervision of(Consumer<RunEvent> listener, BooleanSupplier stop) {
        return new Supervision(listener, stop, Optional.empty(), Retention.DEFAULT, Optional.empty(), Optional.empty());
    }

    /** The same with one more listener, told after the first. */
    public Supervision telling(Consumer<RunEvent> other) {
        return new Supervision(listener.andThen(other), stop, board, keeps, judging, until);
    }

    /** The same with a board. */
    public Supervision withBoard(Board at) {
        return new Supervision(listener, stop, Optional.of(at), keeps, judging, until);
    }

    /** The same with other checkpoints that stay. */
    public Supervision keeping(Retention other) {
        return new Supervision(listener, stop, board, other, judging, until);
    }

    /** The same, judged, and ended early if {@code plateau} says so. */
    public Supervision judgedBy(Judging one, Optional<Plateau> plateau) {
        return new Supervision(listener, stop, board, keeps, Optional.of(one), plateau);
    }
}
