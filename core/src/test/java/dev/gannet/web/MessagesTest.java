package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of the pages: the same in all languages, all there, and nothing in the pages that reaches outside. */
class MessagesTest {
    private static final Path WEB = Path.of("src/main/resources/dev/gannet/web");
    private static final Set<String> LANGUAGES = Set.of("de", "en", "es", "fr", "pt", "zh");
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    /** {@code t('key'}, and both keys of {@code t(x ? 'key' : 'key'}. */
    private static final Pattern LITERAL =
            Pattern.compile("\\bt\\((?:[^'\"`()]+\\? ?'([\\w.-]+)' : )?'([\\w.-]+)'\\s*[,)]");
    /** {@code 'common.x'} and the like, anywhere: a key, or what the keys of a choice begin with. */
    private static final Pattern KEY = Pattern.compile("'((?:common|dashboard|debugger|lesson|plane)\\.[\\w.-]+)'");

    @Test
    void every_language_has_every_area() throws IOException {
        assertThat(names(Bundle.MESSAGES)).isEqualTo(LANGUAGES);
        assertThat(areas()).contains("common", "dashboard");
        for (String language : LANGUAGES) {
            assertThat(names(Bundle.MESSAGES.resolve(language)))
                    .as(language)
                    .isEqualTo(names(Bundle.MESSAGES.resolve("en")));
        }
    }

    @Test
    void every_language_has_the_same_keys_with_the_same_slots() throws IOException {
        for (String area : areas()) {
            Map<String, Set<String>> english = slots(Bundle.of("en", area));
            for (String language : LANGUAGES) {
                assertThat(slots(Bundle.of(language, area)))
                        .as("%s/%s", language, area)
                        .isEqualTo(english);
            }
        }
    }

    @Test
    void every_key_begins_with_its_area_and_no_text_is_empty() throws IOException {
        for (String area : areas()) {
            for (String language : LANGUAGES) {
                Bundle.of(language, area).forEach((key, text) -> {
                    assertThat(key).as(language).startsWith(area + ".");
                    assertThat(text).as("%s %s", language, key).isNotBlank().isEqualTo(text.strip());
                });
            }
        }
    }

    @Test
    void no_key_stands_twice_in_a_bundle() throws IOException {
        for (String area : areas()) {
            for (String language : LANGUAGES) {
                Path file = Bundle.file(language, area);
                long lines = Files.readAllLines(file).stream()
                        .filter(line -> line.strip().startsWith("\"" + area + "."))
                        .count();
                assertThat(Bundle.of(language, area)).as(file.toString()).hasSize((int) lines);
            }
        }
    }

    @Test
    void every_key_that_a_page_names_exists() throws IOException {
        Set<String> known = new TreeSet<>();
        for (String area : areas()) {
            known.addAll(Bundle.of("en", area).keySet());
        }
        List<String> missing = new ArrayList<>();
        int found = 0;
        for (Path script : files("js")) {
            String text = Files.readString(script);
            Set<String> shown = shown(text);
            Set<String> mentioned = mentioned(text);
            found += shown.size();
            shown.stream().filter(key -> !known.contains(key)).forEach(key -> missing.add(script + ": " + key));
            mentioned.stream()
                    .filter(key -> !known.contains(key) && known.stream().noneMatch(one -> one.startsWith(key + ".")))
                    .forEach(key -> missing.add(script + ": " + key));
        }
        assertThat(found).isGreaterThan(150);
        assertThat(missing).isEmpty();
    }

    @Test
    void the_pages_write_no_markup_and_reach_no_other_host() throws IOException {
        List<Path> pages = Stream.of("js", "css", "html")
                .flatMap(type -> files(type).stream())
                .toList();
        assertThat(pages).hasSizeGreaterThan(10);
        for (Path page : pages) {
            assertThat(Files.readString(page))
                    .as(page.toString())
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
                    .doesNotContain("http://", "https://", "style=", "onclick=");
        }
    }

    @Test
    void no_file_of_the_pages_has_400_lines() throws IOException {
        for (Path script : files("js")) {
            assertThat(Files.readAllLines(script)).as(script.toString()).hasSizeLessThan(400);
        }
    }

    private static Set<String> areas() throws IOException {
        return names(Bundle.MESSAGES.resolve("en")).stream()
                .map(name -> name.replace(".json", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<String>> slots(Map<String, String> bundle) {
        Map<String, Set<String>> slots = new TreeMap<>();
        bundle.forEach((key, text) -> slots.put(
                key, SLOT.matcher(text).results().map(slot -> slot.group(1)).collect(Collectors.toSet())));
        return slots;
    }

    private static Set<String> shown(String script) {
        return LITERAL.matcher(script)
                .results()
                .flatMap(MessagesTest::groups)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> mentioned(String script) {
        return KEY.matcher(script).results().map(key -> key.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> groups(MatchResult match) {
        return Stream.of(1, 2).map(match::group).filter(key -> key != null);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<Path> files(String extension) {
        try (Stream<Path> all = Files.walk(WEB)) {
            return all.filter(path -> path.toString().endsWith("." + extension)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
