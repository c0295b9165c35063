package dev.gannet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Bundle;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard calls the rules. */
class TitlesTest {
    private static final String PREFIX = "dashboard.rule.";

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "pt", "zh"})
    void every_rule_has_a_title_in_every_language_and_no_other_has(String language) throws IOException {
        Map<String, String> titles = new TreeMap<>();
        Bundle.of(language, "dashboard").forEach((key, text) -> {
            if (key.startsWith(PREFIX)) {
                titles.put(key.substring(PREFIX.length()), text);
            }
        });
        assertThat(titles.keySet()).isEqualTo(Rule.all().stream().map(Rule::id).collect(Collectors.toSet()));
        assertThat(titles.values()).doesNotHaveDuplicates();
    }
}
