package dev.gannet.cli;

import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.run.RunDir;
import dev.gannet.run.TensorBoardLog;
import dev.gannet.trace.Ask;
import dev.gannet.train.Board;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a training is shown while it lasts: the pages that it serves, and the files that TensorBoard reads. */
final class DashboardOptions {
    @Option(names = "--no-dashboard", description = "Serve no pages.")
    private boolean off;

    @Option(
            names = "--allow-control",
            description = "Let the pages pause the training, step through it, save, stop and change the learning rate.")
    private boolean control;

    @Option(
            names = "--tensorboard",
            description = "Write tensorboard/ in the run's folder as well; 'tensorboard --logdir runs' shows it.")
    private boolean tensorBoard;

    @Mixin
    private PageOptions pages = new PageOptions();

    /**
     * Looks at the options before anything is begun.
     *
     * @throws dev.gannet.config.UserException (usage) if the place of the pages lets others in by mistake
     */
    void check() {
        pages.binding();
    }

    /** Shows a training from its beginning to its end, in the terminal and in the pages. Returns the exit code. */
    int attend(PrintWriter err, RunConfig config, RunDir run, Progress.Job job) throws InterruptedException {
        Progress progress = new Progress(err, config, Terminal.attached());
        Neighbours.told(run, config.threads(), Runtime.getRuntime().availableProcessors())
                .ifPresent(progress::warn);
        Board board = new Board(run, config, control ? Ask.ofRun() : List.of());
        Optional<Pages> open = off ? Optional.empty() : open(err, run, board);
        try (TensorBoardLog log = new TensorBoardLog(run, InstantSource.system(), progress::warn)) {
            Progress.Job watched = open.isEmpty() ? job : by -> job.train(by.withBoard(board));
            return progress.attend(run, tensorBoard ? by -> watched.train(by.telling(log)) : watched);
        } finally {
            open.ifPresent(Pages::close);
        }
    }

    /** Without pages one can train as well: only who has asked for a certain place is refused. */
    private Optional<Pages> open(PrintWriter err, RunDir run, Board board) {
        try {
            return Optional.of(Pages.open(
                    err,
                    Pages.site(run, "runs", control, board),
                    pages.binding().withTokenFile(run.path().resolve("dashboard.token"))));
        } catch (UserException e) {
            if (pages.isChosen()) {
                throw e;
            }
            err.println("note     no dashboard: " + e.getMessage());
            return Optional.empty();
        }
    }
}
