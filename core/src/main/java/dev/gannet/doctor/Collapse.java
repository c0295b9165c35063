package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Severity;

/**
 * C1: the mean distance of two made pictures over that of two real ones, pixel by pixel, 64 of each; told if they are more alike
 * in structure as well, for pictures that are only faint differ little too. A G that becomes more diverse from grid to grid has
 * only begun.
 *
 * @see <a href="https://arxiv.org/abs/1610.09585">Odena et al. 2017, section 4.2, for MS-SSIM against that of the real images</a>
 */
record Collapse() implements Rule {
    private static final long FROM = 200; // before that, nothing is different from anything
    private static final double ALIKE = 0.6; // DOCTOR C1, by experiment
    private static final double THE_SAME = 0.25;
    private static final double MORE_ALIKE = 0.1; // of MS-SSIM, DOCTOR C1

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
        boolean alike = gallery.alike() - gallery.realAlike() > MORE_ALIKE;
        return diversity < ALIKE && alike && !course.grids().growDiverse()
                ? new Sight.Ill(
                        diversity < THE_SAME ? Severity.CRITICAL : Severity.WARNING,
                        "Two made pictures differ by %s of what two real ones do, and are alike in structure (MS-SSIM) by %s; two real ones by %s."
                                .formatted(
                                        Words.percent(diversity),
                                        Words.number(gallery.alike()),
                                        Words.number(gallery.realAlike())),
                        "G makes few different pictures; D will soon know them by heart, and G move on to others.",
                        "Look at the newest grid: its pictures %d and %d are nearest. Try --loss wasserstein-gp, a larger --batch than %d, or %s."
                                .formatted(
                                        gallery.closest().getFirst(),
                                        gallery.closest().getLast(),
                                        course.game().batch(),
                                        Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
