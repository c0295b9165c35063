package dev.gannet.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Width and height of the training images: what {@code --size} names.
 *
 * @param width in pixels, 8 to 1024
 * @param height in pixels, 8 to 1024
 */
public record Size(int width, int height) {
    private static final Pattern PATTERN = Pattern.compile("([1-9][0-9]{0,8})(?:x([1-9][0-9]{0,8}))?");

    /** Checks the ranges. */
    public Size {
        check(width, height);
    }

    /** Refuses what is outside of the ranges. */
    static void check(int... sides) {
        for (int side : sides) {
            if (side < 8 || side > 1024) {
                throw UserException.range("--size", side, "8 to 1024 pixels");
            }
        }
    }

    /**
     * Reads {@code 64}, a square, or {@code 64x96}: 64 wide, 96 high.
     *
     * @throws UserException (usage) if it is neither
     */
    public static Size parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            throw UserException.usage(
                    "--size '%s': expected pixels such as 64, or width and height such as 64x96".formatted(text));
        }
        int width = Integer.parseInt(matcher.group(1));
        String height = matcher.group(2);
        return new Size(width, height == null ? width : Integer.parseInt(height));
    }

    /** Images of this size. */
    public ImageShape shape(int channels) {
        return new ImageShape(channels, height, width);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return width == height ? Integer.toString(width) : width + "x" + height;
    }
}
