package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.paper.Parsed;
import dev.gannet.paper.StepPage;
import dev.gannet.paper.Told;
import dev.gannet.paper.Words;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.LayerOutput;
import dev.gannet.trace.Seen;
import dev.gannet.trace.Stop;
import dev.gannet.trace.WeightGradient;
import dev.gannet.train.Board;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The tour and the step debugger, walked by a visitor with a keyboard. */
class LessonPageTest {
    @TempDir
    private Path folder = Path.of("");

    private void open(String first, Rehearsal.Visitor visitor) throws Exception {
        Rehearsal.open(folder.resolve("lesson"), 120, first, visitor);
    }

    private static <T extends Seen> T seen(Board board, Stop stop, Class<T> type) {
        return board.view().trace().at(stop, type).orElseThrow();
    }

    private static List<String> verdicts(double[] all) {
        return IntStream.range(0, Math.min(16, all.length))
                .mapToObj(i -> Written.verdict(all[i]))
                .toList();
    }

    private static double mean(double[] all) {
        return Arrays.stream(all).average().orElseThrow();
    }

    private static void says(Browser browser, String text) {
        browser.until(() -> browser.body().contains(text), text);
    }

    /** The numbers at the bars of a chart. */
    private static void bars(Browser browser, List<String> expected) {
        browser.until(
                () -> browser.texts(".log-chart .num").stream()
                        .map(text -> text.replaceAll("\\s+", " "))
                        .toList()
                        .equals(expected),
                expected.toString());
    }

    private static void untilAt(Browser browser, Board board, Stop stop) {
        browser.until(() -> board.view().reached().filter(stop::equals).isPresent(), "stop " + stop.id());
        browser.until(() -> browser.texts(".stop-badge").contains(stop.id()), "the page at " + stop.id());
    }

    @Test
    void every_number_of_a_step_on_the_page_is_the_trainers_own() throws Exception {
        open("step", (browser, board, chapters) -> {
            for (Stop stop : Stop.values()) {
                untilAt(browser, board, stop);
                numbers(browser, board.view().trace().seen().get(stop), board);
                browser.screenshot("step-" + stop.id());
                if (stop != Stop.RESULT) {
                    browser.next();
                }
            }
            String hash = seen(board, Stop.READY, Seen.Ready.class).hashes().get("discriminator");
            assertThat(browser.body()).contains(String.valueOf(hash).substring(0, 16));
        });
    }

    private static void numbers(Browser browser, @Nullable Seen seen, Board board) {
        switch (seen) {
            case null -> throw new AssertionError("the stop has shown nothing");
            case Seen.Ready ready -> says(browser, "learning rate " + Written.digits(ready.lr(), 3));
            case Seen.Noise noise -> says(browser, Written.fixed(mean(noise.lengths()), 2) + " on average");
            case Seen.Made made -> made.layers().forEach(layer -> says(browser, output(layer)));
            case Seen.Reals reals -> {
                double made = seen(board, Stop.GENERATE, Seen.Made.class).spread();
                List<String> spreads = List.of(Written.digits(made, 3), Written.digits(reals.spread(), 3));
                browser.untilTexts(".spread .num", spreads, "how much images differ");
            }
            case Seen.Scores scores -> {
                String side = board.view().reached().equals(Optional.of(Stop.D_ON_FAKES)) ? "fake" : "real";
                cards(browser, side, scores.verdicts());
                scores.layers().forEach(layer -> says(browser, output(layer)));
            }
            case Seen.Errors errors -> says(browser, "error " + Written.fixed(errors.lossD(), 3));
            case Seen.BackwardD back -> {
                says(browser, "have the length " + Written.inSentence(back.norm()));
                bars(browser, gradients(back.weights()));
            }
            case Seen.Update update ->
                bars(
                        browser,
                        update.weights().stream()
                                .map(one -> one.weightNorm() == 0 ? "–" : Written.finePercent(one.ratio()))
                                .toList());
            case Seen.Rescored again -> {
                cards(browser, "fake", again.fakeVerdicts());
                cards(browser, "real", again.realVerdicts());
                promise(
                        browser,
                        seen(board, Stop.UPDATE_D, Seen.Update.class),
                        again.lossD()
                                - seen(board, Stop.ERRORS, Seen.Errors.class).lossD());
            }
            case Seen.ForgerError error -> {
                cards(browser, "fake", error.verdicts());
                says(browser, "G’s error " + Written.fixed(error.lossG(), 3));
            }
            case Seen.BackwardG back -> {
                says(
                        browser,
                        "loss passes on %s, D’s slope is %s"
                                .formatted(Written.digits(back.factor(), 3), Written.digits(back.slope(), 3)));
                says(browser, "gradient " + Written.digits(back.norm(), 3));
                bars(browser, gradients(back.weights()));
            }
            case Seen.Result result -> {
                cards(browser, "fake", result.verdicts());
                promise(
                        browser,
                        seen(board, Stop.UPDATE_G, Seen.Update.class),
                        result.lossG()
                                - seen(board, Stop.G_ERROR, Seen.ForgerError.class)
                                        .lossG());
                says(browser, result.ledger());
            }
        }
    }

