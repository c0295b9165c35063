package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * B1: D tells everything apart and what G learns from it fades. That D is right is no fault by itself: a healthy BigGAN's is,
 * on more than 98 % (Brock et al. 2019); a loss of D near 0 with it is (Chintala et al., ganhacks, 10).
 */
record Overpowered() implements Rule {
    /** Right on so many, with so small an error: ganhacks 10; the first is DOCTOR's. */
    private static final double ACCURACY = 0.99;

    private static final double LOSS = 0.1;
    private static final double WORTH_KNOWING = 0.98; // Brock et al. 2019, section 4.2
    /** G's gradient over what it was at the beginning. By experiment, see docs/doctor.md. */
    private static final double FADED = 0.1;

    private static final double GONE = 0.01;

    @Override
    public String id() {
        return "B1";
    }

    @Override
    public String title() {
        return "the discriminator is too strong";
    }

    @Override
    public Sight look(Course course) {
        double early = course.early(vitals -> vitals.g().gradient());
        if (course.isCritic() || early == 0 || course.tick().isEmpty()) {
            return Sight.UNSEEN;
        }
        double left = course.vitals().g().gradient() / early;
        boolean certain = course.accuracy() > ACCURACY && course.tick().get().lossD() < LOSS;
        if (certain && left < FADED) {
            return new Sight.Ill(
                    left < GONE ? Severity.CRITICAL : Severity.WARNING,
                    "D is right on %s of the images, and G's gradient is %.0f times smaller than at the start."
                            .formatted(Words.percent(course.accuracy()), 1 / left),
                    "G learns only from D's slope: where D is certain of everything, there is none.",
                    advice(course));
        }
        return course.accuracy() > WORTH_KNOWING
                ? new Sight.Ill(
                        Severity.INFO,
                        "D is right on %s of the images.".formatted(Words.percent(course.accuracy())),
                        "That is no fault as long as G's gradient does not fade, and it has not.",
                        "Nothing to do; look at the pictures.")
                : Sight.WELL;
    }

    private static String advice(Course course) {
        String lower = Words.lr(course, 0.5);
        return course.game().dSteps() > 1
                ? "Try --d-steps 1, or %s, or --loss wasserstein-gp, whose penalty keeps D's slope.".formatted(lower)
                : "Try %s, or --loss wasserstein-gp, whose penalty keeps D's slope.".formatted(lower);
    }
}
