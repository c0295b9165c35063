package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;
import dev.gannet.run.RunEvent.Weights;

/**
 * X3: a gradient of G that is exactly 0 in a whole layer, or a network whose weights do not change at all: the error is cut off
 * on its way, or the network is frozen.
 */
record NoGradient() implements Rule {
    @Override
    public String id() {
        return "X3";
    }

    @Override
    public String title() {
        return "a network that nothing reaches";
    }

    @Override
    public Sight look(Course course) {
        Weights d = course.vitals().d();
        Weights g = course.vitals().g();
        for (int i = 0; i < g.names().size(); i++) {
            if (g.gradients().get(i) == 0) {
                return ill(
                        "The gradient of G's %s is exactly 0."
                                .formatted(g.names().get(i)),
                        course);
            }
        }
        if (d.ratio() == 0 || g.ratio() == 0) {
            return ill("%s's weights do not change.".formatted(g.ratio() == 0 ? "G" : "D"), course);
        }
        return Sight.WELL;
    }

    private static Sight ill(String what, Course course) {
        return new Sight.Ill(
                Severity.CRITICAL,
                what,
                "The error does not get there: the way back is cut, the units are dead, or D is flat to the last bit.",
                "Try %s; if it is so from the first step, another --loss.".formatted(Words.lr(course, 0.1)));
    }
}
