package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Severity;

/**
 * C1: the mean distance of two made pictures over that of two real ones, pixel by pixel, 64 of each. A G that becomes more
 * diverse from grid to grid has only begun.
 */
record Collapse() implements Rule {
    private static final long FROM = 200; // before that, nothing is different from anything
    private static final double ALIKE = 0.6; // DOCTOR C1, by experiment
    private static final double THE_SAME = 0.25;

    @Override
    public String id() {
        return "C1";
    }

    @Override
    public String title() {
        return "made images are too alike";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().gallery().isEmpty() || course.step() < FROM) {
            return Sight.UNSEEN;
        }
        Gallery gallery = course.vitals().gallery().get();
        if (gallery.realSpread() == 0) {
            return Sight.UNSEEN;
        }
        double diversity = gallery.spread() / gallery.realSpread();
        return diversity < ALIKE && !course.grids().growDiverse()
                ? new Sight.Ill(
                        diversity < THE_SAME ? Severity.CRITICAL : Severity.WARNING,
                        "Two made pictures differ by %s of what two real ones do.".formatted(Words.percent(diversity)),
                        "G makes few different pictures; D will soon know them by heart, and G move on to others.",
                        "Look at the newest grid. Try --loss wasserstein-gp, a larger --batch than %d, or %s."
                                .formatted(course.game().batch(), Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
