package dev.gannet.trace;

import java.util.List;

/**
 * What came out of one layer in one pass.
 *
 * @param layer its name, such as {@code 8x8.conv}
 * @param kind what it is, such as {@code Conv}
 * @param shape of one output, without the batch axis
 * @param mean over batch and shape
 * @param deviation standard deviation over batch and shape
 * @param zeros share of values that are exactly 0, 0 to 1
 */
public record LayerOutput(String layer, String kind, List<Long> shape, double mean, double deviation, double zeros) {}
