package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Gallery;
import dev.gannet.run.RunEvent.Severity;

/**
 * A1: frequencies of period two and four pixels that stand out of their neighbours more than they do in real images (Odena et
 * al. 2016) and hold a part of the contrast that can be seen. The transposed convolutions here have size 4 and stride 2, which
 * cover every pixel equally, so that only the weights themselves can make a pattern; at first they do, by chance.
 */
record Checkerboard() implements Rule {
    private static final long FROM = 500; // DOCTOR A1
    private static final double STRONG = 3; // DOCTOR A1
    private static final double VERY_STRONG = 10;
    /** Shares of the contrast. By experiment: very small networks have up to 0.08, see docs/doctor.md. */
    private static final double SEEN = 0.1;

    private static final double NOTHING_ELSE = 0.3;

    @Override
    public String id() {
        return "A1";
    }

    @Override
    public String title() {
        return "a checkerboard in the made images";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().gallery().isEmpty() || course.step() < FROM) {
            return Sight.UNSEEN;
        }
        Gallery gallery = course.vitals().gallery().get();
        boolean severe = gallery.checks() > VERY_STRONG && gallery.checkShare() > NOTHING_ELSE;
        return gallery.checks() > STRONG && gallery.checkShare() > SEEN
                ? new Sight.Ill(
                        severe ? Severity.CRITICAL : Severity.WARNING,
                        "Patterns of two or four pixels are %s of the made pictures' contrast, and stand out %s times as much as in real ones."
                                .formatted(Words.percent(gallery.checkShare()), Words.number(gallery.checks())),
                        "Upsampling leaves its grid in the pictures; D sees it, and G cannot easily unlearn it.",
                        "Look at the newest grid, enlarged. Try %s, or train for longer."
                                .formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
