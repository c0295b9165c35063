package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;
import dev.gannet.run.RunEvent.Tick;
import java.util.List;

/**
 * B3: logits so large that a clamp would cut them (-ln 1e-6 = 13.8, StudioGAN issue 112), or a loss of D that stands still.
 */
record Saturated() implements Rule {
    private static final double CLAMP = 13.8;
    /** The deviation of L_D over the last ticks. DOCTOR B3. */
    private static final double STANDS = 1e-6;

    private static final int TICKS = 4; // 100 steps at the default cadence

    @Override
    public String id() {
        return "B3";
    }

    @Override
    public String title() {
        return "a loss that does not move";
    }

    @Override
    public Sight look(Course course) {
        List<Tick> ticks = course.ticks();
        if (ticks.size() < TICKS) {
            return Sight.UNSEEN;
        }
        double[] losses = ticks.subList(ticks.size() - TICKS, ticks.size()).stream()
                .mapToDouble(Tick::lossD)
                .toArray();
        if (Course.deviation(losses) < STANDS) {
            return new Sight.Ill(
                    Severity.CRITICAL,
                    "L_D has been %s for the last %d ticks.".formatted(Words.number(losses[0]), TICKS),
                    "A loss that stands still teaches nothing: D is frozen, or certain beyond what float32 can tell.",
                    "Try %s, or --loss wasserstein-gp.".formatted(Words.lr(course, 0.1)));
        }
        double size = course.vitals().logitSize();
        return course.isCrossEntropy() && size > CLAMP
                ? new Sight.Ill(
                        Severity.WARNING,
                        "The mean |logit| of D is %s.".formatted(Words.number(size)),
                        "So sure means one in a million: float32 can hardly tell it from certainty, and G's way back is long.",
                        "Try %s, or --loss hinge, which asks for no more than a margin of 1."
                                .formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
