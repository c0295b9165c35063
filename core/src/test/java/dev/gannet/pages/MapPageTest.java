package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.run.RunDir;
import dev.gannet.trace.Stop;
import dev.gannet.trace.VerdictMap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A plane of images and what D says on it, on the page of a step. */
class MapPageTest {
    @Test
    void d_is_asked_on_a_plane_and_gs_update_is_marked_once_it_is_made() throws Exception {
        RunDir run = Rehearsal.of(20);
        Rehearsal.open(run, "step", (browser, board, chapters) -> {
            Rehearsal.walkTo(browser, board, Stop.G_ERROR);
            assertThat(browser.button("Ask D on the plane").isEnabled())
                    .as("before S11")
                    .isFalse();
            Rehearsal.walkTo(browser, board, Stop.BACKWARD_G);
            browser.press("]");
            browser.click(browser.button("Ask D on the plane"));
            browser.until(() -> board.view().looks().map().isPresent(), "answers");

            browser.untilAnswered("A plane through both images");
            VerdictMap map = board.view().looks().map().orElseThrow();
            assertThat(map.image()).isEqualTo(2);
            browser.untilTexts(".verdict-map figcaption", List.of(words(map)), "in words");
            assertThat(browser.all(
                            ".verdict-map svg[role=img] rect.map-real, .verdict-map svg[role=img] rect.map-made"))
                    .hasSize(2 * 24 * 24);
            assertThat(browser.all(".map-mark.arrived")).isEmpty();
            browser.press("]");
            browser.button("Ask D on the plane"); // the third image has not been looked at
            browser.press("[");
            Rehearsal.walkTo(browser, board, Stop.RESULT);
            assertThat(browser.all(".verdict-map figure .map-mark.arrived")).hasSize(2);
            assertThat(browser.texts(".verdict-map .map-told").getFirst())
                    .startsWith("◇ G’s update has moved the made image by ")
                    .endsWith("The updated D gives the new image itself %s."
                            .formatted(text(map.arrived().after())));
            browser.shots(".verdict-map", "verdict-map");
        });
    }

    private static String[] words(VerdictMap map) {
        return new String[] {
            "Before D’s update: %s at the real image, %s at the made one, %s where D’s wish leads. D takes %s of all places for real."
                    .formatted(
                            text(map.real().before()),
                            text(map.made().before()),
                            text(map.moved().before()),
                            share(map.before())),
            "After it: %s, %s, %s. D takes %s of all places for real."
                    .formatted(
                            text(map.real().after()),
                            text(map.made().after()),
                            text(map.moved().after()),
                            share(map.after()))
        };
    }

    private static String share(double[][] verdicts) {
        double above = Arrays.stream(verdicts)
                .flatMapToDouble(Arrays::stream)
                .filter(verdict -> verdict >= 0.5)
                .count();
        return Math.round(100 * above / (24 * 24)) + "%";
    }

    private static String text(double verdict) {
        return String.format(Locale.ROOT, verdict > 0.005 && verdict < 0.995 ? "%.2f" : "%.3f", verdict);
    }
}
