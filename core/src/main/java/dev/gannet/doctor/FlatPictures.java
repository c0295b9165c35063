package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Severity;

/**
 * A2: made pictures without contrast, or with most of their numbers at the ends of the range although the real ones' are not.
 */
record FlatPictures() implements Rule {
    private static final long FROM = 200; // at first, all pictures are grey
    private static final double MOST = 0.5; // DOCTOR A2
    /** Beyond what real pictures have: drawings and digits are black and white by nature. By experiment. */
    private static final double MORE_THAN_REAL = 0.2;

    @Override
    public String id() {
        return "A2";
    }

    @Override
    public String title() {
        return "flat or clipped pictures";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().gallery().isEmpty() || course.step() < FROM) {
            return Sight.UNSEEN;
        }
        Gallery gallery = course.vitals().gallery().get();
        if (gallery.flat() > MOST) {
            return new Sight.Ill(
                    Severity.WARNING,
                    "%s of the made pictures are of one colour.".formatted(Words.percent(gallery.flat())),
                    "G makes nothing to be seen, and D needs no more than that to know it.",
                    "Try %s.".formatted(Words.lr(course, 0.5)));
        }
        return gallery.clipped() > MOST && gallery.clipped() > gallery.realClipped() + MORE_THAN_REAL
                ? new Sight.Ill(
                        Severity.WARNING,
                        "%s of the made pictures' numbers are at the ends of the range; of real ones' it is %s."
                                .formatted(Words.percent(gallery.clipped()), Words.percent(gallery.realClipped())),
                        "tanh is flat there: no gradient comes back through those pixels.",
                        "Try %s.".formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
