package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Severity;

/**
 * A3: how much of the made pictures' contrast is between neighbouring pixels, in the highest octave of frequencies, against real
 * pictures: far less is blur, far more is noise.
 */
record Spectrum() implements Rule {
    private static final long FROM = 200; // at first, there is only noise
    /** By experiment, see docs/doctor.md. */
    private static final double FAR = 3;
    /** Of the contrast: the difference that can be seen. */
    private static final double SEEN = 0.1;
    /** Share of pictures of one colour, which A2 speaks of: their detail is rounding. */
    private static final double NOTHING = 0.5;

    @Override
    public String id() {
        return "A3";
    }

    @Override
    public String title() {
        return "made images are blurred or noisy";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().gallery().isEmpty() || course.step() < FROM) {
            return Sight.UNSEEN;
        }
        Gallery gallery = course.vitals().gallery().get();
        if (gallery.flat() > NOTHING) {
            return Sight.UNSEEN;
        }
        double made = gallery.detail();
        double real = gallery.realDetail();
        if (Math.abs(made - real) < SEEN) {
            return Sight.WELL;
        }
        if (made < real / FAR) {
            return ill(
                    gallery,
                    "The pictures are blurred: D knows them by what they lack.",
                    "Look at the newest grid, enlarged. Train for longer, or try %s.".formatted(Words.lr(course, 2)));
        }
        return made > real * FAR
                ? ill(
                        gallery,
                        "The pictures are full of noise: D knows them by it, and needs to look no further.",
                        "Look at the newest grid, enlarged. Train for longer, or try %s."
                                .formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }

    private static Sight ill(Gallery gallery, String why, String advice) {
        return new Sight.Ill(
                Severity.WARNING,
                "%s of the made pictures' contrast is between neighbouring pixels; of real ones' it is %s."
                        .formatted(Words.percent(gallery.detail()), Words.percent(gallery.realDetail())),
                why,
                advice);
    }
}
