package dev.gannet.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * One number about made pictures, with what real pictures get against other real ones: no number means anything without.
 *
 * @param name such as {@code FD[cls]}
 * @param value of the made pictures
 * @param floor the same number of as many real pictures
 * @param ratio value over floor; absent where the floor may be 0 or below
 * @param better which values are
 */
public record Measure(String name, double value, double floor, Optional<Double> ratio, Better better) {
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
        return new Measure(name, value, floor, floor > 0 ? Optional.of(value / floor) : Optional.empty(), better);
    }

    /** Of a difference whose floor is 0 but for chance: a ratio would say nothing. */
    static Measure difference(String name, double value, double floor) {
        return new Measure(name, value, floor, Optional.empty(), Better.LOWER);
    }
}
