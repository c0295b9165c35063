package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * B4: D takes nearly everything that G makes for real and does not learn better (ganhacks, 10: "fooling D with garbage").
 */
record Garbage() implements Rule {
    private static final double FOOLED = 0.8; // DOCTOR B4
    private static final double RECOGNISED = 0.2;
    private static final double TOO_ALIKE = 0.6; // DOCTOR C1

    @Override
    public String id() {
        return "B4";
    }

    @Override
    public String title() {
        return "the generator fools a weak discriminator";
    }

    @Override
    public Sight look(Course course) {
        if (course.isCritic() || course.tick().isEmpty()) {
            return Sight.UNSEEN;
        }
        double verdict = course.tick().get().fakeAfterD();
        var vitals = course.vitals();
        if (verdict <= FOOLED || vitals.fakeAccuracy() >= RECOGNISED) {
            return Sight.WELL;
        }
        boolean alike = vitals.gallery()
                .filter(gallery -> gallery.spread() < TOO_ALIKE * gallery.realSpread())
                .isPresent();
        return new Sight.Ill(
                alike ? Severity.CRITICAL : Severity.WARNING,
                "D rates made images %s, even after its update, and knows only %s of them for made."
                        .formatted(Words.number(verdict), Words.percent(vitals.fakeAccuracy())),
                "G needs a judge: whatever it makes passes, so nothing gets better.",
                "Try --d-steps %d; if D's weights hardly change, a higher --lr."
                        .formatted(Math.min(100, course.game().dSteps() + 1)));
    }
}
