package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.storage.Retention;
import dev.gannet.trace.Act;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.Stop;
import dev.gannet.train.Board;
import dev.gannet.train.Milestones;
import dev.gannet.train.Supervision;
import dev.gannet.train.Training;
import dev.gannet.train.Visit;
import dev.gannet.web.Binding;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** A small run on real drawings, of which every checkpoint is kept. */
final class Rehearsal {
    private static final Map<Integer, RunDir> TRAINED = new HashMap<>();

    private Rehearsal() {}

    /** Whoever looks at a run that is over. */
    interface Visitor {
        void walk(Browser browser, Board board, List<DebugView.Chapter> chapters) throws Exception;
    }

    /** Where a visit begins, and between which chapters it can go. */
    private record Opened(Visit visit, List<DebugView.Chapter> chapters) {}

    /** Begins a visit. */
    private interface Opening {
        Opened of(ImageSource images, Board board) throws Exception;
    }

    /** Opens a page for a visitor to a run's milestones. */
    static void open(RunDir run, String page, Visitor visitor) throws Exception {
        open(run, page, visitor, (images, board) -> {
            List<DebugView.Chapter> chapters = Milestones.of(run, images);
            return new Opened(Visit.through(run, images, board, chapters), chapters);
        });
    }

    /** Opens the page of the step after a checkpoint for a visitor. */
    static void openAt(RunDir run, long checkpoint, Visitor visitor) throws Exception {
        open(run, "step", visitor, (images, board) -> new Opened(Visit.at(run, images, board, checkpoint), List.of()));
    }

    /** The run stays as it is. The page must have nothing to complain of afterwards, and nothing from anywhere else. */
    private static void open(RunDir run, String page, Visitor visitor, Opening opening) throws Exception {
        try (Browser browser = Browser.open()) {
            Board board = new Board(run, run.config(), Ask.ofVisit());
            SequencedMap<String, Act<?, ?>> acts = new LinkedHashMap<>(Map.of("debugger", board));
            try (ImageSource images = Sources.quiet().open(run.config())) {
                Opened opened = opening.of(images, board);
                try (Visit visit = opened.visit();
                        WebServer server =
                                WebServer.start(new Site(List.of(run), acts, page, true), Binding.loopback(0))) {
                    browser.visit(server.uri());
                    visitor.walk(browser, board, opened.chapters());
                    browser.assertNoComplaints();
                    assertThat(browser.addresses())
                            .allSatisfy(address -> assertThat(address)
                                    .matches("(http://127\\.0\\.0\\.1:%d/|data:).*".formatted(server.port())));
                }
            }
        }
    }

    /** Waits for the trainer to stand at a stop, and for the page to show it. */
    static void untilAt(Browser browser, Board board, Stop stop) {
        browser.until(
                () -> board.view().state() == DebugView.State.STOPPED
                        && board.view().reached().filter(stop::equals).isPresent(),
                "stop " + stop.id());
        untilShown(browser, stop);
    }

    /** From stop to stop of this step. */
    static void walkTo(Browser browser, Board board, Stop stop) {
        browser.until(() -> board.view().reached().isPresent(), "a stop");
        while (board.view().reached().filter(stop::equals).isEmpty()) {
            Stop next = board.view().reached().map(Stop::next).orElse(Stop.READY);
            board.ask(new Ask.Next());
            untilAt(browser, board, next);
        }
    }

    static void untilShown(Browser browser, Stop stop) {
        browser.untilTexts(".narrator .stop-badge", List.of(stop.id()), "the page at " + stop.id());
    }

    static RunConfig config(int steps) {
        return RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, 200), new ImageShape(3, 16))
                .withRecipe(new Recipe.Dcgan(
                        16, 8, Recipe.Dcgan.TUTORIAL.game().withBatch(16).withLr(0.002)))
                .withBudget(new Budget.Steps(steps))
                .withCadence(new Cadence(5, 20, 20))
                .withThreads(1);
    }

    /** A run that nobody changes, trained once for all tests of a JVM. */
    static RunDir of(int steps) throws IOException, InterruptedException {
        synchronized (TRAINED) {
            RunDir known = TRAINED.get(steps);
            if (known == null) {
                Path mine = Files.createTempDirectory(Path.of("target"), "rehearsal-");
                known = train(mine.resolve("rehearsed"), steps);
                TRAINED.put(steps, known);
            }
            return known;
        }
    }

    static RunDir train(Path folder, int steps) throws InterruptedException {
        return train(folder, config(steps));
    }

    static RunDir train(Path folder, RunConfig config) throws InterruptedException {
        RunDir run = RunDir.createAt(folder, config);
        try (ImageSource images = Sources.quiet().open(config)) {
            Training.run(
                    run, images, Supervision.of(event -> {}, () -> false).keeping(new Retention(Integer.MAX_VALUE)));
        }
        return run;
    }
}
