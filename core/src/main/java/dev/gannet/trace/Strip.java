package dev.gannet.trace;

/**
 * Some images in one picture, side by side without gaps.
 *
 * @param count how many
 * @param width of one image, in pixels
 * @param height of one image, in pixels
 * @param png a {@code data:} address that holds the picture, {@code count * width} by {@code height} pixels
 */
public record Strip(int count, int width, int height, String png) {}
