package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * N2: a gradient's norm above 100 (ganhacks, 10: "norms of gradients over 100 mean that things are screwing up") that was not
 * there from the beginning: how large a healthy one is depends on the networks.
 */
record Explosion() implements Rule {
    private static final double LARGE = 100; // ganhacks 10
    private static final double VERY_LARGE = 1000;
    /** Over what it was at the beginning: DOCTOR N2. */
    private static final double GROWN = 10;

    @Override
    public String id() {
        return "N2";
    }

    @Override
    public String title() {
        return "gradients explode";
    }

    @Override
    public Sight look(Course course) {
        double d = course.vitals().d().gradient();
        double g = course.vitals().g().gradient();
        double norm = Math.max(d, g);
        boolean isD = d > g;
        double early = course.early(vitals -> isD ? vitals.d().gradient() : vitals.g().gradient());
        if (early == 0) {
            return Sight.UNSEEN;
        }
        if (norm <= LARGE || norm <= GROWN * early) {
            return Sight.WELL;
        }
        return new Sight.Ill(
                norm > VERY_LARGE ? Severity.CRITICAL : Severity.WARNING,
                "The norm of %s's gradient is %s; at the start it was %s."
                        .formatted(isD ? "D" : "G", Words.number(norm), Words.number(early)),
                "Steps along such gradients land anywhere; training is about to diverge.",
                "Try %s.".formatted(Words.lr(course, 0.25)));
    }
}
