package dev.gannet.train;

import dev.gannet.config.RunConfig;
import dev.gannet.config.Settings;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Verdict;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.DebugView.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A look into a run that nobody trains: a trainer of its own at one of the run's checkpoints, held before its next step.
 * Nothing is written. Works on a thread of its own until it is closed.
 */
public final class Visit implements AutoCloseable {
    private static final int MOST_STEPS = 1000; // from a checkpoint to a step that is asked for

    private final RunDir run;
    private final ImageSource images;
    private final Board board;
    private final List<DebugView.Chapter> chapters;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;
    private long wanted; // a checkpoint
    private long target; // steps done where it is held first
    private int chapter;

    private Visit(RunDir run, ImageSource images, Board board, List<DebugView.Chapter> chapters, long step) {
        this.run = run;
        this.images = images;
        this.board = board;
        this.chapters = List.copyOf(chapters);
        this.wanted = step;
        this.target = step;
        this.thread = Thread.ofPlatform().daemon().name("visit").start(this::work);
    }

    /**
     * Visits one checkpoint.
     *
     * @param images the run's; stay the caller's
     * @param step of it
     */
    public static Visit at(RunDir run, ImageSource images, Board board, long step) {
        return new Visit(run, images, board, List.of(), step);
    }

    /**
     * Visits the chapters of the lesson, the first one first.
     *
     * @param images the run's; stay the caller's
     * @param chapters at least one
     */
    public static Visit through(RunDir run, ImageSource images, Board board, List<DebugView.Chapter> chapters) {
        return new Visit(run, images, board, chapters, chapters.getFirst().step());
    }

    private void work() {
        try {
            RunConfig config = run.config();
            chapter = chapters.isEmpty() ? 0 : 1;
            while (!closed.get()) {
                stay(config);
            }
        } catch (UserException e) {
            board.note(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            board.state(State.ENDED);
        }
    }

    private void stay(RunConfig config) throws InterruptedException {
        try (Trainer trainer = OneStep.trainer(run, config, images, wanted);
                StepDebugger debugger = new StepDebugger(board, new VisitDesk(), true, closed::get)) {
            board.opens(trainer.images().training().count());
            board.chapters(chapters, chapter);
            board.edits(run.events().read(), trainer.step());
            debugger.forget(trainer);
            goOn(trainer);
            while (!closed.get()) {
                debugger.step(trainer, false, Witness.NONE);
            }
        } catch (StepDebugger.Left e) {
            board.clearNote(); // what could not be done there
        }
    }

    /** From the checkpoint to the step that was asked for; whoever asks for something else meanwhile is there at once. */
    private void goOn(Trainer trainer) throws InterruptedException {
        while (trainer.step() < target && !closed.get() && !board.isAsked()) {
            board.trains(trainer);
            trainer.step(false);
        }
    }

    /** What may be asked for between two steps: other rules, another chapter. */
    private final class VisitDesk implements Desk {
        @Override
        public boolean takes(Ask ask) {
            return ask instanceof Ask.Rate
                    || ask instanceof Ask.Images
                    || ask instanceof Ask.Chapter
                    || ask instanceof Ask.To;
        }

        @Override
        public After serve(Ask ask, Trainer trainer) {
            return switch (ask) {
                case Ask.Rate(double lr) -> change(trainer, "lr", Double.toString(lr));
                case Ask.Images(String which) -> change(trainer, "fakes", which);
                case Ask.Chapter(int number) -> turnTo(number);
                case Ask.To(long step) -> goTo(step);
                default -> throw new IllegalArgumentException("not for this desk: " + ask);
            };
        }

        @Override
        public void edited(DebugView.Edit edit) {
            // it is on the board, and nowhere else
        }

        private After change(Trainer trainer, String name, String value) {
            trainer.change(Settings.apply(trainer.config(), Map.of(name, value)));
            return After.CHANGED;
        }

        private After turnTo(int number) {
            if (number < 1 || number > chapters.size()) {
                throw UserException.usage("chapter %d: there are %d".formatted(number, chapters.size()));
            }
            chapter = number;
            wanted = chapters.get(number - 1).step();
            target = wanted;
            return After.LEAVE;
        }

        /** By the run's own rules: from its last checkpoint before that, whatever has been tried out here. */
        private After goTo(long step) {
            CheckpointStore store = Training.store(run);
            long from = Milestones.steps(run, store).reversed().stream()
                    .filter(saved -> saved < step && store.verify(saved) instanceof Verdict.Intact)
                    .findFirst()
                    .orElseThrow(
                            () -> UserException.usage("step %d: there is no checkpoint before it".formatted(step)));
            if (step - 1 - from > MOST_STEPS) {
                throw UserException.usage(
                        "step %d: the last checkpoint before it is of step %d, more than %d steps away"
                                .formatted(step, from, MOST_STEPS));
            }
            requireUnedited(from, step);
            chapter = 0;
            wanted = from;
            target = step - 1;
            return After.LEAVE;
        }
    }

    /** The run's rules lead from one step to the next one only if nobody has edited a step between. */
    private void requireUnedited(long from, long to) {
        RunEvent.all(run.events().read(), RunEvent.Edited.class).stream()
                .mapToLong(RunEvent.Edited::step)
                .filter(step -> step > from && step < to)
                .findFirst()
                .ifPresent(step -> {
                    throw UserException.usage(
                            "step %d: step %d was edited, and no checkpoint is left between them; try step %d, or one after the next checkpoint"
                                    .formatted(to, step, step));
                });
    }

    /** Lets go of the trainer and waits until it has gone. */
    @Override
    public void close() {
        closed.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
