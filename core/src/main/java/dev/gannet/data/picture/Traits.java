package dev.gannet.data.picture;

/**
 * What a picture was before it was made to fit.
 *
 * @param format such as {@code JPEG}; {@code pixels} for bare ones
 * @param mode how its colours were kept
 * @param width upright, in pixels
 * @param height upright, in pixels
 * @param frames pictures in the file, of which the first is used
 */
public record Traits(String format, Mode mode, int width, int height, int frames) {
    /** How colours are kept. */
    public enum Mode {
        /** One channel. */
        GREY,
        /** One channel and opacity. */
        GREY_ALPHA,
        /** Three channels. */
        RGB,
        /** Three channels and opacity. */
        RGBA,
        /** Numbers of colours. */
        PALETTE,
        /** Numbers of colours, some of them transparent. */
        PALETTE_ALPHA,
        /** Inks: CMYK or YCCK. */
        CMYK;
    }
}
