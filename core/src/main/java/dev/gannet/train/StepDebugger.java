package dev.gannet.train;

import dev.gannet.config.UserException;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.DebugView.State;
import dev.gannet.trace.Seen;
import dev.gannet.trace.Stop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Stops a training in the middle of its steps, on the thread that trains. Steps are the run's own: attached and taken stop by
 * stop, it ends bit for bit as without. It can be taken back for a few steps, which are then made once more and compared.
 */
final class StepDebugger implements Stepper {
    private static final int MOST_BACK = 3;

    private final Desk desk;
    private final Board board;
    private final BooleanSupplier ended;
    private final Deque<Snapshot> ring = new ArrayDeque<>();
    private final Map<Long, Boolean> watched = new HashMap<>();
    private final Map<Long, Map<String, String>> outcomes = new HashMap<>();
    private Mode mode;
    private double epochToReach;
    private long heldNanos;

    /** How it goes on from a stop. */
    private sealed interface Mode {
        record Free() implements Mode {}

        record Waiting() implements Mode {}

        record ToEnd() implements Mode {}

        record ToNext() implements Mode {}

        record ToEpoch() implements Mode {}

        record Playing(double seconds) implements Mode {}
    }

    /** Thrown through a step that is abandoned, to go back to its beginning or that of an earlier one. */
    private static final class Back extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int steps;

