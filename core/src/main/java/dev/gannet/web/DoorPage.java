package dev.gannet.web;

import dev.gannet.config.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page for somebody without a key: what is the matter, and what to do. */
final class DoorPage {
    /** The languages that the pages speak. */
    static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "pt", "zh");

    /** Why somebody stands at the door. */
    enum Reason {
        /** No key at all. */
        NO_LINK,
        /** The link has let somebody in before. */
        USED,
        /** The link is of an earlier start. */
        OLD
    }

    /**
     * What the page says in one language.
     *
     * @param noLink for {@link Reason#NO_LINK}
     * @param used for {@link Reason#USED}
     * @param old for {@link Reason#OLD}
     */
    record Words(String noLink, String used, String old) {}

    private final Map<String, Words> words = new LinkedHashMap<>();

    /** Reads what it says. */
    DoorPage() {
        Json json = new Json();
        for (String language : LANGUAGES) {
            String name = "door/%s.json".formatted(language);
            try (InputStream in = DoorPage.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("%s is not on the class path; build Gannet again".formatted(name));
                }
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                words.put(language, json.read(text, Words.class, name));
            } catch (IOException e) {
                throw new UncheckedIOException("%s cannot be read".formatted(name), e);
            }
        }
    }

    /** In the first of the reader's languages that there is; else in English. */
    Answer of(Reason reason, List<Locale> languages) {
        String language = languages.stream()
                .map(Locale::getLanguage)
                .filter(words::containsKey)
                .findFirst()
                .orElse("en");
        Words said = words.getOrDefault(language, new Words("", "", ""));
        String text = switch (reason) {
            case NO_LINK -> said.noLink();
            case USED -> said.used();
            case OLD -> said.old();
        };
        return Answer.html(403, """
                <!doctype html>
                <html lang="%s">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Gannet</title>
                <link rel="stylesheet" href="/door.css">
                <h1>Gannet</h1>
                <p>%s</p>
                """.formatted(language, text));
    }
}
