package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.paper.StepFile;
import dev.gannet.run.RunDir;
import dev.gannet.trace.Act;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.DebugView.State;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import dev.gannet.train.Board;
import dev.gannet.web.Binding;
import dev.gannet.web.Parcel;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Inside one step: every key, a branch, and the page for those who need it larger or calmer. */
@TestInstance(Lifecycle.PER_CLASS)
class DebuggerPageTest {
    private static final int TABLE = 0;
    private static final int HEAT = 1;
    private static final int QUESTIONS = 2;

    private final RunDir rehearsed;

    DebuggerPageTest() throws IOException, InterruptedException {
        rehearsed = Rehearsal.of(20);
    }

    private void open(Rehearsal.Visitor visitor) throws Exception {
        Rehearsal.open(rehearsed, "step", visitor);
    }

    private static boolean isChecked(Browser browser, int which) {
        return browser.all(".options .check input").get(which).isSelected();
    }

    private static String shown(Browser browser, String list) {
        return String.valueOf(browser.element(list).getDomProperty("value"));
    }

    private static boolean scoredOnTheSame(Board board) {
        return board.view()
                .trace()
                .at(Stop.READY, Seen.Ready.class)
                .map(Seen.Ready::same)
                .orElse(true); // between two steps
    }

    @Test
    void arrows_and_digits_go_through_a_step_and_back() throws Exception {
        open((browser, board, chapters) -> {
            long step = board.view().step();
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.press(Keys.ARROW_RIGHT);
            Rehearsal.untilAt(browser, board, Stop.NOISE);
            browser.press(Keys.ARROW_LEFT);
            Rehearsal.untilShown(browser, Stop.READY);
            assertThat(board.view().reached()).contains(Stop.NOISE);
            browser.press(Keys.ESCAPE);
            Rehearsal.untilShown(browser, Stop.NOISE);
            for (int stop = 2; stop <= 10; stop++) {
                browser.press(Integer.toString(stop % 10));
                Rehearsal.untilAt(browser, board, Stop.values()[stop]);
            }
            browser.press("1");
            Rehearsal.untilShown(browser, Stop.NOISE);
            assertThat(board.view().reached()).contains(Stop.G_ERROR);
            browser.pressWithShift(Keys.ARROW_LEFT);
            Rehearsal.untilAt(browser, board, Stop.READY);
            assertThat(board.view().step()).isEqualTo(step);
            browser.pressWithShift(Keys.ARROW_RIGHT);
            Rehearsal.untilAt(browser, board, Stop.RESULT);
            browser.press(Keys.ENTER);
            Rehearsal.untilAt(browser, board, Stop.READY);
            assertThat(board.view().step()).isEqualTo(step + 1);
            browser.press(Keys.SPACE);
            browser.until(() -> board.view().state() == State.PLAYING, "a step that plays");
            browser.button("Pause");
            browser.press(Keys.SPACE);
            browser.until(() -> board.view().state() == State.STOPPED, "a step that is held");
            browser.button("Play");
            for (String speed : List.of("Speed ×½", "Speed ×¼", "Speed ×1")) {
                browser.press("l");
                browser.button(speed);
            }
            browser.press("s");
            browser.until(() -> !scoredOnTheSame(board), "G to be scored on fresh images");
            browser.until(
                    () -> shown(browser, ".options .choice:last-child select").equals("fresh"), "the page to say so");
            browser.element(".state.STOPPED");
            browser.press("n");
            browser.until(() -> board.view().epoch() >= 1 && board.view().state() == State.STOPPED, "the next epoch");
            browser.element(".state.STOPPED");
            browser.press("t");
            browser.until(() -> board.view().state() == State.TRAINING, "a run that trains");
            browser.button("Pause");
            browser.press(Keys.SPACE);
            browser.until(() -> board.view().state() == State.STOPPED, "a run that is held");
        });
    }