        Back(int steps) {
            super("rewound", null, false, false);
            this.steps = steps;
        }
    }

    /** Thrown through a step that something else takes the place of. */
    private static final class Replaced extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Snapshot outcome;
        private final transient DebugView.Edit edit;

        Replaced(Snapshot outcome, DebugView.Edit edit) {
            super("replaced", null, false, false);
            this.outcome = outcome;
            this.edit = edit;
        }
    }

    /** Thrown out of {@link #step} when the desk wants the trainer to be left. */
    static final class Left extends RuntimeException {
        private static final long serialVersionUID = 1;

        Left() {
            super("left", null, false, false);
        }
    }

    /**
     * A debugger.
     *
     * @param board where requests come from and views go
     * @param waiting whether to stop before the first step
     * @param ended asked while waiting: whether to let go, because the run is to end
     */
    StepDebugger(Board board, Desk desk, boolean waiting, BooleanSupplier ended) {
        this.board = board;
        this.desk = desk;
        this.mode = waiting ? new Mode.Waiting() : new Mode.Free();
        this.ended = ended;
    }

    @Override
    public double heldSeconds() {
        return heldNanos / 1e9;
    }

    @Override
    public Optional<StepStats> step(Trainer trainer, boolean watch, Witness witness) throws InterruptedException {
        long target = trainer.step() + 1;
        Optional<StepStats> stats = Optional.empty();
        while (trainer.step() < target) {
            attend(trainer);
            boolean read = trainer.step() + 1 < target ? watched.getOrDefault(trainer.step(), false) : watch;
            stats = isFree(trainer) ? free(trainer, read, witness) : withStops(trainer, read, witness);
        }
        return stats;
    }

    @Override
    public void close() {
        ring.forEach(Snapshot::close);
        ring.clear();
    }

    @Override
    public void forget(Trainer trainer) {
        close();
        watched.clear();
        outcomes.clear();
        trainer.tape().record(false);
        board.forget(trainer);
    }

    private boolean isFree(Trainer trainer) {
        if (mode instanceof Mode.ToEpoch && trainer.epoch() >= epochToReach) {
            mode = new Mode.Waiting();
        }
        return mode instanceof Mode.Free || mode instanceof Mode.ToEpoch;
    }

    private Optional<StepStats> free(Trainer trainer, boolean watch, Witness witness) throws InterruptedException {
        if (!ring.isEmpty()) {
            forget(trainer);
        }
        board.trains(trainer);
        return trainer.step(watch, witness);
    }

    private Optional<StepStats> withStops(Trainer trainer, boolean watch, Witness witness) throws InterruptedException {
        trainer.tape().record(true);
        Snapshot now = Snapshot.of(trainer);
        ring.addLast(now);
        watched.put(now.step(), watch);
        while (ring.size() > MOST_BACK) {
            ring.removeFirst().close();
        }
        long first = ring.getFirst().step();
        watched.keySet().removeIf(step -> step < first);
        outcomes.keySet().removeIf(step -> step <= first); // their beginnings are gone
        trainer.tape().forgetBefore(ring.getFirst().position());
        try {
            Recorder recorder = Recorder.of(trainer, now.hashes(), (stop, seen) -> arrived(trainer, stop, seen));
            Optional<StepStats> stats = trainer.step(watch, recorder.and(witness));
            compare(now.step() + 1, Snapshot.hashes(trainer.tensors()));
            return stats;
        } catch (Back back) {
            goBack(trainer, back.steps);
            return Optional.empty();
        } catch (Replaced replaced) {
            replace(trainer, now, replaced);
            return Optional.empty();
        }
    }

    private void compare(long step, Map<String, String> outcome) {
        Map<String, String> before = outcomes.put(step, outcome);
        if (before != null) {
            boolean equal = before.equals(outcome);
            board.replayed(new DebugView.Replay(step, equal));
        }
    }

    private void goBack(Trainer trainer, int steps) {
        Snapshot to = ring.removeLast();
        for (int i = 0; i < steps && !ring.isEmpty(); i++) {
            to.close();
            to = ring.removeLast();
        }
        to.restore(trainer);
        to.close();
        trainer.forward().showNobody();
        mode = new Mode.Waiting();
    }

    private void replace(Trainer trainer, Snapshot beginning, Replaced by) {
        try (Snapshot outcome = by.outcome) {
            beginning.restore(trainer);
            outcome.restore(trainer);
        }
        trainer.forward().showNobody();
        forget(trainer);
        board.edited(by.edit);
        desk.edited(by.edit);
        mode = new Mode.Waiting();
    }

    private void arrived(Trainer trainer, Stop stop, Seen seen) throws InterruptedException {
        long start = System.nanoTime();
        try {
            board.arrived(trainer, stop, seen, ring.size() - 1, state());
            hold(trainer, stop);
        } finally {
            heldNanos += System.nanoTime() - start;
        }
    }

    private State state() {
        return mode instanceof Mode.Waiting ? State.STOPPED : State.PLAYING;
    }

    /** Waits at a stop for as long as somebody wants. */
    private void hold(Trainer trainer, Stop stop) throws InterruptedException {
        while (true) {
            switch (mode) {
                case Mode.Free _, Mode.ToEpoch _ -> {
                    return;
                }
                case Mode.ToEnd _
                when stop != Stop.RESULT -> {
                    return;
                }
                case Mode.ToNext _
                when stop != Stop.READY -> {
                    return;
                }
                case Mode.ToEnd _, Mode.ToNext _ -> mode = new Mode.Waiting();
                case Mode.Waiting _, Mode.Playing _ -> {
                    board.state(state());
                    if (!goesOn(trainer, stop)) {
                        continue;
                    }
                    return;
                }
            }
        }
    }

    /** Serves one request, or waits for a while; whether to leave the stop. */
    private boolean goesOn(Trainer trainer, Stop stop) throws InterruptedException {
        double seconds = mode instanceof Mode.Playing playing ? playing.seconds() : Double.POSITIVE_INFINITY;
        Optional<Ask> ask = board.next(seconds, ended);
        if (ended.getAsBoolean()) {
            mode = new Mode.Free();
            return true;
        }
        return ask.isEmpty() ? mode instanceof Mode.Playing : obey(trainer, stop, ask.get());
    }

    private boolean obey(Trainer trainer, Stop stop, Ask ask) throws InterruptedException {
        if (desk.takes(ask)) {
            return takeToDesk(stop, ask);
        }
        board.clearNote();
        switch (ask) {
            case Ask.Pause _ -> mode = new Mode.Waiting();
            case Ask.Go _ -> mode = new Mode.Free();
            case Ask.Next _ -> mode = new Mode.Waiting();
            case Ask.Finish _ -> mode = new Mode.ToEnd();
            case Ask.Step _ -> mode = new Mode.ToNext();
            case Ask.Epoch _ -> toEpoch(trainer);
            case Ask.Play(double seconds) -> mode = new Mode.Playing(Math.clamp(seconds, 0.05, 60));
            case Ask.Rewind _ -> throw new Back(stop == Stop.READY ? 1 : 0);
            case Ask.Branch branch ->
                tryOut(() -> board.branch(new WhatIf(trainer, ring.getLast()).branch(branch.set())));
            case Ask.Commit _ -> tryOut(() -> commit(trainer));
            case Ask.Discard _ -> board.discard();
            case Ask.Looking looking -> tryOut(() -> board.looked(new WhatIf(trainer, ring.getLast()).look(looking)));
            case Ask.Duel duel -> tryOut(() -> new WhatIf(trainer, ring.getLast()).duel(duel, board::duel));
            case Ask.Save _, Ask.Stop _, Ask.Rate _, Ask.Images _, Ask.Chapter _, Ask.To _ ->
                board.note("this cannot be asked for here");
        }
        return switch (ask) {
            case Ask.Go _, Ask.Next _, Ask.Finish _, Ask.Step _, Ask.Epoch _, Ask.Play _ -> true;
            case Ask.Pause _,
                    Ask.Rewind _,
                    Ask.Branch _,
                    Ask.Commit _,
                    Ask.Discard _,
                    Ask.Duel _,
                    Ask.Looking _,
                    Ask.Save _,
                    Ask.Stop _,
                    Ask.Rate _,
                    Ask.Images _,
                    Ask.Chapter _,
                    Ask.To _ -> false;
        };
    }

    /** Something that is tried out beside the run. */
    @FunctionalInterface
    private interface Trial {
        void run() throws InterruptedException;
    }

    /** Whatever goes wrong with it, memory that is too small for one, is told and does not end the run. */
    private void tryOut(Trial trial) throws InterruptedException {
        board.state(State.BUSY);
        try {
            trial.run();
        } catch (UserException e) {
            board.note(e.getMessage());
        } catch (Replaced e) {
            throw e;
        } catch (RuntimeException | OutOfMemoryError e) {
            String what = e.toString().lines().findFirst().orElseThrow();
            board.note("this could not be computed, and the run goes on without it: " + what);
        }
    }

    /** The branch that is on the board takes the place of this step. */
    private void commit(Trainer trainer) throws InterruptedException {
        long step = trainer.step() + 1;
        Map<String, String> set = board.branchOf(step)
                .orElseThrow(() -> UserException.usage("there is no branch of step %d; try one first".formatted(step)))
                .set();
        throw new Replaced(new WhatIf(trainer, ring.getLast()).outcome(set), new DebugView.Edit(step, set));
    }

    private void toEpoch(Trainer trainer) {
        epochToReach = Math.floor(trainer.epoch()) + 1;
        mode = new Mode.ToEpoch();
    }

    /** The desk is open between two steps: whoever asks in the middle of one waits for its end. */
    private boolean takeToDesk(Stop stop, Ask ask) {
        board.again(ask);
        if (stop == Stop.READY) {
            throw new Back(0);
        }
        mode = new Mode.ToNext();
        return true;
    }

    /** Between two steps: serves what is for the desk, and if nobody waits at a stop everything else too. */
    private void attend(Trainer trainer) throws InterruptedException {
        for (Optional<Ask> ask = board.poll(); ask.isPresent(); ask = board.poll()) {
            if (desk.takes(ask.get())) {
                serve(trainer, ask.get());
            } else if (isFree(trainer)) {
                begin(trainer, ask.get());
            } else {
                board.again(ask.get());
                return;
            }
        }
    }

    private void serve(Trainer trainer, Ask ask) throws InterruptedException {
        try {
            switch (desk.serve(ask, trainer)) {
                case SAME -> {}
                case CHANGED -> forget(trainer);
                case LEAVE -> throw new Left();
            }
        } catch (UserException e) {
            board.note(e.getMessage());
        }
    }

    /** A request to a run that trains freely. */
    private void begin(Trainer trainer, Ask ask) {
        switch (ask) {
            case Ask.Pause _, Ask.Next _ -> mode = new Mode.Waiting();
            case Ask.Finish _ -> mode = new Mode.ToEnd();
            case Ask.Step _ -> mode = new Mode.ToNext();
            case Ask.Play(double seconds) -> mode = new Mode.Playing(Math.clamp(seconds, 0.05, 60));
            case Ask.Epoch _ -> toEpoch(trainer);
            case Ask.Go _ -> mode = new Mode.Free();
            case Ask.Discard _ -> board.discard();
            case Ask.Rewind _, Ask.Branch _, Ask.Commit _, Ask.Duel _, Ask.Looking _ -> board.note("pause first");
            case Ask.Save _, Ask.Stop _, Ask.Rate _, Ask.Images _, Ask.Chapter _, Ask.To _ ->
                board.note("this cannot be asked for here");
        }
    }
}
