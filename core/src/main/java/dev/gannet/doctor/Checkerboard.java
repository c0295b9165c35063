package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * A1: frequencies of period two and four pixels that stand out of their neighbours more than they do in real images (Odena et
 * al. 2016). The transposed convolutions here have size 4 and stride 2, which cover every pixel equally, so that only the
 * weights themselves can make a pattern; at first they do, by chance.
 */
record Checkerboard() implements Rule {
    private static final long FROM = 500; // DOCTOR A1
    private static final double STRONG = 3; // by experiment
    private static final double VERY_STRONG = 10;

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
        double checks = course.vitals().gallery().get().checks();
        return checks > STRONG
                ? new Sight.Ill(
                        checks > VERY_STRONG ? Severity.CRITICAL : Severity.WARNING,
                        "Patterns of two or four pixels are %s times as strong in made pictures as in real ones."
                                .formatted(Words.number(checks)),
                        "Upsampling leaves its grid in the pictures; D sees it, and G cannot easily unlearn it.",
                        "Look at the newest grid, enlarged. Try %s, or train for longer."
                                .formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
