package dev.gannet.data.archive;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * The {@code dataset.json} of NVIDIA's data sets: {@code {"labels": [["00000/img00000000.png", 6], ...]}} or
 * {@code {"labels": null}}. Read token by token; of a name, only a fingerprint is kept.
 */
final class DatasetJson {
    /** Its name, at the top of an archive. */
    static final String NAME = "dataset.json";
    /** In bytes. A million images take 40 MB. */
    static final int MOST_BYTES = 256_000_000;

    private static final int LONGEST_NUMBER = 20;

    /** What it says about labels. */
    enum Says {
        /** Nothing: it has no {@code labels}. */
        NOTHING,
        /** That there are none: {@code null}. */
        NO_LABELS,
        /** A vector of numbers for each image, which is no class. */
        VECTORS,
        /** A class for each image. */
        CLASSES
    }

    private final String where;
    private final NameTable names = new NameTable();
    private final List<String> labels = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private Says says = Says.NOTHING;

    private DatasetJson(String where) {
        this.where = where;
    }

    /**
     * Reads all of it.
     *
     * @param where named in the errors: the archive and the file in it
     * @throws UserException (data) with the line if it has another shape
     */
    static DatasetJson read(byte[] json, String where) {
        DatasetJson read = new DatasetJson(where);
        JsonFactory factory = JsonFactory.builder()
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(EntryNames.LONGEST)
                        .build())
                .build();
        try (JsonParser in = factory.createParser(ObjectReadContext.empty(), json)) {
            read.document(in);
            return read;
        } catch (JacksonException e) {
            String reason = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
            throw new UserException(Kind.DATA, "%s: %s%s".formatted(where, line(e), reason), e);
        }
    }

    /** The library knows no place for what breaks its limits. */
    private static String line(JacksonException e) {
        return Optional.ofNullable(e.getLocation())
                .filter(l -> l.getLineNr() > 0)
                .map(l -> "line %d: ".formatted(l.getLineNr()))
                .orElse("");
    }

    /** Which of its forms this is. */
    Says says() {
        return says;
    }

    /** How many images it names. */
    int size() {
        return names.size();
    }

    /** The label of an image, a whole number as text; empty if it names no such image. */
    Optional<String> label(String name) {
        int number = names.number(name);
        return number < 0 ? Optional.empty() : Optional.of(labels.get(number));
    }

    private void document(JsonParser in) {
        expect(in, in.nextToken(), JsonToken.START_OBJECT, "an object with \"labels\"");
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean ours = in.currentName().equals("labels");
            JsonToken value = in.nextToken();
            if (!ours) {
                in.skipChildren();
            } else if (says != Says.NOTHING) {
                throw wrong(in, "\"labels\" stands here a second time");
            } else if (value == JsonToken.VALUE_NULL) {
                says = Says.NO_LABELS;
            } else {
                expect(in, value, JsonToken.START_ARRAY, "a list of labels or null");
                pairs(in);
            }
        }
        if (in.nextToken() != null) {
            throw wrong(in, "expected nothing after the object");
        }
    }

    private void pairs(JsonParser in) {
        says = Says.NO_LABELS;
        JsonToken token = in.nextToken();
        while (token != JsonToken.END_ARRAY) {
            expect(in, token, JsonToken.START_ARRAY, "a pair [name, number]");
            expect(in, in.nextToken(), JsonToken.VALUE_STRING, "the name of an image");
            String name = EntryNames.tidy(in.getString());
            Says form = label(in, name);
            if (says != Says.NO_LABELS && says != form) {
                throw wrong(in, "labels are either all numbers or all vectors");
            }
            says = form;
            expect(in, in.nextToken(), JsonToken.END_ARRAY, "the end of a pair [name, number]");
            token = in.nextToken();
        }
    }

    private Says label(JsonParser in, String name) {
        JsonToken token = in.nextToken();
        if (token == JsonToken.START_ARRAY) {
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (!in.currentToken().isNumeric()) {
                    throw wrong(in, "expected a number of a vector, found %s".formatted(shown(in)));
                }
            }
            return Says.VECTORS;
        }
        expect(in, token, JsonToken.VALUE_NUMBER_INT, "a whole number");
        String label = in.getString();
        if (label.length() > LONGEST_NUMBER) {
            throw wrong(in, "a label has %d digits; at most %d are read".formatted(label.length(), LONGEST_NUMBER));
        }
        int number = numbers.computeIfAbsent(label, l -> {
            labels.add(l);
            return labels.size() - 1;
        });
        if (!names.add(name, number)) {
            throw wrong(in, "has a second label for %s".formatted(EntryNames.visible(name)));
        }
        return Says.CLASSES;
    }

    private void expect(JsonParser in, JsonToken found, JsonToken expected, String words) {
        if (found != expected) {
            throw wrong(in, "expected %s, found %s".formatted(words, shown(in)));
        }
    }

    private static String shown(JsonParser in) {
        JsonToken token = in.currentToken();
        if (token == null) {
            return "the end";
        }
        String text = EntryNames.visible(in.getString());
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private UserException wrong(JsonParser in, String reason) {
        int line = Math.max(1, in.currentTokenLocation().getLineNr());
        return new UserException(Kind.DATA, "%s: line %d: %s".formatted(where, line, reason));
    }
}
