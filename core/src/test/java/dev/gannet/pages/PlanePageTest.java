package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.plane.PlaneGame;
import dev.gannet.trace.Act;
import dev.gannet.trace.Stop;
import dev.gannet.trace.plane.DiracView.Fate;
import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.PlaneView;
import dev.gannet.trace.plane.PlaneView.Metrics;
import dev.gannet.trace.plane.SweepView;
import dev.gannet.web.Binding;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The game with points, played by a visitor. */
class PlanePageTest {
    @TempDir
    private Path folder = Path.of("");

    /** What a visitor does. */
    private interface Visitor {
        void walk(Browser browser, PlaneGame game) throws Exception;
    }

    private static void open(Visitor visitor) throws Exception {
        try (Browser browser = Browser.open();
                PlaneGame game = new PlaneGame("good")) {
            SequencedMap<String, Act<?, ?>> acts = new LinkedHashMap<>();
            acts.put("plane", game);
            acts.put("sweep", game.sweep());
            try (WebServer server = WebServer.start(new Site(List.of(), acts, "plane", true), Binding.loopback(0))) {
                browser.visit(server.uri());
                browser.element(".plane canvas");
                visitor.walk(browser, game);
                browser.assertNoComplaints();
            }
        }
    }

    @Test
    void a_step_is_walked_through_and_the_game_is_played_and_measured_on_the_page() throws Exception {
        open((browser, game) -> {
            walkThroughOneStep(browser, game);
            browser.press(Keys.SPACE);
            browser.until(() -> game.view().step() > 120, "120 steps");
            browser.press(Keys.SPACE);
            browser.until(() -> game.view().state() == PlaneView.State.PAUSED, "a pause");
            long step = game.view().step();
            browser.until(
                    () -> browser.texts(".plane-step").stream().anyMatch(text -> text.contains("" + step)),
                    "step %d on the page".formatted(step));

            Metrics measured = game.view().metrics();
            browser.untilTexts(
                    ".measure b",
                    List.of(
                            measured.modes() + " of 8",
                            percent(measured.quality()),
                            three(measured.shannon()),
                            three(measured.wasserstein())),
                    "the trainer's own measures");
            browser.screenshot("plane");
            browser.dark(true);
            browser.phone();
            assertThat(browser.fits()).as("fits a phone").isTrue();
            browser.screenshot("plane-phone");
        });
    }

    private static void walkThroughOneStep(Browser browser, PlaneGame game) {
        for (Stop stop : List.of(Stop.NOISE, Stop.GENERATE, Stop.REAL, Stop.D_ON_FAKES)) {
            browser.next();
            browser.until(() -> game.view().stop().equals(Optional.of(stop)), "stop " + stop);
        }
        double mean = Arrays.stream(game.view().round().onFake()).average().orElseThrow();
        browser.untilTexts(".plane-stops li[aria-current]", List.of("D on made"), "the fourth stop");
        browser.untilTexts(
                ".plane-stops p",
                List.of("D on made\u2002D gives the made points %s on average. The target is 0."
                        .formatted(three(mean))),
                "what D has said");
    }

    private static void draw(Browser browser, PlaneGame game) {
        browser.press("d");
        WebElement sheet = browser.element(".plane-draw canvas");
        browser.scrollTo(sheet);
        double unit = sheet.getSize().getWidth() / (2 * PlaneView.EXTENT);
        browser.drag(sheet, 80, -40);
        browser.untilTexts(".plane-draw .muted", List.of("3 of 512 points"), "three points");
        browser.click(browser.element(".plane-draw .primary"));
        browser.until(
                () -> game.view().distribution().equals("drawn")
                        && game.view().round().real().length > 0,
                "a game on what was drawn");

        for (double[] point : game.view().round().real()) {
            double nearest = Math.min(
                    Math.hypot(point[0], point[1]),
                    Math.min(
                            Math.hypot(point[0] - 40 / unit, point[1] - 20 / unit),
                            Math.hypot(point[0] - 80 / unit, point[1] - 40 / unit)));
            assertThat(nearest).as("from a point of the pointer's").isLessThan(0.13);
        }
    }

    @Test
    void points_are_drawn_with_a_pointer_or_come_from_a_table_that_is_pasted_or_chosen() throws Exception {
        Path file = Files.writeString(folder.resolve("points.csv"), "x;y\n100,5;7\n104,5;7\n102,5;9\n");
        open((browser, game) -> {
            draw(browser, game);
            browser.press("o");
            pasteWrongly(browser, "⚠ plane: line 2 is '3, four'; expected two numbers, such as 0.5, -1.25");
            browser.choose("header select", "de");
            browser.click(browser.element("button[aria-keyshortcuts=o]"));
            pasteWrongly(browser, "⚠ Zeile 2 ist '3, four'; erwartet werden zwei Zahlen, etwa 0.5, -1.25");
            browser.choose("header select", "en");
            browser.click(browser.element("button[aria-keyshortcuts=o]"));
            assertThat(game.view().distribution()).isEqualTo("drawn");

            browser.element(".plane-csv input[type=file]").sendKeys(file.toString());
            browser.until(
                    () -> "x;y\n100,5;7\n104,5;7\n102,5;9\n"
                            .equals(browser.element(".plane-csv textarea").getDomProperty("value")),
                    "the file's text");
            browser.screenshot("plane-csv");
            browser.click(browser.element(".plane-csv .primary"));
            browser.until(() -> game.view().distribution().equals("csv"), "a game on the table");
            browser.untilTexts(
                    ".plane-origin",
                    List.of(
                            "3 points from your table. The middle of the plane is (103; 8) there, and one unit of the plane"
                                    + " is 1.67."),
                    "where the points lay");
            assertThat(browser.element("option[value=csv]").getText()).isEqualTo("Your table");
        });
    }

