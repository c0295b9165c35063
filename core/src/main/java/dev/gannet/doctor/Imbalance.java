package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * O2: how far D's weights move in a step over how far G's do, each over their size.
 */
record Imbalance() implements Rule {
    private static final double MOST = 30; // DOCTOR O2, by experiment

    @Override
    public String id() {
        return "O2";
    }

    @Override
    public String title() {
        return "one network moves much faster than the other";
    }

    @Override
    public Sight look(Course course) {
        double d = course.vitals().d().ratio();
        double g = course.vitals().g().ratio();
        if (d == 0 || g == 0) {
            return Sight.UNSEEN; // X3's business
        }
        if (d / g <= MOST && g / d <= MOST) {
            return Sight.WELL;
        }
        boolean fastD = d > g;
        return new Sight.Ill(
                Severity.WARNING,
                "%s's weights move %.0f times as far as %s's in one step, each over their size."
                        .formatted(fastD ? "D" : "G", Math.max(d / g, g / d), fastD ? "G" : "D"),
                "One of the two hardly moves while the other does: it cannot answer.",
                "Try another seed for the weights (--seed), or --recipe dcgan with its own --lr; do not switch between the two"
                        + " by their losses.");
    }
}