    private static void cards(Browser browser, String side, double[] verdicts) {
        browser.untilTexts(".side.%s .verdict strong".formatted(side), verdicts(verdicts), "verdicts: " + side);
    }

    private static void promise(Browser browser, Seen.Update update, double measured) {
        says(
                browser,
                "promised a change of %s; measured is %s"
                        .formatted(Written.signed(update.predicted()), Written.signed(measured)));
    }

    private static String output(LayerOutput layer) {
        return "%s ± %s".formatted(Written.digits(layer.mean(), 2), Written.digits(layer.deviation(), 2));
    }

    private static List<String> gradients(List<WeightGradient> weights) {
        return weights.stream()
                .map(weight -> Written.digits(weight.norm(), 2)
                        + (weight.cosine().isPresent()
                                ? " cos " + Written.digits(weight.cosine().getAsDouble(), 2)
                                : ""))
                .toList();
    }

    @Test
    void a_step_is_taken_back_and_comes_out_the_same() throws Exception {
        open("step", (browser, board, chapters) -> {
            untilAt(browser, board, Stop.READY);
            board.ask(new Ask.Finish());
            untilAt(browser, board, Stop.RESULT);
            board.ask(new Ask.Next());
            untilAt(browser, board, Stop.READY);
            board.ask(new Ask.Rewind());
            browser.until(() -> board.view().step() == chapters.getFirst().step(), "the step before");
            board.ask(new Ask.Step());
            browser.element(".lock.good");
        });
    }

    @Test
    void a_link_leads_back_to_its_step_stop_image_and_view_of_the_same_run() throws Exception {
        open("step", (browser, board, chapters) -> {
            String run = board.view().about().fingerprint();
            browser.catchCopies();
            untilAt(browser, board, Stop.READY);
            IntStream.range(0, 5).forEach(_ -> board.ask(new Ask.Next()));
            untilAt(browser, board, Stop.D_ON_REALS);
            browser.press(Keys.ARROW_LEFT);
            browser.untilTexts(".stop-badge", List.of("S4"), "the stop before");
            List<String> verdicts = browser.texts(".side.fake .verdict strong");
            browser.press("]");
            browser.press("m");
            browser.element(".side.fake table");
            browser.press("k");
            browser.untilTexts("#live", List.of("The link is copied. It leads to this place of this run."), "said");
            assertThat(browser.copied())
                    .matches("http://127\\.0\\.0\\.1:\\d+/#/step\\?run=%s&step=1&stop=4&img=fake-2&view=table"
                            .formatted(run));
            browser.screenshot("link-copied");
            String link = browser.place() + browser.copied().replaceFirst(".*#/step", "");

            browser.press("m");
            browser.press("[");
            board.ask(new Ask.Step());
            untilAt(browser, board, Stop.READY);
            browser.goTo(link);
            browser.untilTexts(".stop-badge", List.of("S4"), "the stop of the link");
            assertThat(browser.texts("h1")).containsExactly("Step 1");
            browser.element(".side.fake table");
            browser.untilTexts(".inspector-head strong", List.of("Fake 2"), "the image of the link");
            browser.untilTexts(".side.fake tbody td:nth-child(2)", verdicts, "the same verdicts");
            browser.until(() -> browser.place().equals("#/step"), "an address without the place");
        });
    }

