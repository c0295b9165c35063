package dev.gannet.cli;

import dev.gannet.evaluate.Measure;
import dev.gannet.evaluate.Measure.Better;
import dev.gannet.evaluate.Report;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** An evaluation as a table for people. */
final class EvaluationTable {
    private static final MathContext DIGITS = new MathContext(3);
    private static final int MOST_CLASSES = 20;

    private EvaluationTable() {}

    static void print(Report report, PrintWriter out) {
        out.println("made      " + report.made());
        out.println("real      " + report.data());
        out.println("compared  %,d of either, %s; seed %d".formatted(report.n(), report.split(), report.seed()));
        out.println("features  %s (%s)".formatted(report.features(), report.hash()));
        out.println();
        String format = "%-20s %10s %10s %8s  %s";
        out.println(format.formatted("metric", "made", "real", "ratio", "better"));
        for (Measure measure : report.measures()) {
            out.println(format.formatted(
                    measure.name(),
                    number(measure.value()),
                    number(measure.floor()),
                    measure.ratio().map(EvaluationTable::number).orElse(""),
                    better(measure.better())));
            measure.spread()
                    .ifPresent(spread -> out.println(
                            format.formatted("  ± of a subset", number(spread.value()), number(spread.floor()), "", "")
                                    .stripTrailing()));
        }
        report.classes().ifPresent(classes -> print(classes, out));
        out.println();
        out.println(
                "'real' is what real pictures get against other real ones: with a ratio of 1, made ones are as good. Compare"
                        + " only numbers with the same n, seed, features and data.");
        out.println(
                "near copies: measured against %s.".formatted(report.memory().against()));
        report.notes().forEach(note -> out.println("note: " + note + "."));
    }

    private static void print(Report.Shares classes, PrintWriter out) {
        out.println();
        out.println("%-20s %10s %10s".formatted("looks like", "made", "real"));
        int shown = Math.min(MOST_CLASSES, classes.names().size());
        for (int i = 0; i < shown; i++) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-20s %8.1f %% %8.1f %%",
                    classes.names().get(i),
                    classes.made().get(i) * 100,
                    classes.real().get(i) * 100));
        }
        if (shown < classes.names().size()) {
            out.println("and %,d more classes; --json has them all"
                    .formatted(classes.names().size() - shown));
        }
    }

    private static String better(Better better) {
        return switch (better) {
            case LOWER -> "lower";
            case HIGHER -> "higher";
            case REAL -> "as real ones";
        };
    }

    /** Three digits, or all those before the point. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (Math.abs(value) < 1e-5) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        int missing = DIGITS.getPrecision() - rounded.precision();
        return rounded.setScale(rounded.scale() + missing).toPlainString();
    }
}
