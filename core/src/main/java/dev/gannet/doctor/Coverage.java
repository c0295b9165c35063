package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Scores;
import dev.gannet.run.RunEvent.Severity;

/**
 * C3: real pictures that no made one is near, or that do not lie among made ones (Naeem et al. 2020). A G that becomes better
 * from score to score has only begun.
 */
record Coverage() implements Rule {
    private static final long FROM = 200; // at first, G makes nothing that is near anything
    /** Of what other real pictures cover. DOCTOR C3, by experiment. */
    private static final double LITTLE = 0.7;

    private static final double HARDLY = 0.3;
    /** Of real pictures among made ones; DOCTOR C3. */
    private static final double AMONG = 0.1;

    @Override
    public String id() {
        return "C3";
    }

    @Override
    public String title() {
        return "made images leave real ones out";
    }

    @Override
    public boolean afterScores() {
        return true;
    }

    @Override
    public Sight look(Course course) {
        if (course.scores().isEmpty() || course.step() < FROM) {
            return Sight.UNSEEN;
        }
        Scores scores = course.scores().get();
        if (course.getsBetter()) {
            return Sight.WELL;
        }
        if (scores.coverage() < LITTLE * scores.coverageFloor()) {
            return ill(
                    course,
                    scores.coverage() < HARDLY ? Severity.CRITICAL : Severity.WARNING,
                    "%s of the real pictures have a made one near; another real one is near %s of them."
                            .formatted(Words.percent(scores.coverage()), Words.percent(scores.coverageFloor())));
        }
        return scores.recall() < AMONG && scores.recallFloor() > HARDLY
                ? ill(
                        course,
                        Severity.WARNING,
                        "%s of the real pictures lie among made ones; among other real ones, %s of them do."
                                .formatted(Words.percent(scores.recall()), Words.percent(scores.recallFloor())))
                : Sight.WELL;
    }

    private static Sight ill(Course course, Severity severity, String what) {
        return new Sight.Ill(
                severity,
                what,
                "G leaves out what is far from all that it makes, and the last scores do not get better.",
                "'gannet evaluate RUN --pairs FILE.png' shows real pictures that are left out. Train for longer, try a larger --batch than %d, or %s."
                        .formatted(course.game().batch(), Words.lr(course, 0.5)));
    }
}
