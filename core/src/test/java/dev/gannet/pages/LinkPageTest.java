package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.run.RunDir;
import dev.gannet.trace.Ask;
import dev.gannet.trace.Stop;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Links to a place in a lesson or a step: followed, copied, and refused. */
@TestInstance(Lifecycle.PER_CLASS)
class LinkPageTest {
    private final RunDir rehearsed;

    LinkPageTest() throws IOException, InterruptedException {
        rehearsed = Rehearsal.of(120);
    }

    private void open(String first, Rehearsal.Visitor visitor) throws Exception {
        Rehearsal.open(rehearsed, first, visitor);
    }

    @Test
    void a_link_leads_back_to_its_step_stop_image_and_view_of_the_same_run() throws Exception {
        open("step", (browser, board, chapters) -> {
            String run = board.view().about().fingerprint();
            browser.catchCopies();
            Rehearsal.untilAt(browser, board, Stop.READY);
            IntStream.range(0, 5).forEach(_ -> board.ask(new Ask.Next()));
            Rehearsal.untilAt(browser, board, Stop.D_ON_REALS);
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
            Rehearsal.untilAt(browser, board, Stop.READY);
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
            Rehearsal.untilAt(browser, board, Stop.READY);
            String run = board.view().about().fingerprint();
            browser.goTo("#/step?run=%s&step=27&stop=9&img=real-3".formatted(run));
            browser.untilTexts(".stop-badge", List.of("S9"), "the stop of the link");
            assertThat(browser.texts("h1")).containsExactly("Step 27");
            browser.untilTexts(".inspector-head strong", List.of("Real image 3"), "the image of the link");
            browser.goTo("#/step?run=0123456789ab&step=3");
            browser.untilTexts(
                    ".hint p",
                    List.of("This link leads into another run than rehearsed: its settings are others."),
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
    void a_step_that_is_chosen_in_a_chart_can_be_looked_into() throws Exception {
        open("step", (browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.goTo("#/run/0");
            WebElement plot = browser.element(".plot");
            plot.sendKeys(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ENTER);
            WebElement look = browser.button("Inside step 10");
            browser.screenshot("chart-step");
            browser.click(look);
            Rehearsal.untilAt(browser, board, Stop.READY);
            browser.untilTexts("h1", List.of("Step 10"), "the step");
            assertThat(board.view().step()).isEqualTo(9);
        });
    }

    @Test
    void a_teachers_link_leaves_parts_of_the_page_out() throws Exception {
        open("step", (browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
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
                    List.of("This link leads into another run than rehearsed: its settings are others."),
                    "that it is another run");
        });
    }
}
