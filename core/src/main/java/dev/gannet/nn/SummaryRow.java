package dev.gannet.nn;

/**
 * One layer of a network's summary.
 *
 * @param name the layer's name in files
 * @param kind what it computes
 * @param outputShape of one output, without the batch axis
 * @param parameters trained numbers
 * @param multiplyAdds of one forward pass of one image
 */
public record SummaryRow(String name, String kind, String outputShape, long parameters, long multiplyAdds) {}
