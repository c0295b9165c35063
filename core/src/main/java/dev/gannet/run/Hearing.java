package dev.gannet.run;

import java.util.Optional;

/**
 * What D says to images when it does not learn from them, in batches of the training's size, images as they are.
 *
 * @param apart mean abs(difference) of a real image's two logits, each time with others beside it
 * @param deviation of real images' logits from their mean
 * @param real mean logit of images that are trained on
 * @param made mean logit of what G makes of the fixed noise in a training pass
 * @param heldOut mean logit of images that are not trained on, if there are any
 */
public record Hearing(double apart, double deviation, double real, double made, Optional<Double> heldOut) {}
