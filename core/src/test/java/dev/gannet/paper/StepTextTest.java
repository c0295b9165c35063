package dev.gannet.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.trace.Seen;
import dev.gannet.trace.Stop;
import dev.gannet.trace.WeightGradient;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step in a terminal, against the trace that it is made of and the page that tells the same. */
class StepTextTest {
    private static final char ESCAPE = '\u001b';

    @TempDir
    private Path folder = Path.of("");

    private Told told() throws InterruptedException {
        return Rehearsed.fourth(Rehearsed.train(folder.resolve("run"), Rehearsed.config()));
    }

    /** Without what colours it, and without line breaks. */
    private static String plain(List<String> lines) {
        return String.join(" ", lines).replaceAll(ESCAPE + "\\[[0-9;]*m", "").replaceAll("\\s+", " ");
    }

    @Test
    void every_stop_says_what_the_page_says_and_its_numbers() throws Exception {
        Told told = told();
        for (String language : List.of("de", "en", "zh")) {
            Words words = Words.in(language);
            Parsed page = Parsed.of(StepPage.of(told, words));
            List<List<String>> stops = StepText.of(told, words, false);
            assertThat(stops).hasSize(14);
            for (Stop stop : Stop.values()) {
                List<String> lines = stops.get(stop.ordinal());
                String text = plain(lines).replace(" ", "");
                String section = "//section[@id='%s']".formatted(stop.id());
                assertThat(page.texts("%s/h2 | %s/p | %s/div[@class='said']/p | %s/ul[@class='notes']/li | %s//td"
                                .formatted(section, section, section, section, section)))
                        .isNotEmpty()
                        .allSatisfy(said -> assertThat(text).contains(said.replaceAll("\\s+", "")));
                assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContain(ESCAPE + ""));
                assertThat(lines.stream().filter(line -> !line.contains("  ")).map(Columns::width))
                        .allSatisfy(width -> assertThat(width).isLessThanOrEqualTo(80));
            }
        }
    }

    @Test
    void its_numbers_are_the_traces_own() throws Exception {
        Told told = told();
        List<List<String>> stops = StepText.of(told, Words.in("en"), false);
        assertThat(stops.getFirst()).startsWith("run · 50 images of dogs · epoch 0.4", "", "S0  A step begins");
        assertThat(plain(stops.getLast()))
                .contains(told.trace()
                        .at(Stop.RESULT, Seen.Result.class)
                        .orElseThrow()
                        .ledger());
        double[] fakes = told.trace()
                .at(Stop.D_ON_FAKES, Seen.Scores.class)
                .orElseThrow()
                .verdicts();
        String judged = plain(stops.get(4));
        Arrays.stream(fakes)
                .forEach(p -> assertThat(judged).contains(String.format(Locale.ROOT, "probability %.2f", p)));
        for (WeightGradient weight : told.trace()
                .at(Stop.BACKWARD_D, Seen.BackwardD.class)
                .orElseThrow()
                .weights()) {
            assertThat(plain(stops.get(7)))
                    .contains(weight.weight() + " " + Words.in("en").number(weight.norm()) + " ");
        }
    }

    @Test
    void a_picture_in_colour_has_two_pixels_in_every_character() throws Exception {
        Told told = told();
        BufferedImage first = Tiles.of(told.trace()
                        .at(Stop.REAL, Seen.Reals.class)
                        .orElseThrow()
                        .images())
                .getFirst();
        List<String> lines = StepText.of(told, Words.in("en"), true).get(3).stream()
                .filter(line -> line.indexOf('▀') >= 0)
                .toList();
        assertThat(lines).hasSize(2 * 8); // two rows of pictures 16 pixels high
        for (int y = 0; y < 8; y++) {
            StringBuilder expected = new StringBuilder();
            for (int x = 0; x < 16; x++) {
                int upper = first.getRGB(x, 2 * y);
                int lower = first.getRGB(x, 2 * y + 1);
                expected.append(ESCAPE)
                        .append("[38;2;%d;%d;%dm".formatted(upper >> 16 & 0xff, upper >> 8 & 0xff, upper & 0xff))
                        .append(ESCAPE)
                        .append("[48;2;%d;%d;%dm▀".formatted(lower >> 16 & 0xff, lower >> 8 & 0xff, lower & 0xff));
            }
            assertThat(lines.get(y)).startsWith(expected + "" + ESCAPE + "[0m");
        }
    }

    @Test
    void without_colour_light_has_more_ink_and_a_sign_tells_more_from_less() {
        BufferedImage shades = new BufferedImage(4, 2, BufferedImage.TYPE_INT_ARGB);
        int[] greys = {0xff000000, 0xff606060, 0xffa0a0a0, 0xffffffff};
        for (int x = 0; x < 4; x++) {
            shades.setRGB(x, 0, greys[x]);
            shades.setRGB(x, 1, greys[x]);
        }
        assertThat(new Blocks(false).of(shades, 1, false)).containsExactly(" -*@");
        assertThat(new Blocks(false).of(shades, 2, false)).containsExactly(".%");
        BufferedImage change = new BufferedImage(5, 2, BufferedImage.TYPE_INT_ARGB);
        int[] changes = {0xff2b6cb0, 0x402b6cb0, 0x002b6cb0, 0x40dd6b20, 0xffdd6b20};
        for (int x = 0; x < 5; x++) {
            change.setRGB(x, 0, changes[x]);
            change.setRGB(x, 1, changes[x]);
        }
        assertThat(new Blocks(false).of(change, 1, true)).containsExactly("=- +#");
    }

    @Test
    void lines_break_at_spaces_and_between_ideographs() {
        assertThat(Columns.wrap("one two three four", 9)).containsExactly("one two", "three", "four");
        assertThat(Columns.wrap("unbreakable word", 5)).containsExactly("unbreakable", "word");
        assertThat(Columns.wrap("判别器在猜", 6)).containsExactly("判别器", "在猜");
        assertThat(Columns.width("判 a")).isEqualTo(4);
        assertThat(Columns.aligned(List.of(List.of("a", "bb", "c"), List.of("判别", "d"))))
                .containsExactly("a     bb  c", "判别  d");
    }
}
