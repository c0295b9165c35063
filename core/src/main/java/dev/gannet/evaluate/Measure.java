package dev.gannet.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gannet.metric.KernelDistance;
import java.util.Optional;

/**
 * One number about made pictures, with what real pictures get against other real ones: no number means anything without.
 *
 * @param name such as {@code FD[cls]}
 * @param value of the made pictures
 * @param floor the same number of as many real pictures
 * @param ratio value over floor; absent where the floor may be 0 or below
 * @param better which values are
 * @param spread of the number, where it is the mean over subsets
 */
public record Measure(
        String name, double value, double floor, Optional<Double> ratio, Better better, Optional<Spread> spread) {
    /**
     * Standard deviations of what a single subset says. The mean's own error is smaller.
     *
     * @param value of the made pictures
     * @param floor of as many real ones
     */
    public record Spread(double value, double floor) {}

    /** Which values of a number are better. */
    public enum Better {
        /** The lower the better. */
        @JsonProperty("lower")
        LOWER,
        /** The higher the better. */
        @JsonProperty("higher")
        HIGHER,
        /** The nearer to that of real pictures the better. */
        @JsonProperty("real")
        REAL
    }

    /** With its ratio, where there is one. */
    static Measure of(String name, double value, double floor, Better better) {
        Optional<Double> ratio = floor > 0 ? Optional.of(value / floor) : Optional.empty();
        return new Measure(name, value, floor, ratio, better, Optional.empty());
    }

    /** Of a difference whose floor is 0 but for chance: a ratio would say nothing. */
    static Measure difference(String name, double value, double floor) {
        return new Measure(name, value, floor, Optional.empty(), Better.LOWER, Optional.empty());
    }

    /** Of a kernel distance, whose floor is 0 but for chance; where there is a single subset, it has no spread. */
    static Measure kernel(String name, KernelDistance.Estimate value, KernelDistance.Estimate floor) {
        Optional<Spread> spread = value.deviation() > 0 && floor.deviation() > 0
                ? Optional.of(new Spread(value.deviation(), floor.deviation()))
                : Optional.empty();
        return new Measure(name, value.mean(), floor.mean(), Optional.empty(), Better.LOWER, spread);
    }
}
