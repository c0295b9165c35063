package dev.gannet.data.scan;

/**
 * A picture for the page: some of the data set as the training will see it.
 *
 * @param title above it
 * @param alt what it shows, for those who do not see it
 * @param png the picture, a PNG file
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier to the page, never compared
public record Sheet(String title, String alt, byte[] png) {}