    @Test
    void every_other_key_changes_what_is_shown() throws Exception {
        open((browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.press("5");
            Rehearsal.untilAt(browser, board, Stop.D_ON_REALS);
            browser.press("]");
            browser.untilTexts(".inspector-head strong", List.of("Fake 2"), "the next image");
            browser.press("[");
            browser.untilTexts(".inspector-head strong", List.of("Fake 1"), "the image before");
            browser.press("i");
            browser.untilTexts(".inspector-head strong", List.of("Fake 2"), "the next image");
            browser.press("r");
            browser.untilTexts(".inspector-head strong", List.of("Real image 2"), "the other side");
            browser.press("m");
            browser.element(".side.fake table");
            assertThat(isChecked(browser, TABLE)).isTrue();
            browser.press("m");
            browser.until(() -> browser.all(".side.fake table").isEmpty(), "cards");
            browser.press("q");
            browser.until(() -> !isChecked(browser, QUESTIONS), "no questions");
            browser.press("q");
            browser.until(() -> isChecked(browser, QUESTIONS), "questions");
            browser.catchCopies();
            browser.press("k");
            browser.until(() -> browser.copied().endsWith("&stop=5&img=real-2"), "a link");
            opens(browser);
            browser.pressWithShift(Keys.ARROW_RIGHT);
            Rehearsal.untilAt(browser, board, Stop.RESULT);
            browser.press(Keys.ARROW_LEFT);
            browser.press(Keys.ARROW_LEFT);
            Rehearsal.untilShown(browser, Stop.BACKWARD_G);
            browser.element(".pile.heated");
            browser.press("h");
            browser.until(() -> browser.all(".pile.heated").isEmpty(), "images without what D wants changed");
            assertThat(isChecked(browser, HEAT)).isFalse();
        });
    }

    /** What is opened beside a stop, and closed with all else. */
    private static void opens(Browser browser) {
        browser.press("e");
        browser.untilTexts(
                ".plain p",
                List.of(
                        "The same eyes, the same question. A good detective puts the blue dots to the right and the orange"
                                + " ones to the left."),
                "plain words");
        browser.press("g");
        browser.untilTexts(".network h2", List.of("The generator G"), "G");
        assertThat(browser.focused()).isEqualTo("The generator G");
        assertThat(browser.texts(".network .stop-badge")).containsExactly("S2");
        browser.press("d");
        browser.untilTexts(".network h2", List.of("The discriminator D"), "D");
        assertThat(browser.texts(".network .stop-badge")).containsExactly("S4", "S5");
        browser.press(Keys.ARROW_LEFT);
        Rehearsal.untilShown(browser, Stop.D_ON_FAKES);
        assertThat(browser.texts(".network .stop-badge")).containsExactly("S4");
        browser.press(Keys.ESCAPE);
        Rehearsal.untilShown(browser, Stop.D_ON_REALS);
        assertThat(browser.all(".network, .plain p")).isEmpty();
    }

    @Test
    void every_key_stands_in_the_help_and_is_a_button_with_a_name() throws Exception {
        open((browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.press("5");
            Rehearsal.untilAt(browser, board, Stop.D_ON_REALS);
            browser.press("b");
            browser.element(".both");
            List<String> names = new ArrayList<>(
                    browser.texts(".debugger button > span:not(.icon), .check, .choice > span, .sr-only"));
            browser.all(".debugger button[title]").stream()
                    .map(button -> String.valueOf(button.getDomAttribute("title")))
                    .forEach(names::add);
            browser.press("?");
            browser.element("dialog.keys");
            List<String> keys = browser.texts("dialog.keys kbd");
            List<String> labels = browser.texts("dialog.keys dd");
            assertThat(keys)
                    .containsOnlyOnce(Stream.of(
                                    "→ ← Shift+→ Shift+← Space Enter Esc 1 2 3 4 5 6 7 8 9 0 B D E G H I K L M N Q R S T X [ ]"
                                            .split(" "))
                            .toArray(String[]::new));
            for (String label : labels) {
                assertThat(names)
                        .as(label)
                        .anyMatch(name -> name.startsWith(label) || label.matches("Go to S\\d+")); // that is the ribbon
            }
            browser.screenshot("step-keys");
            browser.press(Keys.ESCAPE);
            browser.until(() -> browser.all("dialog.keys[open]").isEmpty(), "the help to close");
        });
    }

