package dev.gannet.config;

/**
 * What happens to a picture's edges and to its transparency on the way to a training image.
 *
 * @param fit how the shape is reached
 * @param pad colour of the bars under {@link Fit#PAD}
 * @param background what shows through transparent pixels where there is no fourth channel to keep them
 */
public record Framing(Fit fit, Colour pad, Colour background) {
    /** The middle, over white. */
    public static final Framing DEFAULT = new Framing(Fit.CENTER, Colour.BLACK, Colour.WHITE);
}
