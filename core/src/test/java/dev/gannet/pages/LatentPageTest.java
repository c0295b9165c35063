package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.run.RunDir;
import dev.gannet.trace.LatentMap;
import dev.gannet.trace.Stop;
import dev.gannet.train.Board;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What G makes of noise around and between that of made images, on the page of a step. */
class LatentPageTest {
    private static final String ASK = "Ask G around this image";

    /** Step 21, as soon as there are images. */
    private void open(Rehearsal.Visitor visitor) throws Exception {
        RunDir run = Rehearsal.of(20);
        Rehearsal.openAt(run, 20, (browser, board, chapters) -> {
            Rehearsal.untilAt(browser, board, Stop.READY);
            for (Stop stop : List.of(Stop.NOISE, Stop.GENERATE)) {
                assertThat(browser.all(".latent")).as("before there are images").isEmpty();
                browser.next();
                Rehearsal.untilAt(browser, board, stop);
            }
            visitor.walk(browser, board, chapters);
        });
    }

    private static LatentMap asked(Browser browser, Board board, int image, int other) {
        browser.until(
                () -> board.view()
                        .looks()
                        .latent()
                        .filter(map -> map.image() == image && map.other() == other)
                        .isPresent(),
                "pictures around image %d and to image %d".formatted(image, other));
        return board.view().looks().latent().orElseThrow();
    }

    @Test
    void the_plane_is_walked_by_arrow_keys_and_every_picture_has_words() throws Exception {
        open((browser, board, chapters) -> {
            browser.press("]");
            browser.press("z");
            LatentMap map = asked(browser, board, 2, 3);
            browser.untilAnswered("Around and between noise");
            browser.until(() -> browser.all(".latent-cells button").size() == 81, "a plane");
            assertThat(browser.all(".latent-cells .own")).hasSize(1);
            says(browser, "The middle: made image 2 as it is");
            browser.element(".latent-cells .own").click();
            browser.press(Keys.ARROW_RIGHT);
            browser.press(Keys.ARROW_RIGHT);
            browser.press(Keys.ARROW_UP);
            String there =
                    "2 to the right, 1 up: noise 2.24\u00a0σ away from the image’s own, picture %s away from the one in the middle"
                            .formatted(text(map.apart()[3][6]));
            says(browser, there);
            assertThat(browser.focused()).isEqualTo(there);
            assertThat(board.view().reached()).as("arrows stay in the plane").contains(Stop.GENERATE);
            browser.scrollTo(browser.element(".latent"));
            browser.screenshot("latent");
            for (int i = 0; i < 9; i++) {
                browser.press(Keys.ARROW_DOWN);
            }
            assertThat(browser.focused()).as("the lower edge").startsWith("2 to the right, 4 down: noise 4.47\u00a0σ");
            browser.dark(true);
            browser.phone();
            assertThat(browser.fits()).as("fits a phone").isTrue();
            browser.scrollTo(browser.element(".latent"));
            browser.screenshot("latent-phone");
            browser.scrollTo(browser.element(".latent-cell"));
            browser.screenshot("latent-phone-walk");
            browser.zoomed();
            assertThat(browser.fits()).as("fits at 200 %").isTrue();
            browser.scrollTo(browser.element(".latent"));
            browser.screenshot("latent-zoomed");
        });
    }

    @Test
    void the_way_leads_to_the_image_that_is_chosen() throws Exception {
        open((browser, board, chapters) -> {
            assertThat(browser.texts(".latent option")).hasSize(15).doesNotContain("Fake 1");
            browser.choose(".latent select", "7");
            browser.click(browser.button(ASK));
            LatentMap map = asked(browser, board, 1, 7);
            browser.untilTexts(".latent-walk h3", List.of("From made image 1 to made image 7"), "the way");
            assertThat(browser.texts(".latent-walk p").getFirst())
                    .startsWith("The two noises are %.0f° apart.".formatted(map.angle()));
            assertThat(browser.texts(".latent-walk li"))
                    .containsExactly("0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0");
            for (int i = 0; i < 11; i++) {
                assertThat(browser.all(".latent-walk canvas").get(i).getDomAttribute("aria-label"))
                        .isEqualTo("At %.1f of the way: %s away from the first picture"
                                .formatted(i / 10.0, text(map.walked()[i])));
            }
            browser.click(browser.all(".side.fake .image-card").get(1));
            browser.until(() -> browser.all(".latent-plane").isEmpty(), "no pictures around another image");
            browser.button(ASK);
            browser.click(browser.all(".side.fake .image-card").getFirst());
            browser.element(".latent-plane");
        });
    }

    private static void says(Browser browser, String words) {
        browser.untilTexts(".latent-cell figcaption", List.of(words), "the words of a cell");
    }

    private static String text(double apart) {
        return String.format(Locale.ROOT, "%.2f", apart);
    }
}
