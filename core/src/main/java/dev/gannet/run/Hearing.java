package dev.gannet.run;

/**
 * What D says to images when it does not learn from them: the same real images, twice, each time in batches of the training's
 * size, but with others beside them.
 *
 * @param apart mean abs(difference) of a real image's two logits
 * @param deviation of the logits of these images from their mean
 */
public record Hearing(double apart, double deviation) {}
