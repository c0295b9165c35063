package dev.gannet.trace;

import java.util.OptionalDouble;

/**
 * The gradient of one weight tensor. Norms are Euclidean.
 *
 * @param weight its name, such as {@code 8x8.conv.weight}
 * @param norm of the gradient
 * @param weightNorm of the weight itself
 * @param largest absolute value
 * @param zeros share of values that are exactly 0, 0 to 1
 * @param real norm of the part that comes from real images; only D has one
 * @param fake norm of the part that comes from made images; only D has one
 * @param cosine between those two parts, -1 to 1; absent where one of them is 0
 */
public record WeightGradient(
        String weight,
        double norm,
        double weightNorm,
        double largest,
        double zeros,
        OptionalDouble real,
        OptionalDouble fake,
        OptionalDouble cosine) {}
