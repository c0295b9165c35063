package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;
import java.util.Optional;

/**
 * N2: a gradient's norm above 100 (ganhacks, 10: "norms of gradients over 100 mean that things are screwing up") that was not
 * there from the beginning: how large a healthy one is depends on the networks. What comes before it: a weight whose largest
 * singular value doubles within a hundred steps (Brock et al. 2019, section 4.1), and a penalty on D's slope that leaps.
 */
record Explosion() implements Rule {
    private static final double LARGE = 100; // ganhacks 10
    private static final double VERY_LARGE = 1000;
    /** Over what it was at the beginning: DOCTOR N2. */
    private static final double GROWN = 10;
    /** Times as large within a hundred steps: DOCTOR N2. Not in the first steps, in which weights begin small. */
    private static final double DOUBLED = 2;

    private static final long FROM = 200;
    /** Less than D's error itself is no leap. By experiment. */
    private static final double LEAST_PENALTY = 1;

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
        Sight gradient = gradient(course);
        return gradient instanceof Sight.Ill
                ? gradient
                : stretch(course).or(() -> penalty(course)).orElse(gradient);
    }

    private static Sight gradient(Course course) {
        double d = course.vitals().d().gradient();
        double g = course.vitals().g().gradient();
        double norm = Math.max(d, g);
        boolean isD = d > g;
        double early =
                course.early(vitals -> isD ? vitals.d().gradient() : vitals.g().gradient());
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

    private static Optional<Sight> stretch(Course course) {
        return course.stretches()
                .fastest()
                .filter(growth -> course.step() > FROM && growth.pace() > DOUBLED)
                .<Sight>map(growth -> new Sight.Ill(
                        Severity.WARNING,
                        "The largest singular value of %s has gone from %s to %s within %d steps."
                                .formatted(
                                        growth.weight(),
                                        Words.number(growth.before()),
                                        Words.number(growth.now()),
                                        growth.steps()),
                        "Weights that explode go with pictures that collapse (Brock et al. 2019).",
                        "Try %s.".formatted(Words.lr(course, 0.5))));
    }

    private static Optional<Sight> penalty(Course course) {
        double usual = course.usualPenalty();
        return course.penalty()
                .filter(now -> now > LEAST_PENALTY && now > GROWN * usual)
                .<Sight>map(now -> new Sight.Ill(
                        Severity.WARNING,
                        "The penalty on D's slope is %s; its median was %s."
                                .formatted(Words.number(now), Words.number(usual)),
                        "D has become much steeper at once, and steps along such slopes land anywhere.",
                        "Try %s.".formatted(Words.lr(course, 0.5))));
    }
}