    private static void pasteWrongly(Browser browser, String told) {
        browser.element(".plane-csv textarea").sendKeys("1, 2\n3, four");
        browser.assertNoComplaints();
        browser.click(browser.element(".plane-csv .primary"));
        browser.untilTexts("#csv-wrong", List.of(told), "what is wrong");
        assertThat(browser.complaints())
                .hasSize(1)
                .first()
                .asString()
                .contains("400"); // of the browser about the refusal
    }

    @Test
    void presets_say_why_and_the_smallest_gan_spirals_as_its_eigenvalues_say() throws Exception {
        open((browser, game) -> {
            browser.press("2");
            browser.until(() -> game.view().preset().filter("collapse"::equals).isPresent(), "the second preset");
            browser.until(
                    () -> browser.texts(".preset[aria-pressed=true]").stream()
                            .anyMatch(text -> text.contains("D learns 40 times as fast as G and settles")),
                    "its reason");

            browser.click(browser.button("With R1: spirals in"));
            browser.until(() -> game.view().dirac().fate() == Fate.SPIRALS_IN, "a spiral inwards");
            browser.until(
                    () -> browser.texts(".plane-dirac .plane-outcome")
                                    .getFirst()
                                    .contains("Inwards.")
                            && browser.texts(".plane-dirac .plane-outcome")
                                    .getFirst()
                                    .contains("by %.4f"
                                            .formatted(game.view().dirac().growth())),
                    "its eigenvalue");

            browser.choose(".language select", "de");
            browser.untilTexts(".plane-intro h1", List.of("Ein GAN in der Ebene"), "German");
            assertThat(browser.texts(".plane-dirac .plane-outcome").getFirst())
                    .contains(String.format(
                            Locale.GERMANY, "%.4f", game.view().dirac().growth()));
        });
    }

    @Test
    void nine_pairs_of_learning_rates_are_trained_beside_each_other_and_one_is_played() throws Exception {
        open((browser, game) -> {
            browser.choose(".sweep-form select", "300");
            browser.press(Keys.TAB); // out of the list of steps
            browser.press("g");
            browser.until(() -> game.sweep().view().state() == SweepView.State.DONE, "nine games");
            SweepView.Cell last = game.sweep().view().cells().getLast();
            String measured = "%d of 8 modes; %s of the points close to one"
                    .formatted(last.metrics().modes(), percent(last.metrics().quality()));
            browser.until(() -> browser.texts(".sweep td .muted").size() == 9, "nine cells");
            browser.until(
                    () -> browser.texts(".sweep td .muted").getLast().equals(measured), "what is measured in the last");
            assertThat(browser.texts(".sweep th"))
                    .startsWith("D learns at 0.0004", "D learns at 0.002", "D learns at 0.01", "G learns at 0.0002");
            assertThat(browser.all(".sweep canvas").getLast().getDomAttribute("aria-label"))
                    .isEqualTo("Real and made points with D at 0.01 and G at 0.005 after step 300. Too early to say: "
                            + measured);
            browser.untilTexts(
                    ".sweep-state",
                    List.of("Ring of eight heaps\u2002Outcomes are judged from the last ten measurements; one is taken"
                            + " every 100 steps."),
                    "no outcome yet");
            browser.scrollTo(browser.element(".plane-sweep"));
            browser.screenshot("plane-sweep");

            browser.click(browser.all(".sweep button").getLast());
            browser.until(() -> rates(game.view().settings()).equals(List.of(last.lrD(), last.lrG())), "its rates");
            browser.dark(true);
            browser.phone();
            assertThat(browser.fits()).as("fits a phone").isTrue();
            browser.scrollTo(browser.element(".plane-sweep"));
            browser.screenshot("plane-sweep-phone");
        });
    }

    private static List<Double> rates(PlaneSettings settings) {
        return List.of(settings.lrD(), settings.lrG());
    }

    /** As the page writes it in English. */
    private static String percent(double share) {
        NumberFormat format = NumberFormat.getPercentInstance(Locale.ENGLISH);
        format.setRoundingMode(RoundingMode.HALF_UP);
        format.setMaximumFractionDigits(share > 0 && share < 0.1 ? 1 : 0);
        return format.format(share);
    }

    private static String three(double x) {
        return String.format(Locale.ROOT, "%.3f", x);
    }
}
