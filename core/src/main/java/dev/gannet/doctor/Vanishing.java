package dev.gannet.doctor;

import dev.gannet.config.LossConfig;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Severity;

/**
 * B2: what G learns is the slope of its loss along the logit times the slope of the logit along the pixels. If the product
 * vanishes, one of the two does, and the cures differ (Arjovsky and Bottou 2017; Goodfellow et al. 2014, section 3).
 */
record Vanishing() implements Rule {
    /** The mean of |dL_G/da|: 1 where nothing is lost. DOCTOR B2, by experiment. */
    private static final double SATURATED = 0.05;

    private static final double SHUT = 0.005;
    /** The logit's slope over what it was at the beginning. DOCTOR B2, by experiment. */
    private static final double FLAT = 1e-3;

    @Override
    public String id() {
        return "B2";
    }

    @Override
    public String title() {
        return "why G's gradient vanishes";
    }

    @Override
    public Sight look(Course course) {
        double factor = course.vitals().factor();
        if (course.game().loss() instanceof LossConfig.Saturating && factor < SATURATED) {
            return new Sight.Ill(
                    factor < SHUT ? Severity.CRITICAL : Severity.WARNING,
                    "G's loss passes on %s of D's slope.".formatted(Words.percent(factor)),
                    "The minimax loss is flat where D is sure that an image is made: the worse G is, the less it learns.",
                    "Try --loss bce (when resuming, --set loss=bce), which is steep there.");
        }
        double early = course.early(RunEvent.Vitals::slope);
        if (early == 0) {
            return Sight.UNSEEN;
        }
        double left = course.vitals().slope() / early;
        return left < FLAT
                ? new Sight.Ill(
                        Severity.WARNING,
                        "D's slope around the made images is %s of what it was at the start."
                                .formatted(Words.number(left)),
                        "Whichever way G changes its images, D says the same: there is nothing to follow.",
                        "Try --loss wasserstein-gp, whose penalty keeps D's slope at 1, or %s."
                                .formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
