package dev.gannet.trace;

/**
 * How one weight tensor has changed. Norms are Euclidean.
 *
 * @param weight its name
 * @param weightNorm before the update
 * @param change norm of the change
 * @param ratio {@code change / weightNorm}; 0 if the weight was 0
 */
public record WeightUpdate(String weight, double weightNorm, double change, double ratio) {}
