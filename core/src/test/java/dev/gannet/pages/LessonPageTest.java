package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.paper.Parsed;
import dev.gannet.paper.StepPage;
import dev.gannet.paper.Told;
import dev.gannet.paper.Words;
import dev.gannet.run.RunDir;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.LayerOutput;
import dev.gannet.trace.Seen;
import dev.gannet.trace.Stop;
import dev.gannet.trace.WeightGradient;
import dev.gannet.train.Board;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openqa.selenium.Keys;

/** The tour and the step debugger, walked by a visitor with a keyboard. */
@TestInstance(Lifecycle.PER_CLASS)
class LessonPageTest {
    private final RunDir rehearsed;

    LessonPageTest() throws IOException, InterruptedException {
        rehearsed = Rehearsal.of(120);
    }

    private void open(String first, Rehearsal.Visitor visitor) throws Exception {
        Rehearsal.open(rehearsed, first, visitor);
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

    @Test
    void every_number_of_a_step_on_the_page_is_the_trainers_own() throws Exception {
        open("step", (browser, board, chapters) -> {
            for (Stop stop : Stop.values()) {
                Rehearsal.untilAt(browser, board, stop);
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
            Rehearsal.untilAt(browser, board, Stop.READY);
            board.ask(new Ask.Finish());
            Rehearsal.untilAt(browser, board, Stop.RESULT);
            board.ask(new Ask.Next());
            Rehearsal.untilAt(browser, board, Stop.READY);
            board.ask(new Ask.Rewind());
            browser.until(() -> board.view().step() == chapters.getFirst().step(), "the step before");
            board.ask(new Ask.Step());
            browser.element(".lock.good");
        });
    }

    @Test
    void the_page_to_keep_has_the_words_and_numbers_of_the_page_in_the_browser() throws Exception {
        open("step", (browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            board.ask(new Ask.Finish());
            Rehearsal.untilAt(browser, board, Stop.RESULT);
            Told told = new Told(
                    board.view().about(), Optional.empty(), board.view().trace());
            browser.goTo("#/step?hide=advanced"); // what is compared, and not much else to draw
            browser.until(() -> browser.all(".branch").isEmpty(), "less");
            for (String language : List.of("de", "es", "fr", "pt", "zh", "en")) {
                Parsed kept = Parsed.of(StepPage.of(told, Words.in(language)));
                browser.choose("header select", language);
                browser.untilTexts("h1", kept.texts("//h1"), "the page in " + language);
                browser.press(Keys.TAB); // out of the list of languages
                browser.press("m");
                // in English every stop; in the others, whose words come from the same places, those with the most
                // numbers
                List<Stop> stops = language.equals("en")
                        ? List.of(Stop.values()).reversed()
                        : List.of(Stop.RESULT, Stop.UPDATE_D, Stop.ERRORS, Stop.D_ON_FAKES);
                for (Stop stop : stops) {
                    if (stop != Stop.RESULT) {
                        browser.press(
                                language.equals("en")
                                        ? Keys.ARROW_LEFT
                                        : stop.id().substring(1));
                    }
                    sameAsKept(browser, kept, stop, language + " " + stop.id());
                }
                browser.press(Keys.ESCAPE); // to where the step is
            }
        });
    }

    private static void sameAsKept(Browser browser, Parsed kept, Stop stop, String what) {
        browser.untilTexts(".stop-badge", List.of(stop.id()), what);
        String section = "//section[@id='%s']".formatted(stop.id());
        browser.untilTexts(".said p", kept.texts(section + "/div[@class='said']/p"), what);
        browser.untilTexts(".narrator .lecture", kept.texts(section + "/p"), what);
        if (stop == Stop.ERRORS) {
            browser.untilTexts("td.num:nth-child(5)", kept.texts(section + "//td[4]"), what);
        }
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
    void the_page_speaks_six_languages() throws Exception {
        open("lesson", (browser, board, chapters) -> {
            browser.element(".slide h1");
            String english = browser.texts(".slide h1").getFirst();
            List<String> headings = new ArrayList<>(List.of(english));
            for (String language : List.of("de", "es", "fr", "pt", "zh")) {
                browser.choose("header select", language);
                browser.until(
                        () -> browser.texts(".slide h1").stream()
                                .filter(heading -> !headings.contains(heading))
                                .anyMatch(headings::add), // read once: it is drawn anew meanwhile
                        "a page in " + language);
                assertThat(browser.body()).doesNotContain("lesson.").doesNotContain("common.");
                browser.screenshot("lesson-" + language);
            }
            assertThat(headings).doesNotHaveDuplicates().hasSize(6);
            browser.choose("header select", "en");
            browser.until(() -> browser.texts(".slide h1").equals(List.of(english)), "the page in English again");
            browser.screenshot("lesson-en");
        });
    }
}
