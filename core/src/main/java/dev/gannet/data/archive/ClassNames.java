package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The names of classes as Hugging Face writes them into a Parquet file: {@code info.features.COLUMN.names} of a JSON.
 *
 * @param names by number; empty if there are none
 */
record ClassNames(List<String> names) {
    /**
     * Finds the names.
     *
     * @param json the file's entry {@code huggingface}; empty if it has none
     * @throws UserException (data) if it is no JSON
     */
    static ClassNames of(Path file, String json, String column) {
        List<String> names = new ArrayList<>();
        if (!json.isEmpty()) {
            JsonFactory factory = JsonFactory.builder()
                    // its table of names outlives a file
                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                    .build();
            try {
                JsonNode feature = new JsonMapper(factory)
                        .readTree(json)
                        .path("info")
                        .path("features")
                        .path(column);
                feature.path("names").forEach(name -> names.add(name.asString("")));
            } catch (JacksonException e) {
                throw new UserException(
                        Kind.DATA,
                        "%s: its entry huggingface is not JSON: %s"
                                .formatted(file, PickleInput.printable(e.getOriginalMessage())),
                        e);
            }
        }
        return new ClassNames(names);
    }

    /** The name of a class; its number if it has no name; empty for -1, which stands for none. */
    String of(long number) {
        if (number == -1) {
            return "";
        }
        return number >= 0 && number < names.size() ? names.get((int) number) : String.valueOf(number);
    }
}
