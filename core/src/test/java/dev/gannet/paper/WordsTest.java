package dev.gannet.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.UserException;
import dev.gannet.trace.Narration;
import dev.gannet.trace.Narration.Sentence;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers and sentences as the browser's Intl writes them on the pages. */
class WordsTest {
    private final Words english = Words.in("en");
    private final Words german = Words.in("de");

    @Test
    void a_number_has_three_digits_that_count() {
        assertThat(english.number(0)).isEqualTo("0");
        assertThat(english.number(1.386294)).isEqualTo("1.39");
        assertThat(english.number(-0.0123456)).isEqualTo("-0.0123");
        assertThat(english.number(1234.5)).isEqualTo("1,230");
        assertThat(english.number(0.0001)).isEqualTo("0.0001");
        assertThat(english.number(0.00001234)).isEqualTo("1.23×10⁻⁵");
        assertThat(english.number(2e-10)).isEqualTo("2×10⁻¹⁰");
        assertThat(english.number(12_345_678)).isEqualTo("1.23×10⁷");
        assertThat(english.number(Double.NaN)).isEqualTo("–");
        assertThat(german.number(1234.5)).isEqualTo("1.230");
        assertThat(german.number(0.00001234)).isEqualTo("1,23×10⁻⁵");
        assertThat(Words.in("es").number(1234.5)).isEqualTo("1230");
        assertThat(Words.in("es").count(12_345)).isEqualTo("12.345");
    }

    @Test
    void decimals_are_rounded_half_up_as_they_are_written() {
        assertThat(english.fixed(1.005, 2)).isEqualTo("1.01");
        assertThat(english.fixed(0.125, 2)).isEqualTo("0.13");
        assertThat(english.fixed(2, 3)).isEqualTo("2.000");
        assertThat(german.fixed(0.5, 1)).isEqualTo("0,5");
    }

    @Test
    void shares_are_percentages() {
        assertThat(english.percent(0.0123)).isEqualTo("1.2%");
        assertThat(english.percent(0.456)).isEqualTo("46%");
        assertThat(english.finePercent(0.001234)).isEqualTo("0.12%");
        assertThat(english.finePercent(0.98765)).isEqualTo("99%");
        assertThat(german.percent(0.456)).isEqualTo("46\u00a0%");
    }

    @Test
    void a_verdict_near_an_end_has_a_digit_more() {
        assertThat(english.verdict(0.4567, true)).isEqualTo("0.46");
        assertThat(english.verdict(0.0041, true)).isEqualTo("0.004");
        assertThat(english.verdict(0.9996, true)).isEqualTo("1.000");
        assertThat(english.verdict(-12.345, false)).isEqualTo("-12.35");
    }

    @Test
    void a_sentence_has_its_numbers_in_the_words_of_the_page() {
        Narration told = new Narration(Sentence.TOLD_APART, Map.of("right", 1931.0, "count", 2000.0));
        assertThat(english.say(told, true))
                .isEqualTo("D tells them apart easily: it is right about 1,931 of 2,000 images.");
        Narration small = new Narration(Sentence.G_GRADIENT, Map.of("norm", 0.00034, "factor", 0.5, "slope", 0.1));
        assertThat(english.say(small, true)).isEqualTo("What reaches G’s weights has the length 0.00034.");
        Narration update = new Narration(Sentence.D_UPDATE, Map.of("ratio", 0.00123, "predicted", -0.1));
        assertThat(german.say(update, true)).contains("0,12\u00a0%");
    }

    @Test
    void a_language_that_the_pages_do_not_speak_is_refused() {
        assertThatThrownBy(() -> Words.in("it"))
                .isInstanceOf(UserException.class)
                .hasMessage("--language 'it': expected one of [en, de, es, fr, pt, zh]");
    }
}
