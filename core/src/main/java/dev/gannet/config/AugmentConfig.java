package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import java.util.TreeMap;

/**
 * The closed choice of what happens to every image before D sees it, real or made: with few images D would learn them by
 * heart. Adding a record here makes {@code Augmentation.of} fail to compile until it is handled.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(AugmentConfig.None.class),
    @JsonSubTypes.Type(AugmentConfig.Diff.class),
    @JsonSubTypes.Type(AugmentConfig.Ada.class)
})
public sealed interface AugmentConfig {
    /** Nothing. */
    @JsonTypeName("none")
    record None() implements AugmentConfig {}

    /**
     * Changes of fixed kinds for every image (Zhao et al. 2020, section 3).
     *
     * @param color brightness, saturation and contrast
     * @param translation by up to an eighth of the side, grey behind
     * @param cutout a grey square of half the side
     */
    @JsonTypeName("diff")
    record Diff(boolean color, boolean translation, boolean cutout) implements AugmentConfig {
        /** All three kinds. */
        public static final Diff ALL = new Diff(true, true, true);

        /** Without colours: G takes over some of the change of colours, for D never sees true ones (docs/recipes.md). */
        public static final Diff SHAPES = new Diff(false, true, true);

        /** Refuses a choice of nothing, which has another name. */
        public Diff {
            if (!color && !translation && !cutout) {
                throw UserException.usage(
                        "augment.diff has neither color nor translation nor cutout; choose one, or --augment none");
            }
        }
    }

    /**
     * Many kinds of changes, each with a probability that follows how far D has learned the images by heart (Karras et al.
     * 2020). It needs a loss whose D says 0 where it cannot tell: neither least squares nor Wasserstein.
     *
     * @param target the mean sign of D(real) at which the probability rests, above 0 and below 1; the paper's is 0.6
     * @param initial the probability at the start, from 0 to 1; the paper's is 0
     * @param speedKimg thousands of images in which the probability can go from 0 to 1, above 0; the paper's is 500
     */
    @JsonTypeName("ada")
    record Ada(double target, double initial, double speedKimg) implements AugmentConfig {
        /** The paper's settings (section 3). */
        public static final Ada PAPER = new Ada(0.6, 0, 500);

        /** Checks the ranges. */
        public Ada {
            if (!(target > 0 && target < 1)) {
                throw UserException.range("augment.target", target, "a number above 0 and below 1");
            }
            if (!(initial >= 0 && initial <= 1)) {
                throw UserException.range("augment.initial", initial, "0 to 1");
            }
            if (!(speedKimg > 0 && speedKimg <= 1e6)) {
                throw UserException.range("augment.speedKimg", speedKimg, "a number above 0, at most 1000000");
            }
        }
    }

    /** The probability of each change at a run's first step. */
    default double initialStrength() {
        return switch (this) {
            case None _ -> 0;
            case Diff _ -> 1;
            case Ada ada -> ada.initial();
        };
    }

    /** The name that {@code --augment} takes. */
    default String shortName() {
        return switch (this) {
            case None _ -> "none";
            case Diff diff when diff.equals(Diff.ALL) -> "diff";
            case Diff(boolean color, boolean translation, boolean cutout) ->
                "diff" + (color ? "-color" : "") + (translation ? "-translation" : "") + (cutout ? "-cutout" : "");
            case Ada _ -> "ada";
        };
    }

    /** Every augmentation by the name that {@code --augment} takes, with its default settings. */
    static Map<String, AugmentConfig> byName() {
        return new TreeMap<>(Map.of(
                "none", new None(),
                "diff", Diff.ALL,
                "diff-color", new Diff(true, false, false),
                "diff-translation-cutout", new Diff(false, true, true),
                "ada", Ada.PAPER));
    }
}
