package dev.gannet.trace;

import dev.gannet.config.UserException;
import java.util.regex.Pattern;

/**
 * Some images in one picture, side by side without gaps.
 *
 * @param count how many
 * @param width of one image, in pixels
 * @param height of one image, in pixels
 * @param png a {@code data:} address that holds the picture, {@code count * width} by {@code height} pixels
 */
public record Strip(int count, int width, int height, String png) {
    /** What {@code png} begins with. */
    public static final String PNG = "data:image/png;base64,";

    private static final Pattern ADDRESS = Pattern.compile(Pattern.quote(PNG) + "[A-Za-z0-9+/]++={0,2}");
    private static final long MOST_PIXELS = 1L << 26;

    /** Refuses any other address, and what would not fit into memory: somebody else may have sent it. */
    public Strip {
        if (!ADDRESS.matcher(png).matches()) {
            throw UserException.usage(
                    "a picture: expected an address that begins with %s and goes on in Base64".formatted(PNG));
        }
        if (count < 1 || width < 1 || height < 1 || (long) count * width > MOST_PIXELS / height) {
            throw UserException.usage("a picture of %d images of %dx%d pixels: expected at most %,d pixels in all"
                    .formatted(count, width, height, MOST_PIXELS));
        }
    }
}
