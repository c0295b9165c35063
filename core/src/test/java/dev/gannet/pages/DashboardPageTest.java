package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.Chapter;
import dev.gannet.run.JsonLines;
import dev.gannet.run.Lookalikes;
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
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
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

    /** Eight scores, and one of before in other features, which is not comparable with them. */
    private static RunDir scored(Path at) {
        RunDir run = RunDir.createAt(at, Rehearsal.config(4_000));
        JsonLines<RunEvent> log = run.events();
        log.append(new RunEvent.Started("2026-01-01T00:00:00Z", "0.1.0", "2.10.0", "built-in drawings of dogs", 2_560));
        double[] distances = {900, 121.3, 80.4, 61.2, 40.7, 39.8, 29.5, 21.6, 14.2};
        double[] coverages = {0, 0.04, 0.18, 0.31, 0.52, 0.55, 0.68, 0.77, 0.81};
        for (int step = 25; step <= 4_000; step += 25) {
            log.append(new RunEvent.Tick(step, step / 160.0, step / 40.0, 400, 0.02, 1.2, 1.4, .6, .65, .35, .3, .4));
            if (step == 250 || step % 500 == 0) {
                int i = step / 500;
                String space = i == 0 ? "cls" : "RF1-1";
                log.append(new RunEvent.Scores(
                        step,
                        1,
                        1_000,
                        1,
                        space,
                        "of " + space,
                        distances[i],
                        9.4,
                        0.9,
                        coverages[i],
                        0.95,
                        coverages[i],
                        0.97,
                        new Lookalikes(500, 0, 0),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        log.append(new RunEvent.Stopped(4_000, 100, false));
        return run;
    }

    private static WebElement chart(Browser browser, String title) {
        By heading = By.tagName("h2");
        browser.until(() -> browser.texts(".chart h2").contains(title), title);
        return browser.all(".chart").stream()
                .filter(chart -> chart.findElement(heading).getText().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(WebElement within, String css) {
        return within.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Where a blue line crosses most of a plot, as a share of its height from below; found by its pixels. */
    private static double heightOfBlueLine(WebElement plot) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot.getScreenshotAs(OutputType.BYTES)));
        return IntStream.range(0, image.getHeight())
                .filter(y -> IntStream.range(0, image.getWidth())
                                .map(x -> image.getRGB(x, y))
                                .filter(rgb -> (rgb & 255) - (rgb >> 16 & 255) > 60)
                                .count()
                        > 0.4 * image.getWidth())
                .mapToDouble(y -> 1 - (double) y / image.getHeight())
                .average()
                .orElseThrow();
    }

    @Test
    void scores_are_drawn_beside_what_real_pictures_get_and_told_to_who_does_not_see_them() throws Exception {
        try (Browser browser = Browser.open();
                WebServer server = serve(List.of(scored(folder.resolve("scored"))), Map.of(), false)) {
            browser.visit(server.uri());
            By plot = By.cssSelector(".plot");
            WebElement distance = chart(browser, "Distance from real pictures (RF1-1)");
            assertThat(texts(distance, ".legend li"))
                    .containsExactly("Made pictures 14.2", "Other real pictures 9.4", "step 4,000");
            assertThat(distance.findElement(plot).getDomAttribute("aria-label"))
                    .isEqualTo(
                            "Distance from real pictures (RF1-1). At step 4,000 made pictures are 14.2 from real ones;"
                                    + " other real pictures are 9.4 from them.");
            WebElement coverage = chart(browser, "Real pictures with another near (coverage)");
            assertThat(texts(coverage, ".legend li"))
                    .containsExactly("Made pictures 81%", "Other real pictures 97%", "step 4,000");
            assertThat(coverage.findElement(plot).getDomAttribute("aria-label"))
                    .isEqualTo(
                            "Real pictures with another near (coverage). At step 4,000, 81% of the real pictures have a"
                                    + " made one near; with other real ones it would be 97%.");
            assertThat(heightOfBlueLine(distance.findElement(plot))).isBetween(0.1, 0.3); // 9.4 of 133, above the axis
            assertThat(heightOfBlueLine(coverage.findElement(plot))).isBetween(0.85, 1.0);
            coverage.findElement(plot).sendKeys(Keys.HOME);
            browser.until(
                    () -> browser.texts("#live").contains("step 500, Made pictures 4%, Other real pictures 97%"),
                    "the first score to be told");
            assertThat(texts(distance, ".legend li")) // one cursor for all charts
                    .containsExactly("Made pictures 121", "Other real pictures 9.4", "step 500");
            browser.scrollTo(distance);
            browser.screenshot("dashboard-scores-light");
            browser.dark(true);
            browser.screenshot("dashboard-scores-dark");
            browser.phone();
            assertThat(browser.fits()).as("fits a phone").isTrue();
            browser.scrollTo(distance);
            browser.screenshot("dashboard-scores-phone");
            browser.desktop();
            browser.click(distance.findElement(By.cssSelector(".panel-head button:last-of-type")));
            assertThat(texts(distance, "tbody tr"))
                    .hasSize(8)
                    .startsWith("4,000 14.2 9.4", "3,500 21.6 9.4")
                    .endsWith("500 121 9.4");
            browser.assertNoComplaints();
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