    @Test
    void a_link_to_a_step_between_checkpoints_is_followed_and_one_that_leads_nowhere_says_so() throws Exception {
        open("step", (browser, board, chapters) -> {
            untilAt(browser, board, Stop.READY);
            String run = board.view().about().fingerprint();
            browser.goTo("#/step?run=%s&step=27&stop=9&img=real-3".formatted(run));
            browser.untilTexts(".stop-badge", List.of("S9"), "the stop of the link");
            assertThat(browser.texts("h1")).containsExactly("Step 27");
            browser.untilTexts(".inspector-head strong", List.of("Real image 3"), "the image of the link");
            browser.goTo("#/step?run=0123456789ab&step=3");
            browser.untilTexts(
                    ".hint p",
                    List.of("This link leads into another run than lesson: its settings are others."),
                    "said");
            browser.click(browser.button("Close"));
            browser.goTo("#/step?run=%s&step=5000".formatted(run));
            browser.untilTexts(
                    ".hint p", List.of("This link leads to step 5,000, which cannot be shown here now."), "said");
            assertThat(browser.body())
                    .contains("step 5000: the last checkpoint before it is of step 120, more than 1000 steps away");
            browser.screenshot("link-unreachable");
            browser.click(browser.button("Close"));
            browser.goTo("#/step?run=%s&step=soon".formatted(run));
            browser.untilTexts(".hint p", List.of("This link names no step or stop that there could be."), "said");
            assertThat(browser.texts("h1")).containsExactly("Step 28");
        });
    }

    @Test
    void a_teachers_link_leaves_parts_of_the_page_out() throws Exception {
        open("step", (browser, board, chapters) -> {
            untilAt(browser, board, Stop.READY);
            browser.element(".provenance");
            browser.goTo("#/step?hide=advanced");
            browser.until(
                    () -> browser.all(".provenance, .branch, .duel-panel, .options")
                            .isEmpty(),
                    "less");
            browser.screenshot("link-hide");
            browser.withoutClipboard();
            browser.press("k");
            WebElement field = browser.element("dialog input");
            assertThat(field.getDomProperty("value"))
                    .endsWith("/#/step?run=%s&step=1&stop=0&img=fake-1&hide=advanced"
                            .formatted(board.view().about().fingerprint()));
            browser.screenshot("link-by-hand");
            browser.click(browser.button("Close"));
            browser.all(".parts input:checked").forEach(browser::click);
            browser.element(".provenance");
            browser.until(() -> browser.place().equals("#/step"), "an address that hides nothing");
        });
    }

    @Test
    void the_page_to_keep_has_the_words_and_numbers_of_the_page_in_the_browser() throws Exception {
        open("step", (browser, board, chapters) -> {
            untilAt(browser, board, Stop.READY);
            board.ask(new Ask.Finish());
            untilAt(browser, board, Stop.RESULT);
            Told told = new Told(board.view().about(), 0, board.view().trace());
            for (String language : List.of("de", "es", "fr", "pt", "zh", "en")) {
                Parsed kept = Parsed.of(StepPage.of(told, Words.in(language)));
                browser.choose("header select", language);
                browser.untilTexts("h1", kept.texts("//h1"), "the page in " + language);
                browser.press(Keys.TAB); // out of the list of languages
                browser.press("m");
                for (Stop stop : List.of(Stop.values()).reversed()) {
                    browser.untilTexts(".stop-badge", List.of(stop.id()), "stop " + stop.id());
                    String section = "//section[@id='%s']".formatted(stop.id());
                    browser.untilTexts(
                            ".said p", kept.texts(section + "/div[@class='said']/p"), language + " " + stop.id());
                    browser.untilTexts(".narrator .lecture", kept.texts(section + "/p"), language + " " + stop.id());
                    if (stop == Stop.ERRORS) {
                        browser.untilTexts(
                                "td.num:nth-child(5)", kept.texts(section + "//td[4]"), language + " errors");
                    }
                    if (stop != Stop.READY) {
                        browser.press(Keys.ARROW_LEFT);
                    }
                }
            }
        });
    }

