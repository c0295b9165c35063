package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.run.RunDir;
import dev.gannet.trace.Ask;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Units;
import dev.gannet.train.Board;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is inside a layer, on the page of a step. */
class UnitsPageTest {
    @Test
    void layers_are_looked_into_and_lose_their_units_one_by_one() throws Exception {
        RunDir run = Rehearsal.of(20);
        Rehearsal.open(run, "step", (browser, board, chapters) -> {
            board.ask(new Ask.To(20));
            browser.until(() -> board.view().step() == 19, "the last step");
            Rehearsal.walkTo(browser, board, Stop.REAL);
            assertThat(browser.texts(".units .muted"))
                    .containsExactly("D has to judge the image first: this is shown from stop S4 on.");
            Rehearsal.walkTo(browser, board, Stop.D_ON_FAKES);
            browser.press("]");
            look(browser, "g:8x8.relu");
            Units units = await(browser, board, "g:8x8.relu");
            browser.untilAnswered("Inside a layer");
            browser.untilTexts(".units-of h3", List.of("G · 8x8.relu · Fake 2"), "whose it is");
            assertThat(browser.texts(".units-of p"))
                    .containsExactly(
                            "ReLU, 8 × 8 × 8",
                            "8 of 8 units, those that vary most across the batch first. Black stands for 0, white for %s, in all of them."
                                    .formatted(three(units.units().stream()
                                            .mapToDouble(Units.Unit::high)
                                            .max()
                                            .orElseThrow())));
            assertThat(browser.texts(".units-found > .unit-maps strong"))
                    .isEqualTo(units.units().stream()
                            .map(unit -> "unit " + (unit.number() + 1))
                            .toList());
            assertThat(browser.all(".filters")).as("of an activation").isEmpty();
            Units.Without without = units.without().orElseThrow();
            assertThat(without.gone()).hasSize(8);
            assertThat(browser.texts(".gone strong").getFirst()).isEqualTo("as it is");
            assertThat(browser.texts(".gone strong").subList(1, 7))
                    .isEqualTo(without.gone().subList(0, 6).stream()
                            .map(gone -> "without unit " + (gone.unit() + 1))
                            .toList());
            assertThat(browser.texts(".gone .small").get(1))
                    .isEqualTo(String.format(
                            Locale.ROOT,
                            "changed by %.1f/255",
                            without.gone().getFirst().change()));
            browser.click(browser.element(".without summary"));
            assertThat(browser.all(".without tbody tr")).hasSize(8);
            browser.shots(".units", "units-g");

            Rehearsal.walkTo(browser, board, Stop.D_ON_REALS);
            browser.click(browser.button("Fakes or real images"));
            browser.until(() -> browser.all(".units optgroup").size() == 1, "the layers of D alone");
            look(browser, "d:8x8.conv");
            Units conv = await(browser, board, "d:8x8.conv");
            browser.untilTexts(".units-of h3", List.of("D · 8x8.conv · Real image 2"), "a real image");
            assertThat(browser.texts(".filters strong"))
                    .isEqualTo(conv.filters().getFirst().kernels().stream()
                            .map(kernel -> "input %d → output %d".formatted(kernel.from() + 1, kernel.to() + 1))
                            .toList());
            assertThat(browser.texts(".filters h3")).containsExactly("Filters: 8x8.conv.weight");
            assertThat(browser.all(".without")).isEmpty();
            browser.shots(".units", "units-d");
            look(browser, "d:score");
            Units score = await(browser, board, "d:score");
            browser.untilTexts(".units-of h3", List.of("D · score · Real image 2"), "a single number");
            browser.click(browser.element(".units-found summary"));
            assertThat(browser.texts(".units-found td").getFirst())
                    .isEqualTo(three(score.units().getFirst().low()));
            assertThat(browser.all(".unit-bar")).hasSize(1);
        });
    }

    private static void look(Browser browser, String layer) throws Exception {
        browser.choose(".units select", layer);
        browser.click(browser.button("Look inside"));
    }

    private static Units await(Browser browser, Board board, String layer) {
        Optional<String> wanted = Optional.of(layer);
        browser.until(() -> board.view().looks().units().map(Units::layer).equals(wanted), layer);
        return board.view().looks().units().orElseThrow();
    }

    /** With three significant digits. */
    private static String three(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
