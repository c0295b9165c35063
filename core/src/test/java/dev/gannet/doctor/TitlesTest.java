package dev.gannet.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard calls the rules. */
class TitlesTest {
    private static final Path MESSAGES = Path.of("src/main/resources/dev/gannet/web/messages");
    private static final String PREFIX = "dashboard.rule.";

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "fr", "pt", "zh"})
    void every_rule_has_a_title_in_every_language_and_no_other_has(String language) throws IOException {
        Path file = MESSAGES.resolve(language).resolve("dashboard.json");
        Map<?, ?> words = new Json().read(Files.readString(file), Map.class, file.toString());
        Map<String, String> titles = new TreeMap<>();
        words.forEach((key, text) -> {
            if (key instanceof String name && name.startsWith(PREFIX)) {
                titles.put(name.substring(PREFIX.length()), (String) text);
            }
        });
        assertThat(titles.keySet()).isEqualTo(Rule.all().stream().map(Rule::id).collect(Collectors.toSet()));
        assertThat(titles.values()).doesNotHaveDuplicates();
    }
}
