package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Range;
import dev.gannet.run.RunEvent.Severity;

/**
 * X5: G ends in tanh, so its images are in [-1, 1]; real images must be in the same range, and use it (SAGAN's issue 6).
 */
record PixelRange() implements Rule {
    private static final double MOST = 1.01; // DOCTOR X5
    /** Real images between 0 and 1, as other programs keep them. */
    private static final double NOTHING_DARK = -0.02;
    /** What tanh can make over what the real images use. */
    private static final double RATIO = 1.5;

    private static final double TANH = 2;

    @Override
    public String id() {
        return "X5";
    }

    @Override
    public String title() {
        return "images in the wrong range";
    }

    @Override
    public Sight look(Course course) {
        Range real = course.vitals().realRange();
        Range fake = course.vitals().fakeRange();
        String range =
                "D's real images are between %s and %s.".formatted(Words.number(real.low()), Words.number(real.high()));
        double size = Math.max(Math.abs(real.low()), Math.abs(real.high()));
        if (size > MOST || Math.max(Math.abs(fake.low()), Math.abs(fake.high())) > MOST) {
            return new Sight.Ill(
                    Severity.CRITICAL,
                    range,
                    "G can only make numbers between -1 and 1: D tells them apart by their range alone.",
                    "Bring the images to 0..255 before training; 'gannet inspect PATH' shows what is read.");
        }
        if (real.low() > NOTHING_DARK && real.high() > 0) {
            return new Sight.Ill(
                    Severity.CRITICAL,
                    range,
                    "Nothing in them is darker than mid-grey, as if 0..1 had been taken for -1..1: half of what G can make is"
                            + " of no use.",
                    "Bring the images to 0..255 before training; 'gannet inspect PATH' shows what is read.");
        }
        return TANH / (real.high() - real.low()) > RATIO
                ? new Sight.Ill(
                        Severity.WARNING,
                        range,
                        "They use only a part of the range that G makes, and D may tell them by that.",
                        "Stretch their contrast before training; 'gannet inspect PATH' shows what is read.")
                : Sight.WELL;
    }
}
