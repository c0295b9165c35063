package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Severity;

/**
 * K2: the same noise makes other pictures by the running averages of batch norm, which are used after training, than by the
 * statistics of the batch, which are used in the grids.
 */
record StaleAverages() implements Rule {
    private static final long FROM = 200; // the averages begin at 0 and 1, and follow by a tenth in every step
    /** Root of the mean square of the difference, in [-1, 1]. */
    private static final double APART = 0.1; // DOCTOR K2

    @Override
    public String id() {
        return "K2";
    }

    @Override
    public String title() {
        return "what is made after training differs from the grids";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().gallery().isEmpty() || course.step() < FROM) {
            return Sight.UNSEEN;
        }
        Gallery gallery = course.vitals().gallery().get();
        return gallery.drift() > APART
                ? new Sight.Ill(
                        Severity.WARNING,
                        "By its running averages G makes pictures that are %s away from those in the grid; two real ones are %s apart."
                                .formatted(Words.number(gallery.drift()), Words.number(gallery.realSpread())),
                        "'gannet generate' uses these averages: it makes other pictures than the grids promise.",
                        "Compare both. Averages fit networks that change slowly: try %s, or a larger --batch than %d."
                                .formatted(Words.lr(course, 0.5), course.game().batch()))
                : Sight.WELL;
    }
}
