package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.Chapter;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.trace.Act;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView.State;
import dev.gannet.train.Board;
import dev.gannet.train.Supervision;
import dev.gannet.train.Training;
import dev.gannet.web.Binding;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** The dashboard of a run that trains, of one that is over, and of two. */
class DashboardPageTest {
    @TempDir
    private Path folder = Path.of("");

    private static WebServer serve(List<RunDir> runs, Map<String, Act<?, ?>> acts, boolean control) {
        return WebServer.start(new Site(runs, new LinkedHashMap<>(acts), "runs", control), Binding.loopback(0));
    }

    /** As the page writes a number: with three significant digits. */
    private static String digits(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }

    @Test
    void a_run_that_trains_is_watched_held_changed_and_ended_from_the_page() throws Exception {
        try (Browser browser = Browser.open()) {
            RunConfig config = Rehearsal.config(1_000_000);
            RunDir run = RunDir.createAt(folder.resolve("live"), config);
            Board board = new Board(run, config, Ask.ofRun());
            try (ImageSource images = Sources.quiet().open(config);
                    WebServer server = serve(List.of(run), Map.of("debugger", board), true)) {
                CompletableFuture<RunEvent.Stopped> training = CompletableFuture.supplyAsync(() -> {
                    try {
                        Supervision by = Supervision.of(event -> {}, () -> false);
                        return Training.run(run, images, by.withBoard(board));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
                browser.visit(server.uri());
                browser.element(".grid canvas, .grid img, .cells");
                browser.click(browser.button("Pause"));
                browser.until(() -> board.view().state() == State.STOPPED, "the run to be held");
                browser.button("Go on");
                browser.screenshot("dashboard-paused");
                browser.click(browser.button("Learning rate"));
                WebElement field = browser.element("dialog input, [role=dialog] input");
                browser.retype(field, "0.00");
                board.ask(new Ask.Save());
                String saved = "Saved at step %d.".formatted(board.view().step());
                browser.until(() -> browser.body().contains(saved), "the page to be drawn anew while one types");
                field.sendKeys("07");
                browser.until(() -> browser.body().contains("From 0.002 to 0.0007."), "what was typed");
                browser.click(browser.button("Change it"));
                browser.until(() -> run.history().read().size() == 2, "the change in the history");
                assertThat(run.history().read().getLast().kind()).isEqualTo(Chapter.Kind.CHANGED);
                browser.until( // it is written behind the history
                        () -> run.config().recipe().game().optimizer().lr() == 0.0007, "the change in config.json");
                browser.click(browser.button("Go on"));
                browser.until(() -> board.view().state() == State.TRAINING, "the run to go on");
                browser.click(browser.button("Stop"));
                browser.click(browser.button("End the run"));
                assertThat(training.get(60, TimeUnit.SECONDS).interrupted()).isTrue();
                browser.assertNoComplaints();
            }
        }
    }

    @Test
    void a_finished_run_shows_its_numbers_and_travels_in_time() throws Exception {
        try (Browser browser = Browser.open()) {
            RunDir run = Rehearsal.train(folder.resolve("done"), 120);
            List<RunEvent> events = run.events().read();
            RunEvent.Tick last = RunEvent.last(events, RunEvent.Tick.class).orElseThrow();
            try (WebServer server = serve(List.of(run), Map.of(), false)) {
                browser.visit(server.uri());
                browser.element(".cells");
                browser.until(
                        () -> browser.body().contains("Discriminator %s".formatted(digits(last.lossD()))),
                        "D's last loss");
                assertThat(browser.body()).contains("Generator %s".formatted(digits(last.lossG())));
                WebElement slider = browser.element("input[type=range]");
                long samples = events.stream()
                        .filter(RunEvent.Sample.class::isInstance)
                        .count();
                assertThat(slider.getDomProperty("max")).isEqualTo(String.valueOf(samples - 1));
                assertThat(browser.all(".controls")).isEmpty();
                browser.screenshot("dashboard-light");
                browser.dark(true);
                browser.screenshot("dashboard-dark");
                browser.phone();
                assertThat(browser.fits()).as("fits a phone").isTrue();
                browser.screenshot("dashboard-phone");
                browser.desktop();
                browser.goTo("#/doctor/0");
                browser.element("h1");
                browser.screenshot("doctor");
                browser.assertNoComplaints();
            }
        }
    }

    @Test
    void two_runs_stand_side_by_side_and_a_used_link_lets_nobody_else_in() throws Exception {
        try (Browser browser = Browser.open()) {
            RunDir one = Rehearsal.train(folder.resolve("one"), 40);
            RunDir other = Rehearsal.train(folder.resolve("other"), 60);
            try (WebServer server = serve(List.of(one, other), Map.of(), false)) {
                var link = server.uri();
                browser.visit(link);
                browser.goTo("#/compare/0,1");
                browser.until(
                        () -> browser.all(".walls canvas, .walls img").size() >= 2
                                && browser.body().contains("other"),
                        "two walls");
                browser.screenshot("compare");
                browser.assertNoComplaints();
                try (Browser second = Browser.open()) {
                    second.visit(link);
                    assertThat(second.all(".cells")).isEmpty();
                    assertThat(second.body()).contains("link");
                    second.screenshot("used-link");
                }
            }
        }
    }
}
