package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * C2: how far pictures of different noise are apart, over the most that it has been in this run. The noise of the pictures is
 * the same every time, so this is how much G makes of it.
 */
record DeadNoise() implements Rule {
    private static final double LOST = 0.05; // DOCTOR C2, by experiment

    @Override
    public String id() {
        return "C2";
    }

    @Override
    public String title() {
        return "noise changes nothing";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().gallery().isEmpty() || course.grids().mostSpread() == 0) {
            return Sight.UNSEEN;
        }
        double left = course.vitals().gallery().get().spread() / course.grids().mostSpread();
        return left < LOST
                ? new Sight.Ill(
                        Severity.CRITICAL,
                        "Different noise makes %s of the difference that it once made.".formatted(Words.percent(left)),
                        "G does not use its noise any more: it makes one picture.",
                        "Go back: 'gannet verify RUN' lists the checkpoints; then --init-from one of them with %s."
                                .formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
