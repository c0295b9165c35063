package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.TreeMap;

/**
 * An opaque sRGB colour.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Colour(int red, int green, int blue) {
    /** All light. */
    public static final Colour WHITE = new Colour(255, 255, 255);
    /** None. */
    public static final Colour BLACK = new Colour(0, 0, 0);

    /** Checks the ranges. */
    public Colour {
        if ((red | green | blue) < 0 || Math.max(red, Math.max(green, blue)) > 255) {
            throw UserException.range("colour", "%d, %d, %d".formatted(red, green, blue), "0 to 255 each");
        }
    }

    /** How bright sRGB values look: Rec. 709 luma, weighted sums of the values as they are; in their unit. */
    public static float luma(float red, float green, float blue) {
        return 0.2126f * red + 0.7152f * green + 0.0722f * blue;
    }

    /**
     * The colour that a user names: {@code #rrggbb}, or one of a few words.
     *
     * @throws UserException (usage) if it is neither
     */
    @JsonCreator
    public static Colour parse(String text) {
        if (text.matches("#[0-9a-fA-F]{6}")) {
            int rgb = Integer.parseInt(text.substring(1), 16);
            return new Colour(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
        }
        Map<String, Colour> words =
                new TreeMap<>(Map.of("white", WHITE, "black", BLACK, "grey", new Colour(128, 128, 128)));
        if (words.containsKey(text)) {
            return words.get(text);
        }
        throw UserException.range("colour", "'" + text + "'", "#rrggbb, black, grey or white");
    }

    @Override
    @JsonValue
    public String toString() {
        return "#%02x%02x%02x".formatted(red, green, blue);
    }
}
