package dev.gannet.doctor;

import dev.gannet.run.Modes;
import dev.gannet.run.RunEvent.Scores;
import dev.gannet.run.RunEvent.Severity;
import java.util.List;

/**
 * C5: classes of the data that G does not make, or makes far too seldom or too often, as a classifier sees it that has learned
 * from the data's own labels.
 */
record MissingModes() implements Rule {
    private static final long FROM = 200; // at first, no picture looks like anything
    private static final double FAR = 0.5; // nats, DOCTOR C5, by experiment
    private static final double BETTER = 1.1; // than a few scores ago: G learns what it lacked
    private static final int NAMED = 5;

    @Override
    public String id() {
        return "C5";
    }

    @Override
    public String title() {
        return "classes are missing";
    }

    @Override
    public boolean afterScores() {
        return true;
    }

    @Override
    public Sight look(Course course) {
        if (course.step() < FROM || course.scores().flatMap(Scores::modes).isEmpty()) {
            return Sight.UNSEEN;
        }
        Modes modes = course.scores().get().modes().orElseThrow();
        double before = course.scoresBefore()
                .flatMap(Scores::modes)
                .map(Modes::divergence)
                .orElse(0.0);
        boolean getsBetter = modes.divergence() * BETTER < before;
        if (getsBetter || (modes.missing().isEmpty() && modes.divergence() <= FAR)) {
            return Sight.WELL;
        }
        return new Sight.Ill(
                Severity.WARNING,
                modes.missing().isEmpty()
                        ? "The classes of made pictures are spread otherwise than those of real ones, by %s nats."
                                .formatted(Words.number(modes.divergence()))
                        : missing(modes.missing()),
                "D punishes what is made badly, not what is not made: G may keep to what is easy.",
                "'gannet evaluate RUN --features cls' shows the shares. Try a larger --batch than %d, or %s."
                        .formatted(course.game().batch(), Words.lr(course, 0.5)));
    }

    private static String missing(List<String> classes) {
        String first = String.join(", ", classes.subList(0, Math.min(NAMED, classes.size())));
        if (classes.size() == 1) {
            return "No made picture looks like 1 class: %s.".formatted(first);
        }
        return classes.size() > NAMED
                ? "No made picture looks like %d classes: %s and more.".formatted(classes.size(), first)
                : "No made picture looks like %d classes: %s.".formatted(classes.size(), first);
    }
}
