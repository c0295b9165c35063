package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * B5: D is right half the time and L_D is 2 ln 2 = 1.386: either G is perfect, or D has never learnt. Which of the two, the
 * log can say only where D's weights do not move; else the pictures do.
 */
record CoinFlip() implements Rule {
    private static final double AROUND_HALF = 0.05; // DOCTOR B5
    private static final double TWO_LN_2 = 2 * Math.log(2);
    private static final double AROUND_LOSS = 0.03;
    /** Norm of D's update over its norm: it does not move. DOCTOR B5. */
    private static final double STILL = 1e-6;

    @Override
    public String id() {
        return "B5";
    }

    @Override
    public String title() {
        return "the discriminator guesses";
    }

    @Override
    public Sight look(Course course) {
        if (!course.isCrossEntropy() || course.tick().isEmpty()) {
            return Sight.UNSEEN;
        }
        double loss = course.tick().get().lossD();
        if (Math.abs(course.accuracy() - 0.5) >= AROUND_HALF || Math.abs(loss - TWO_LN_2) >= AROUND_LOSS) {
            return Sight.WELL;
        }
        String what = "D is right on %s of the images, and L_D is %s: what guessing gives."
                .formatted(Words.percent(course.accuracy()), Words.number(loss));
        return course.vitals().d().ratio() < STILL
                ? new Sight.Ill(
                        Severity.CRITICAL,
                        what,
                        "D's weights change by %s of their size in a step: it does not learn."
                                .formatted(Words.number(course.vitals().d().ratio())),
                        "Try %s.".formatted(Words.lr(course, 10)))
                : new Sight.Ill(
                        Severity.INFO,
                        what,
                        "Either the made images are as good as D can tell, or D is too weak: what G hears now is mostly noise.",
                        "Look at the pictures. If they are good, stop; if not, try --d-steps %d."
                                .formatted(Math.min(100, course.game().dSteps() + 1)));
    }
}
