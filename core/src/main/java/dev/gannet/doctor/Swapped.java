package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * X4: after a while D must rate real images higher than made ones. Where it does not although its own updates move the two
 * that way, it learns the wrong targets; where they move them apart, G is ahead, which is B4's business.
 */
record Swapped() implements Rule {
    private static final long FROM = 200; // DOCTOR X4
    /** By how much; less is chance. By experiment. */
    private static final double MARGIN = 0.05;

    @Override
    public String id() {
        return "X4";
    }

    @Override
    public String title() {
        return "real and made images are swapped";
    }

    @Override
    public Sight look(Course course) {
        if (course.step() < FROM || course.tick().isEmpty()) {
            return Sight.UNSEEN;
        }
        var tick = course.tick().get();
        double gap = tick.realBefore() - tick.fakeBefore();
        return gap < -MARGIN && tick.realAfter() - tick.fakeAfterD() < gap
                ? new Sight.Ill(
                        Severity.CRITICAL,
                        "D rates real images %s and made ones %s, and its update moves them to %s and %s."
                                .formatted(
                                        Words.number(tick.realBefore()),
                                        Words.number(tick.fakeBefore()),
                                        Words.number(tick.realAfter()),
                                        Words.number(tick.fakeAfterD())),
                        "After %d steps it must be the other way round, whoever wins: D learns the wrong targets."
                                .formatted(FROM),
                        "If the data are right, try %s: D may be thrown about.".formatted(Words.lr(course, 0.1)))
                : Sight.WELL;
    }
}
