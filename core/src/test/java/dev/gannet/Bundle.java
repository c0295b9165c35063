package dev.gannet;

import dev.gannet.config.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The words of the pages. */
public final class Bundle {
    /** A folder for each language, with a file for each area. */
    public static final Path MESSAGES = Path.of("src/main/resources/dev/gannet/web/messages");

    private Bundle() {}

    /** The file of an area in a language. */
    public static Path file(String language, String area) {
        return MESSAGES.resolve(language).resolve(area + ".json");
    }

    /** Its texts by their keys. */
    public static Map<String, String> of(String language, String area) throws IOException {
        Path file = file(language, area);
        Map<?, ?> read = new Json().read(Files.readString(file), Map.class, file.toString());
        Map<String, String> texts = new TreeMap<>();
        read.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }
}
