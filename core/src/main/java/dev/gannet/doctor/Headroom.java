package dev.gannet.doctor;

import dev.gannet.config.RunConfig;
import dev.gannet.run.RunEvent.Found;
import dev.gannet.run.RunEvent.Severity;
import java.util.Optional;

/**
 * B6: what became of D and of what G learns from it when D alone learned on, in a copy, while G stood still (Arjovsky and
 * Bottou 2017, figure 2). No rule: it is measured when somebody asks.
 *
 * @param step of the run, from which the copy was taken
 * @param steps that D learned on
 * @param accuracyBefore D's, in the first of these steps, over real and made images alike
 * @param accuracyAfter the same in the last
 * @param gradientBefore norm of G's gradient in the first of these steps
 * @param gradientAfter the same in the last
 */
public record Headroom(
        long step,
        int steps,
        double accuracyBefore,
        double accuracyAfter,
        double gradientBefore,
        double gradientAfter) {
    private static final double LITTLE = 0.1; // DOCTOR B6
    private static final double GUESSING = 0.55; // DOCTOR B5

    /** What is left of G's gradient. */
    public double left() {
        return gradientBefore == 0 ? 0 : gradientAfter / gradientBefore;
    }

    /** What is to be said to it, if anything. */
    public Optional<Found> finding(RunConfig config) {
        Course course = new Course(config);
        if (left() < LITTLE) {
            return Optional.of(found(
                    Severity.WARNING,
                    "After %d steps in which D alone learned, %s of G's gradient is left."
                            .formatted(steps, Words.percent(left())),
                    "G has no headroom: it learns as long as D does not get ahead of it, and no longer.",
                    "Do not raise D's share. Try --loss wasserstein-gp, whose penalty keeps D's slope, or %s."
                            .formatted(Words.lr(course, 0.5))));
        }
        return course.isCritic() || accuracyBefore >= GUESSING ? Optional.empty() : Optional.of(guess(course));
    }

    /** The half of B5 that a log cannot tell: whether D guesses because it can do no better. */
    private Found guess(Course course) {
        return accuracyAfter < GUESSING
                ? found(
                        Severity.INFO,
                        "D guesses, and after %d more steps it still does.".formatted(steps),
                        "Either the made images are as good as D can tell, or D is too weak.",
                        "Look at the pictures. If they are good, stop; if not, try a larger --width.")
                : found(
                        Severity.INFO,
                        "D guesses, but %d more steps make it right on %s of the images."
                                .formatted(steps, Words.percent(accuracyAfter)),
                        "D was starved: G runs ahead of it, and hears mostly noise.",
                        "Try --d-steps %d."
                                .formatted(Math.min(100, course.game().dSteps() + 1)));
    }

    private Found found(Severity severity, String what, String why, String advice) {
        return new Found(step, "B6", severity, what, why, advice);
    }
}
