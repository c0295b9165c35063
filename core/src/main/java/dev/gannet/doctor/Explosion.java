package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * N2: a gradient's norm above 100 (ganhacks, 10: "norms of gradients over 100 mean that things are screwing up").
 */
record Explosion() implements Rule {
    private static final double LARGE = 100; // ganhacks 10
    /** Over what it was at the beginning. By experiment. */
    private static final double GROWN = 100;

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
        if (Math.max(d, g) <= LARGE) {
            return Sight.WELL;
        }
        boolean isD = d > g;
        double early =
                course.early(vitals -> isD ? vitals.d().gradient() : vitals.g().gradient());
        return new Sight.Ill(
                Math.max(d, g) > GROWN * early ? Severity.CRITICAL : Severity.WARNING,
                "The norm of %s's gradient is %s.".formatted(isD ? "D" : "G", Words.number(Math.max(d, g))),
                "Steps along such gradients land anywhere; training is about to diverge.",
                "Try %s.".formatted(Words.lr(course, 0.25)));
    }
}
