package dev.gannet.storage;

import static dev.gannet.storage.Safetensors.bad;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Reads a safetensors header token by token: nothing is kept that the format does not allow, and never more than is claimed. */
final class SafetensorsHeader {
    static final String METADATA = "__metadata__";
    static final int MOST_TENSORS = 65_536;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,256}");
    private static final int MOST_AXES = 8;
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8; // of a Java array
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Its table of names outlives a file: names that collide on purpose would spoil it for the files to come.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private final String where;
    private final JsonParser in;
    private final List<Place> places = new ArrayList<>();

    /** One tensor's shape and where its bytes are, counted from the end of the header. */
    @SuppressWarnings("ArrayRecordComponent") // goes on into an Entry, never compared
    record Place(String name, long[] shape, long begin, long end) {}

    private SafetensorsHeader(String where, JsonParser in) {
        this.where = where;
        this.in = in;
    }

    /** The tensors in the order of the text. */
    static List<Place> parse(byte[] header, String where) {
        // Decoded here, strictly: the parser would guess UTF-16 and UTF-32, and skip a byte order mark.
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserException(Kind.CHECKPOINT, where + ": has a header that is not UTF-8", e);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            SafetensorsHeader reader = new SafetensorsHeader(where, parser);
            reader.root();
            return reader.places;
        } catch (JacksonException e) {
            String reason = e.getOriginalMessage()
                    .replaceFirst("length \\(\\d+\\)", "length") // as far as it had been read: chance
                    .replaceAll("[^ -~]", "?"); // quotes the file, which may try to steer a terminal
            throw new UserException(Kind.CHECKPOINT, "%s: has a broken header: %.300s".formatted(where, reason), e);
        }
    }

    private void root() {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw bad(where, "has a header that is not a JSON object");
        }
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            if (name.equals(METADATA)) {
                metadata();
            } else {
                tensor(name);
            }
        }
        if (in.nextToken() != null) {
            throw bad(where, "has a header with something behind its JSON object");
        }
    }

    private void metadata() {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw bad(where, "has metadata that is not a JSON object");
        }
        while (in.nextName() != null) {
            if (in.nextToken() != JsonToken.VALUE_STRING) {
                throw bad(where, "has metadata that is not text");
            }
        }
    }

    private void tensor(String name) {
        if (!NAME.matcher(name).matches()) {
            throw bad(where, "has a tensor whose name is not 1 to 256 letters, digits, '.', '_' and '-'");
        }
        if (places.size() == MOST_TENSORS) {
            throw bad(where, "has more than %d tensors".formatted(MOST_TENSORS));
        }
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw bad(where, "tensor '%s' is not described by a JSON object".formatted(name));
        }
        boolean typed = false;
        long[] shape = null;
        long[] offsets = null;
        for (String key = in.nextName(); key != null; key = in.nextName()) {
            in.nextToken();
            switch (key) {
                case "dtype" -> typed = dtype(name);
                case "shape" -> shape = wholeNumbers(name, MOST_AXES);
                case "data_offsets" -> offsets = wholeNumbers(name, 2);
                default -> throw bad(where, "tensor '%s' has a key that the format does not know".formatted(name));
            }
        }
        if (!typed || shape == null || offsets == null || offsets.length != 2) {
            throw bad(where, "tensor '%s' lacks its dtype, its shape or its two offsets".formatted(name));
        }
        places.add(placed(name, shape, offsets[0], offsets[1]));
    }

    private boolean dtype(String name) {
        if (in.currentToken() != JsonToken.VALUE_STRING || !in.getString().equals("F32")) {
            throw bad(where, "tensor '%s' is of another dtype, expected F32".formatted(name));
        }
        return true;
    }

    private long[] wholeNumbers(String name, int most) {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw bad(where, "tensor '%s' has no list where one is expected".formatted(name));
        }
        long[] numbers = new long[most];
        int count = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || in.getString().startsWith("-")) {
                throw bad(where, "tensor '%s' has something else where a whole number is expected".formatted(name));
            }
            if (count == most) {
                throw bad(where, "tensor '%s' has a list of more than %d numbers".formatted(name, most));
            }
            if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw tooLarge(name);
            }
            numbers[count++] = in.getLongValue();
        }
        return java.util.Arrays.copyOf(numbers, count);
    }

    private Place placed(String name, long[] shape, long begin, long end) {
        long bytes = Float.BYTES;
        for (long axis : shape) {
            if (axis != 0 && bytes > MOST_BYTES / axis) {
                throw tooLarge(name);
            }
            bytes *= axis;
        }
        if (end < begin || end - begin != bytes) {
            throw bad(where, "tensor '%s' lies at [%d,%d], expected %d bytes".formatted(name, begin, end, bytes));
        }
        return new Place(name, shape, begin, end);
    }

    private UserException tooLarge(String name) {
        return bad(where, "tensor '%s' is too large".formatted(name));
    }

    /** The same tensors in the order of their places, which must fill the body without gap or overlap. */
    static List<Place> inOrder(List<Place> places, long bodyBytes, String where) {
        List<Place> sorted = new ArrayList<>(places);
        sorted.sort(Comparator.comparingLong(Place::begin).thenComparingLong(Place::end));
        long at = 0;
        for (Place place : sorted) {
            if (place.begin() != at) {
                throw bad(
                        where,
                        "tensor '%s' begins at %d, expected %d: a gap or an overlap"
                                .formatted(place.name(), place.begin(), at));
            }
            at = place.end();
        }
        if (at != bodyBytes) {
            throw bad(where, "has %d bytes of numbers, expected %d".formatted(bodyBytes, at));
        }
        return sorted;
    }
}
