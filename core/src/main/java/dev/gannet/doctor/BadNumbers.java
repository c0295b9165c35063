package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * N1: a step whose numbers were not finite. Such a step changes nothing, and too many of them take the networks back to a
 * checkpoint at half the learning rate; this counts them.
 */
record BadNumbers() implements Rule {
    @Override
    public String id() {
        return "N1";
    }

    @Override
    public String title() {
        return "numbers that are none";
    }

    @Override
    public boolean atOnce() {
        return true;
    }

    @Override
    public Sight look(Course course) {
        if (course.wentBack().isPresent()) {
            var back = course.wentBack().get();
            return new Sight.Ill(
                    Severity.CRITICAL,
                    "The networks were taken back from step %d to step %d: too many steps had numbers that are none."
                            .formatted(back.step(), back.to()),
                    "At the learning rate before, training diverged; it goes on at half of it.",
                    "If it comes again, try %s, or --precision fp32.".formatted(Words.lr(course, 0.25)));
        }
        return course.skipped() > 0
                ? new Sight.Ill(
                        Severity.WARNING,
                        "%d of the last %d steps changed nothing: their numbers were not finite."
                                .formatted(course.skipped(), course.window()),
                        "An overflow now and then is harmless; more of them announce that training diverges.",
                        "Try %s, or --precision fp32.".formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