    @Test
    void the_whole_tour_is_walked_with_the_arrow_key() throws Exception {
        open("lesson", (browser, board, chapters) -> {
            List<String> headings = new ArrayList<>();
            browser.element(".slide h1");
            browser.screenshot("lesson-welcome");
            int slides = 0;
            while (browser.all(".lesson-foot .primary:not([disabled])").size() == 1) {
                assertThat(slides++).as("slides so far: %s", headings).isLessThan(80);
                String place = String.valueOf(browser.texts(".slide").hashCode());
                browser.next();
                browser.until(
                        () -> !String.valueOf(browser.texts(".slide").hashCode())
                                .equals(place),
                        "the next slide");
                browser.until(() -> browser.all(".slide .waiting").isEmpty(), "the stop of the slide");
                String heading = browser.texts(".slide h1").getFirst();
                assertThat(heading).isNotBlank().doesNotContain("lesson.");
                headings.add(heading);
                answer(browser);
                browser.screenshot("lesson-%02d".formatted(slides));
            }
            assertThat(headings.stream().distinct()).hasSizeGreaterThan(17);
            assertThat(board.view().chapter()).isEqualTo(chapters.size());
            assertThat(browser.all(".slide table tbody tr")).hasSize(chapters.size());
            browser.dark(true);
            browser.screenshot("lesson-end-dark");
            browser.phone();
            assertThat(browser.fits()).as("fits a phone").isTrue();
            browser.screenshot("lesson-end-phone");
        });
    }

    /** Predicts, if the slide asks. */
    private static void answer(Browser browser) {
        browser.all("fieldset.quiz button").stream().findFirst().ifPresent(browser::click);
    }

    @Test
    void both_endings_are_trained_before_the_visitors_eyes() throws Exception {
        open("lesson", (browser, board, chapters) -> {
            browser.element(".slide h1");
            board.ask(new Ask.Duel(3, 4));
            browser.until(
                    () -> board.view()
                            .duel()
                            .filter(duel -> duel.even().images().isPresent())
                            .isPresent(),
                    "the end of the duel");
            browser.goTo("#/step");
            browser.element(".duel svg");
            DebugView.Duel duel = board.view().duel().orElseThrow();
            assertThat(duel.strong().dSteps()).isEqualTo(4);
            assertThat(duel.strong().gradient()).hasSize(3);
            browser.screenshot("duel");
        });
    }

    @Test
    void a_link_of_the_lesson_leads_to_its_slide_and_says_when_it_is_of_another_run() throws Exception {
        open("lesson", (browser, board, chapters) -> {
            String run = board.view().about().fingerprint();
            browser.element(".slide h1");
            browser.catchCopies();
            browser.goTo("#/lesson?at=3&run=" + run);
            browser.untilTexts(".slide h1", List.of("Each one learns from the other"), "the slide of the link");
            assertThat(browser.all(".hint")).isEmpty();
            browser.click(browser.button("Copy link"));
            browser.until(() -> browser.copied().endsWith("/#/lesson?at=3&run=" + run), "the same link");
            browser.screenshot("lesson-link");
            browser.goTo("#/lesson?at=3&run=0123456789ab");
            browser.untilTexts(
                    ".hint.bad",
                    List.of("This link leads into another run than lesson: its settings are others."),
                    "that it is another run");
        });
    }

    @Test
    void the_page_speaks_six_languages() throws Exception {
        open("lesson", (browser, board, chapters) -> {
            List<String> headings = new ArrayList<>();
            for (String language : List.of("de", "es", "fr", "pt", "zh", "en")) {
                browser.choose("header select", language);
                browser.until(
                        () -> browser.texts(".slide h1").stream().anyMatch(heading -> !headings.contains(heading)),
                        "a page in " + language);
                headings.add(browser.texts(".slide h1").getFirst());
                assertThat(browser.body()).doesNotContain("lesson.").doesNotContain("common.");
                browser.screenshot("lesson-" + language);
            }
            assertThat(headings).doesNotHaveDuplicates().hasSize(6);
        });
    }
}
