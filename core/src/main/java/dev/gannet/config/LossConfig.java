package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Map;
import java.util.TreeMap;

/** The closed choice of adversarial losses. Adding a record here makes {@code Losses.of} fail to compile until it is handled. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(LossConfig.Bce.class),
    @JsonSubTypes.Type(LossConfig.Saturating.class),
    @JsonSubTypes.Type(LossConfig.Hinge.class),
    @JsonSubTypes.Type(LossConfig.LeastSquares.class),
    @JsonSubTypes.Type(LossConfig.WassersteinGp.class),
    @JsonSubTypes.Type(LossConfig.Relativistic.class),
    @JsonSubTypes.Type(LossConfig.Smoothed.class)
})
public sealed interface LossConfig {
    /** Binary cross-entropy on logits; G maximises log D(G(z)) ("non-saturating", Goodfellow et al. 2014, section 3). */
    @JsonTypeName("bce")
    record Bce() implements LossConfig {}

    /** Binary cross-entropy; G minimises log(1 - D(G(z))), the minimax game itself (Goodfellow et al. 2014, eq. 1). */
    @JsonTypeName("saturating")
    record Saturating() implements LossConfig {}

    /** Hinge loss (Lim and Ye 2017; Miyato et al. 2018, eqs. 16 and 17). */
    @JsonTypeName("hinge")
    record Hinge() implements LossConfig {}

    /** Least squares with targets 0 and 1 (Mao et al. 2017, eq. 9). */
    @JsonTypeName("least-squares")
    record LeastSquares() implements LossConfig {}

    /**
     * Wasserstein distance with a gradient penalty (Gulrajani et al. 2017, eq. 3).
     *
     * @param lambda weight of the penalty, above 0 and below a million; the paper's is 10
     */
    @JsonTypeName("wasserstein-gp")
    record WassersteinGp(double lambda) implements LossConfig {
        /** Checks the range. */
        public WassersteinGp {
            if (!(lambda > 0 && lambda < 1e6)) {
                throw UserException.range("loss.lambda", lambda, "a number above 0, below 1,000,000");
            }
        }
    }

    /**
     * D says which of a real and a made image is more real, held in check by zero-centred penalties on its slope at both
     * (Huang et al. 2024, eqs. 2 and 5; R1 and R2).
     *
     * @param gamma weight of the penalties, above 0 and below a million
     * @param every so many steps the penalties are computed, and weigh so many times as much; 1 to 64. Karras et al. 2020
     *     (arXiv 1912.04958, section 3.1) compute them every 16
     */
    @JsonTypeName("relativistic")
    record Relativistic(double gamma, int every) implements LossConfig {
        /** Checks the ranges. */
        public Relativistic {
            if (!(gamma > 0 && gamma < 1e6)) {
                throw UserException.range("loss.gamma", gamma, "a number above 0, below 1,000,000");
            }
            if (every < 1 || every > 64) {
                throw UserException.range("loss.every", every, "1 to 64");
            }
        }
    }

    /**
     * A loss with targets 0 and 1, but for real images a target below 1, so that D is never quite sure (one-sided label
     * smoothing, Salimans et al. 2016, section 3.4). For what is tried out beside a run: {@code --loss} does not know it.
     *
     * @param of the loss: bce, saturating or least-squares
     * @param target of real images, above 0, at most 1
     */
    @JsonTypeName("smoothed")
    record Smoothed(LossConfig of, double target) implements LossConfig {
        /** Checks that there is a target, and its range. */
        public Smoothed {
            if (!of.hasTargets()) {
                throw UserException.usage(
                        "smoothing: the loss %s holds verdicts against no targets; bce, saturating and least-squares do"
                                .formatted(of.shortName()));
            }
            if (!(target > 0 && target <= 1)) {
                throw UserException.range("smoothing", target, "a number above 0, at most 1");
            }
        }
    }

    /** Whether verdicts are held against 0 and 1 alone. */
    default boolean hasTargets() {
        return switch (this) {
            case Bce _, Saturating _, LeastSquares _ -> true;
            case Hinge _, WassersteinGp _, Relativistic _, Smoothed _ -> false;
        };
    }

    /** Whether D's output is above 0 where it takes an image for real and below where it does not. */
    default boolean hasSign() {
        return switch (this) {
            case Bce _, Saturating _, Hinge _, Relativistic _ -> true;
            case LeastSquares _, WassersteinGp _ -> false;
            case Smoothed smoothed -> smoothed.of().hasSign();
        };
    }

    /** What a run's verdicts, D's mean outputs in its log, are. */
    enum Verdict {
        /** How probable it is that an image is real, 0 to 1. */
        PROBABILITY,
        /** A score without bounds, squeezed into 0 to 1 by the logistic function. */
        SQUEEZED,
        /** A score without bounds. */
        SCORE;

        /** What to call the verdict on {@code images}, such as {@code D(x)} for real ones. */
        public String on(String images) {
            return this == SQUEEZED ? "sigma D(%s)".formatted(images) : "D(%s)".formatted(images);
        }
    }

    /** What verdicts are with this loss. */
    default Verdict verdict() {
        return switch (this) {
            case Bce _, Saturating _, LeastSquares _ -> Verdict.PROBABILITY;
            case Hinge _, Relativistic _ -> Verdict.SQUEEZED;
            case WassersteinGp _ -> Verdict.SCORE;
            case Smoothed smoothed -> smoothed.of().verdict();
        };
    }

    /** The name that {@code --loss} takes. */
    default String shortName() {
        return switch (this) {
            case Bce _ -> "bce";
            case Saturating _ -> "saturating";
            case Hinge _ -> "hinge";
            case LeastSquares _ -> "least-squares";
            case WassersteinGp _ -> "wasserstein-gp";
            case Relativistic _ -> "relativistic";
            case Smoothed smoothed -> smoothed.of().shortName();
        };
    }

    /** Every loss by the name that {@code --loss} takes, with its default settings. */
    static Map<String, LossConfig> byName() {
        return new TreeMap<>(Map.of(
                "bce", new Bce(),
                "saturating", new Saturating(),
                "hinge", new Hinge(),
                "least-squares", new LeastSquares(),
                "wasserstein-gp", new WassersteinGp(10),
                "relativistic", new Relativistic(0.5, 4)));
    }
}
