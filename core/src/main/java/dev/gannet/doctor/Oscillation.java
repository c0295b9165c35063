package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;
import dev.gannet.run.RunEvent.Tick;
import java.util.Arrays;

/**
 * O1: D(G(z)) swings with a period: the correlation of the last 40 ticks with themselves some ticks later has a peak. The
 * two chase each other instead of getting better (Mescheder et al. 2018).
 */
record Oscillation() implements Rule {
    private static final int LEAST_TICKS = 40;
    private static final int SHORTEST = 3; // ticks of one period
    /** Two periods are as good as one, but for rounding. */
    private static final double CLEARLY = 0.02;

    private static final double PEAK = 0.6; // DOCTOR O1
    /** From the lowest to the highest D(G(z)): a swing that is worth a word. By experiment. */
    private static final double SWING = 0.4;

    @Override
    public String id() {
        return "O1";
    }

    @Override
    public String title() {
        return "the two go round in circles";
    }

    @Override
    public Sight look(Course course) {
        double[] values = course.ticks().stream().mapToDouble(Tick::fakeBefore).toArray();
        if (course.isCritic() || values.length < LEAST_TICKS) {
            return Sight.UNSEEN;
        }
        double swing = Arrays.stream(values).max().orElse(0)
                - Arrays.stream(values).min().orElse(0);
        int period = 0;
        double peak = 0;
        boolean hasFallen = false;
        for (int lag = 1; lag <= values.length / 2; lag++) {
            double correlation = correlation(values, lag);
            hasFallen |= correlation < 0; // what is only slow is no circle
            if (hasFallen && lag >= SHORTEST && correlation > peak + CLEARLY) {
                peak = correlation;
                period = lag;
            }
        }
        return peak > PEAK && swing > SWING
                ? new Sight.Ill(
                        Severity.WARNING,
                        "%s swings by %s with a period of about %d ticks."
                                .formatted(course.game().loss().verdict().on("G(z)"), Words.number(swing), period),
                        "G and D chase each other round instead of getting better.",
                        "Try %s, or --loss wasserstein-gp.".formatted(Words.lr(course, 0.5)))
                : Sight.WELL;
    }

    /** Between the numbers and themselves {@code lag} later, each about its own mean. */
    private static double correlation(double[] values, int lag) {
        double[] first = Arrays.copyOfRange(values, 0, values.length - lag);
        double[] second = Arrays.copyOfRange(values, lag, values.length);
        double meanA = Arrays.stream(first).average().orElse(0);
        double meanB = Arrays.stream(second).average().orElse(0);
        double product = 0;
        for (int i = 0; i < first.length; i++) {
            product += (first[i] - meanA) * (second[i] - meanB) / first.length;
        }
        double deviations = Course.deviation(first) * Course.deviation(second);
        return deviations == 0 ? 0 : product / deviations;
    }
}
