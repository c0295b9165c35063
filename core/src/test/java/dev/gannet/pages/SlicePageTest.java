package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.trace.Act;
import dev.gannet.trace.Ask;
import dev.gannet.trace.Slice;
import dev.gannet.trace.Stop;
import dev.gannet.train.Board;
import dev.gannet.train.Visit;
import dev.gannet.web.Binding;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from a real image to a made one, on the page of a step. */
class SlicePageTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void d_is_asked_along_the_way_and_gs_update_is_marked_once_it_is_made() throws Exception {
        RunDir run = Rehearsal.train(folder.resolve("run"), 20);
        Board board = new Board(run, run.config(), Ask.ofVisit());
        SequencedMap<String, Act<?, ?>> acts = new LinkedHashMap<>(Map.of("debugger", board));
        try (Browser browser = Browser.open();
                ImageSource images = Sources.quiet().open(run.config());
                Visit visit = Visit.at(run, images, board, 20);
                WebServer server = WebServer.start(new Site(List.of(run), acts, "step", true), Binding.loopback(0))) {
            browser.visit(server.uri());
            Rehearsal.walkTo(browser, board, Stop.UPDATE_D);
            assertThat(browser.button("Ask D along the way").isEnabled())
                    .as("before S9")
                    .isFalse();
            Rehearsal.walkTo(browser, board, Stop.RESCORE);
            browser.click(browser.button("Ask D along the way"));
            browser.until(() -> board.view().looks().slice().isPresent(), "answers");

            Slice slice = board.view().looks().slice().orElseThrow();
            browser.untilTexts(".slice figcaption span", List.of(words(slice, 0)[0], words(slice, 0)[1]), "in words");
            assertThat(browser.all(".slice-arrival")).isEmpty();
            browser.press("]");
            browser.untilTexts(".slice figcaption span", List.of(words(slice, 1)[0], words(slice, 1)[1]), "the next");
            Rehearsal.walkTo(browser, board, Stop.RESULT);
            browser.element(".slice-arrival");
            assertThat(browser.texts(".slice p").getLast())
                    .startsWith("◆ G’s update has taken the made image to t = %.3f".formatted(slice.arrival()[1]));
            browser.scrollTo(browser.element(".slice"));
            browser.screenshot("slice");
            browser.phone();
            browser.dark(true);
            assertThat(browser.fits()).as("fits a phone").isTrue();
            browser.scrollTo(browser.element(".slice"));
            browser.screenshot("slice-phone");
            browser.assertNoComplaints();
        }
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
