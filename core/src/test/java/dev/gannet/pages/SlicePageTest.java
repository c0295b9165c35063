package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.run.RunDir;
import dev.gannet.trace.Slice;
import dev.gannet.trace.Stop;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The way from a real image to a made one, on the page of a step. */
class SlicePageTest {
    @Test
    void d_is_asked_along_the_way_and_gs_update_is_marked_once_it_is_made() throws Exception {
        RunDir run = Rehearsal.of(20);
        Rehearsal.openAt(run, 20, (browser, board, chapters) -> {
            Rehearsal.walkTo(browser, board, Stop.UPDATE_D);
            assertThat(browser.button("Ask D along the way").isEnabled())
                    .as("before S9")
                    .isFalse();
            Rehearsal.walkTo(browser, board, Stop.RESCORE);
            browser.click(browser.button("Ask D along the way"));
            browser.until(() -> board.view().looks().slice().isPresent(), "answers");

            browser.untilAnswered("From real to made");
            Slice slice = board.view().looks().slice().orElseThrow();
            browser.untilTexts(".slice figcaption span", List.of(words(slice, 0)[0], words(slice, 0)[1]), "in words");
            assertThat(browser.all(".slice-arrival")).isEmpty();
            browser.press("]");
            browser.untilTexts(".slice figcaption span", List.of(words(slice, 1)[0], words(slice, 1)[1]), "the next");
            Rehearsal.walkTo(browser, board, Stop.RESULT);
            browser.element(".slice-arrival");
            assertThat(browser.texts(".slice p").getLast())
                    .startsWith("◆ G’s update has taken the made image to t = %.3f".formatted(slice.arrival()[1]));
            browser.shots(".slice", "slice");
        });
    }

    private static String[] words(Slice slice, int image) {
        return new String[] {
            "Before D’s update: %s at the real end, %s halfway, %s at the made end."
                    .formatted(places(slice.before()[image])),
            "After it: %s, %s, %s.".formatted(places(slice.after()[image]))
        };
    }

    /** At t = 0, 1/2 and 1. */
    private static Object[] places(double[] verdicts) {
        return new Object[] {text(verdicts[16]), text(verdicts[32]), text(verdicts[48])};
    }

    private static String text(double verdict) {
        return String.format(Locale.ROOT, verdict > 0.005 && verdict < 0.995 ? "%.2f" : "%.3f", verdict);
    }
}
