package dev.gannet.doctor;

import dev.gannet.run.Lookalikes;
import dev.gannet.run.RunEvent.Severity;

/**
 * C4: how many different pictures G can make, by the birthday paradox: of n that are drawn from N, n(n - 1) / 2N pairs are
 * expected to be the same (Arora and Zhang 2017). Real pictures, counted alike, are the control: of them, too, some are nearly
 * the same.
 */
record Support() implements Rule {
    private static final long FROM = 200; // at first, all pictures are alike
    /** So many times as many as among real pictures, and at least so many: fewer may be chance. By experiment. */
    private static final double TIMES = 4;

    private static final long FEWEST = 10;
    /** Of the pairs of a few scores ago: G learns to make others. By experiment. */
    private static final double FEWER = 0.7;

    @Override
    public String id() {
        return "C4";
    }

    @Override
    public String title() {
        return "few different pictures";
    }

    @Override
    public boolean afterScores() {
        return true;
    }

    @Override
    public Sight look(Course course) {
        if (course.scores().isEmpty() || course.step() < FROM || course.images() == 0) {
            return Sight.UNSEEN;
        }
        Lookalikes alike = course.scores().get().alike();
        double all = alike.pictures() * (alike.pictures() - 1.0) / 2;
        double different = all / Math.max(1, alike.made());
        boolean getsBetter = alike.made()
                < FEWER * course.scoresBefore().orElseThrow().alike().made();
        boolean few = alike.made() >= FEWEST && alike.made() > TIMES * alike.real() && different < course.images();
        return few && !getsBetter
                ? new Sight.Ill(
                        Severity.WARNING,
                        "Of %,d made pictures, %,d pairs are nearly the same; of as many real ones, %,d: as if G could make about %,.0f."
                                .formatted(alike.pictures(), alike.made(), alike.real(), different),
                        "It is trained on %,d images: it makes fewer different pictures than it is shown."
                                .formatted(course.images()),
                        "'gannet evaluate RUN --pairs FILE.png' shows the nearest pairs: look whether they are twins. Try a larger --batch than %d, or %s."
                                .formatted(course.game().batch(), Words.lr(course, 0.5)))
                : Sight.WELL;
    }
}
