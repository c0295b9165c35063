package dev.gannet.data.picture;

/**
 * A decoded picture, as it lies in its file: not yet turned upright.
 *
 * @param samples (height, width, channels) bytes in sRGB, 0 black to 255 white; colours are not multiplied by opacity
 * @param height of the samples
 * @param width of the samples
 * @param channels 1 grey, 2 grey and opacity, 3 RGB, 4 RGB and opacity
 * @param orientation EXIF orientation, 1 to 8
 * @param traits what the file said
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier from decoder to framer, never compared
public record Picture(byte[] samples, int height, int width, int channels, int orientation, Traits traits) {}
