package dev.gannet.loss;

import dev.gannet.config.LossConfig;
import java.util.Optional;

/** Builds a loss, and the penalty that belongs to it, from its configuration. */
public final class Losses {
    private Losses() {}

    /** The loss. */
    public static AdversarialLoss of(LossConfig config) {
        return switch (config) {
            case LossConfig.Bce _ -> new Bce();
            case LossConfig.Saturating _ -> new Saturating();
            case LossConfig.Hinge _ -> new Hinge();
            case LossConfig.LeastSquares _ -> new LeastSquares();
            case LossConfig.WassersteinGp _ -> new Wasserstein();
            case LossConfig.Relativistic _ -> new Relativistic();
            case LossConfig.Smoothed(LossConfig of, double target) -> new Smoothed(of(of), target);
        };
    }

    /** The penalty on D's slope, for the losses that need one. */
    public static Optional<Penalty> penalty(LossConfig config) {
        return switch (config) {
            case LossConfig.WassersteinGp(double lambda) -> Optional.of(new GradientPenalty(lambda));
            case LossConfig.Relativistic(double gamma, int every) -> Optional.of(new ZeroCentred(gamma, every));
            case LossConfig.Bce _,
                    LossConfig.Saturating _,
                    LossConfig.Hinge _,
                    LossConfig.LeastSquares _,
                    LossConfig.Smoothed _ -> Optional.empty();
        };
    }
}
