package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * B8: D's error on a batch after its update, less before, over the change that gradient times step predicts. Near 1 the error
 * is as flat as a plane over the step; below 0 the step has made D worse on the very images it was made for. Not measured
 * where dropout or a penalty is in between.
 */
record Overshoot() implements Rule {
    private static final double WORSE = 0;
    private static final double MOST = 3; // DOCTOR B8

    @Override
    public String id() {
        return "B8";
    }

    @Override
    public String title() {
        return "steps that go too far";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().gain().isEmpty()) {
            return Sight.UNSEEN;
        }
        double gain = course.vitals().gain().get();
        return gain < WORSE || gain > MOST
                ? new Sight.Ill(
                        Severity.WARNING,
                        "D's error on its own batch changes by %s times what its gradient predicts."
                                .formatted(Words.number(gain)),
                        gain < WORSE
                                ? "The step overshoots: it makes D worse on the images that it was made for."
                                : "The error bends within one step: where the gradient points is not where it leads.",
                        "Try %s.".formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