    /** As the page writes a number: with three significant digits. */
    private static String digits(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String mean(double[] values) {
        return fixed(Arrays.stream(values).average().orElseThrow());
    }

    /** What the page should say about one way through the step. */
    private static List<String> facts(StepTrace way) {
        Seen.Scores fakes = way.at(Stop.D_ON_FAKES, Seen.Scores.class).orElseThrow();
        Seen.Errors errors = way.at(Stop.ERRORS, Seen.Errors.class).orElseThrow();
        Seen.Rescored again = way.at(Stop.RESCORE, Seen.Rescored.class).orElseThrow();
        Seen.ForgerError forger = way.at(Stop.G_ERROR, Seen.ForgerError.class).orElseThrow();
        Seen.BackwardG back = way.at(Stop.BACKWARD_G, Seen.BackwardG.class).orElseThrow();
        Seen.Result result = way.at(Stop.RESULT, Seen.Result.class).orElseThrow();
        return List.of(
                fixed(errors.lossD()) + " → " + fixed(again.lossD()),
                fixed(forger.lossG()) + " → " + fixed(result.lossG()),
                mean(fakes.verdicts()) + " → " + mean(forger.verdicts()) + " → " + mean(result.verdicts()),
                digits(back.norm()),
                digits(back.factor()));
    }

    @Test
    void a_branch_is_tried_from_the_page_and_both_ways_are_shown_as_they_were_measured() throws Exception {
        open((browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.choose(".branch-form .choice:nth-of-type(1) select", "lr-d");
            browser.click(browser.button("Try it"));
            browser.element(".both");
            DebugView.Branch branch = board.view().branch().orElseThrow();
            assertThat(branch.set()).isEqualTo(Map.of("lr-d", "0.02"));
            List<String> expected = new ArrayList<>(facts(branch.unchanged()));
            assertThat(facts(branch.changed())).doesNotContainAnyElementsOf(List.of(expected.getFirst()));
            expected.addAll(facts(branch.changed()));
            browser.untilTexts(".both .way dd", expected, "both ways");
            assertThat(browser.texts(".both .way h3"))
                    .containsExactly("Step 1 · As it is", "Step 1 · Changed: D’s learning rate = 0.02");
            browser.screenshot("branch");
            browser.press(Keys.TAB);
            browser.press(Keys.TAB); // out of both lists
            browser.press("x");
            browser.until(() -> browser.all(".both").isEmpty(), "nothing of the branch");
            assertThat(board.view().branch()).isEmpty();

            browser.choose(".branch-form .choice:nth-of-type(1) select", "freeze");
            assertThat(browser.texts(".branch-form .choice:nth-of-type(2) option"))
                    .contains("the generator", "discriminator: 8x8.conv");
            browser.press(Keys.TAB);
            browser.press(Keys.TAB); // the same
            browser.press("b");
            browser.element(".both");
            assertThat(board.view().branch().orElseThrow().set()).isEqualTo(Map.of("freeze", "g"));
            List<String> own = facts(board.view().branch().orElseThrow().unchanged());
            browser.element(".state.STOPPED");
            browser.pressWithShift(Keys.ARROW_RIGHT);
            Rehearsal.untilAt(browser, board, Stop.RESULT);
            assertThat(facts(board.view().trace())).as("the run's own step").isEqualTo(own);
        });
    }

    @Test
    void a_branch_takes_the_place_of_its_step_once_that_is_confirmed_and_the_page_says_so() throws Exception {
        open((browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.press("b");
            browser.element(".both");
            browser.element(".state.STOPPED");
            DebugView.Branch branch = board.view().branch().orElseThrow();
            browser.press("c");
            assertThat(browser.texts("dialog[open] h2")).containsExactly("Replace this step?");
            assertThat(browser.texts("dialog[open] p"))
                    .containsExactly(
                            "Step 1 becomes what the branch has made of it with learning rate = 0.02. After that"
                                    + " everything goes on by the run’s own rules.",
                            "Only this visit is changed: nothing is written, and the run itself stays as it is.");
            browser.screenshot("commit");
            browser.click(browser.button("Cancel"));
            browser.until(() -> browser.all("dialog[open]").isEmpty(), "no question any more");
            assertThat(board.view().edits()).isEmpty();

            browser.press("c");
            browser.click(browser.button("Replace the step"));
            browser.until(() -> board.view().step() == 1, "the first step done");
            Rehearsal.untilAt(browser, board, Stop.READY);
            assertThat(board.view().edits()).containsExactly(new DebugView.Edit(1, branch.set()));
            browser.untilTexts(".state.edited", List.of("edited at step 1"), "the mark");
            assertThat(browser.texts(".provenance"))
                    .first()
                    .asString()
                    .contains("Step 1 is not the run’s own but what a branch has made of it: learning rate = 0.02.");
            assertThat(browser.all(".both")).as("the branch has become the run").isEmpty();
            browser.pressWithShift(Keys.ARROW_RIGHT);
            Rehearsal.untilAt(browser, board, Stop.RESULT);
            assertThat(board.view()
                            .trace()
                            .at(Stop.READY, Seen.Ready.class)
                            .orElseThrow()
                            .step())
                    .isEqualTo(2);
            browser.screenshot("edited");
        });
    }

    @Test
    void a_step_that_somebody_has_sent_is_walked_through_without_its_run() throws Exception {
        StepTrace[] trace = {StepTrace.EMPTY};
        DebugView.About[] about = {DebugView.About.of("", Rehearsal.config(1))};
        open((browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.pressWithShift(Keys.ARROW_RIGHT);
            Rehearsal.untilAt(browser, board, Stop.RESULT);
            trace[0] = board.view().trace();
            about[0] = board.view().about();
        });
        DebugView view = new StepFile(StepFile.FORMAT, "9.9", about[0], List.of(), trace[0]).view();
        SequencedMap<String, Act<?, ?>> acts = new LinkedHashMap<>(Map.of("debugger", new Still(view)));
        SequencedMap<String, Parcel> parcels =
                new LinkedHashMap<>(Map.of("step.zip", languages -> Optional.of(new byte[] {1})));
        try (Browser browser = Browser.open();
                WebServer server =
                        WebServer.start(new Site(List.of(), acts, "step", false, parcels), Binding.loopback(0))) {
            browser.visit(server.uri());
            Rehearsal.untilShown(browser, Stop.RESULT);
            assertThat(browser.texts(".state.ENDED")).containsExactly("over");
            assertThat(browser.all(".hint"))
                    .as("nobody is told to take controls that there are none of")
                    .isEmpty();
            WebElement save = browser.button("Save step");
            assertThat(save.getDomAttribute("download")).isEqualTo("step-1.zip");
            assertThat(save.getDomAttribute("href")).isEqualTo("/api/parcels/step.zip");
            browser.screenshot("sent");
            browser.press(Keys.ARROW_LEFT);
            Rehearsal.untilShown(browser, Stop.UPDATE_G);
            browser.press("6");
            Rehearsal.untilShown(browser, Stop.ERRORS);
            browser.press("1");
            Rehearsal.untilShown(browser, Stop.NOISE);
            browser.assertNoComplaints();
        }
    }

    private record Still(DebugView view) implements Act<DebugView, Ask> {
        @Override
        public boolean ask(Ask request) {
            throw new AssertionError(request);
        }

        @Override
        public Class<Ask> requests() {
            return Ask.class;
        }

        @Override
        public void onChange(Runnable listener) {
            // it never does
        }
    }

    @Test
    void nothing_moves_for_who_wants_it_calm_and_nothing_is_cut_off_at_twice_the_size() throws Exception {
        open((browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.calm(true);
            browser.press("6");
            browser.element(".sum-track");
            List<WebElement> parts = browser.all(".sum-track > :not(.coin)");
            assertThat(parts).as("all errors at once, not one after the other").hasSize(32);
            assertThat(browser.style(".gauge-fill", "transition-duration")).isEqualTo("0s");
            browser.calm(false);
            assertThat(browser.style(".gauge-fill", "transition-duration")).startsWith("0.5s");
            Rehearsal.untilAt(browser, board, Stop.ERRORS);
            browser.press("b");
            browser.press("e");
            browser.press("d");
            browser.element(".both");
            browser.element(".state.STOPPED");
            browser.pressWithShift(Keys.ARROW_RIGHT);
            Rehearsal.untilAt(browser, board, Stop.RESULT);
            for (Stop stop : List.of(Stop.values()).reversed()) {
                Rehearsal.untilShown(browser, stop);
                browser.zoomed();
                assertThat(browser.fits()).as("%s at 200 %%", stop.id()).isTrue();
                if (stop == Stop.RESULT || stop == Stop.ERRORS) {
                    browser.screenshot("step-200-" + stop.id());
                }
                browser.phone();
                assertThat(browser.fits()).as("%s on a phone", stop.id()).isTrue();
                if (stop != Stop.READY) {
                    browser.press(Keys.ARROW_LEFT);
                }
            }
        });
    }
}
