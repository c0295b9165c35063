package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/**
 * X1: D's update must leave every weight of G alone, and G's every weight of D. Compared bit for bit in the step of a tick.
 */
record Trespass() implements Rule {
    @Override
    public String id() {
        return "X1";
    }

    @Override
    public String title() {
        return "an update changes the other network";
    }

    @Override
    public boolean atOnce() {
        return true;
    }

    @Override
    public Sight look(Course course) {
        return course.vitals().isolated()
                ? Sight.WELL
                : new Sight.Ill(
                        Severity.CRITICAL,
                        "In step %d one network's update has changed the other network's weights."
                                .formatted(course.step()),
                        "Each network must be changed by its own error alone; this one is not the game that was asked for.",
                        "This is a bug of the program, not of your settings: report it with 'gannet doctor RUN --json'.");
    }
}
