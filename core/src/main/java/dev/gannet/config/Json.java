package dev.gannet.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Records to JSON and back: strict (unknown keys, missing values and duplicates are refused), paths as plain strings. */
public final class Json {
    private final JsonMapper mapper;

    /** A reader and writer; cheap to keep, not cheap to make. */
    public Json() {
        JsonFactory factory = JsonFactory.builder()
                // its table of names outlives a file: names that collide on purpose would spoil it for the files to
                // come
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .build();
        mapper = JsonMapper.builder(factory)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .addModule(new SimpleModule()
                        .addSerializer(Path.class, new PathWriter())
                        .addDeserializer(Path.class, new PathReader()))
                .build();
    }

    /** One line of JSON. */
    public String line(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** Every value of a record as text, by its path, such as {@code recipe.game.batch}. */
    public SortedMap<String, String> flat(Object value) {
        SortedMap<String, String> values = new TreeMap<>();
        flatten("", mapper.valueToTree(value), values);
        return values;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(child -> flatten(
                            path.isEmpty() ? child.getKey() : path + "." + child.getKey(), child.getValue(), values));
        } else {
            values.put(path, node.isArray() ? node.toString() : node.asString());
        }
    }

    /** JSON for people: indented. */
    public String pretty(Object value) {
        return mapper.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }

    /**
     * Reads a record.
     *
     * @param where named in the error, usually the file
     * @throws UserException (usage) with the place and the reason, if the text does not fit the record
     */
    public <T> T read(String json, Class<T> type, String where) {
        return read(mapper.readerFor(type), json, where);
    }

    /** As {@link #read}, of a text that may have more keys than the record: one that a later version has written. */
    public <T> T readSome(String json, Class<T> type, String where) {
        return read(mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES), json, where);
    }

    private static <T> T read(ObjectReader reader, String json, String where) {
        try {
            return reader.readValue(json);
        } catch (JacksonException e) {
            if (e.getCause() instanceof UserException ours) {
                throw new UserException(ours.kind(), "%s: %s".formatted(where, ours.getMessage()), e);
            }
            String reason = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
            throw new UserException(UserException.Kind.USAGE, "%s: %s%s".formatted(where, reason, place(e)), e);
        }
    }

    /** Where in the text, if the parser still knows. */
    private static String place(JacksonException e) {
        int line = e.getLocation().getLineNr();
        return line < 1
                ? ""
                : " at line %d, column %d".formatted(line, e.getLocation().getColumnNr());
    }

    /** Plain path text; Jackson's own choice is a file URI, which people cannot read. */
    private static final class PathWriter extends ValueSerializer<Path> {
        @Override
        public void serialize(Path value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    private static final class PathReader extends ValueDeserializer<Path> {
        @Override
        public Path deserialize(JsonParser in, DeserializationContext context) {
            return Path.of(in.getString());
        }
    }
}
