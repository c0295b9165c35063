package dev.gannet.cli;

import dev.gannet.cli.FeatureFiles.Answer;
import dev.gannet.cli.FeatureFiles.Halves;
import dev.gannet.cli.FeatureFiles.Numbers;
import dev.gannet.metric.KernelDistance;
import dev.gannet.metric.Prdc;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What features of another program say, as a table for people. */
final class FeatureTable {
    private static final String ROW = "%-18s%10s %10s %10s %8s";

    private FeatureTable() {}

    static void print(Answer answer, PrintWriter out) {
        out.println("real              " + size(answer.real(), answer.dims()));
        out.println("made              " + size(answer.made(), answer.dims()));
        out.println();
        line(out, "metric", "all", "made", "real", "ratio");
        row(out, answer, "Frechet distance", numbers -> Optional.of(numbers.frechet()), true);
        row(out, answer, "kernel distance", numbers -> numbers.kernel().map(KernelDistance.Estimate::mean), false);
        row(out, answer, "  ± of a subset", FeatureTable::spread, false);
        row(out, answer, "precision", prdc(Prdc::precision), true);
        row(out, answer, "recall", prdc(Prdc::recall), true);
        row(out, answer, "density", prdc(Prdc::density), true);
        row(out, answer, "coverage", prdc(Prdc::coverage), true);
        out.println();
        out.println(answer.halves()
                .map(halves ->
                        ("'all' is everything that there is. 'real' is what half of the real features get against the"
                                        + " other half, 'made' what made ones get against the first, %,d of either, drawn by seed"
                                        + " %d: with a ratio of 1, made ones are as good.")
                                .formatted(halves.n(), answer.seed()))
                .orElse(
                        "What real pictures get against other real ones is not known: that takes features of 20 real pictures"
                                + " or more, and of 10 made ones where these are features."));
        out.println("Which network made these features is not known here: the Frechet distance is a FID, and the kernel"
                + " distance a KID, with Inception's alone.");
    }

    private static String size(Optional<Integer> count, int dims) {
        return "%s, features of each: %,d"
                .formatted(count.map("%,d pictures"::formatted).orElse("an unknown number of pictures"), dims);
    }

    /** A number of a comparison, where there is one. */
    private interface Figure {
        Optional<Double> of(Numbers numbers);
    }

    private static Optional<Double> spread(Numbers numbers) {
        return numbers.kernel().map(KernelDistance.Estimate::deviation).filter(deviation -> deviation > 0);
    }

    private static Figure prdc(ToDoubleFunction<Prdc> which) {
        return numbers -> numbers.prdc().map(which::applyAsDouble);
    }

    private static void row(PrintWriter out, Answer answer, String name, Figure figure, boolean ratio) {
        Optional<Double> all = figure.of(answer.all());
        Optional<Double> made = answer.halves().flatMap(Halves::made).flatMap(figure::of);
        Optional<Double> real = answer.halves().map(Halves::real).flatMap(figure::of);
        if (all.isPresent() || real.isPresent()) {
            Optional<Double> share = made.flatMap(
                    value -> real.filter(floor -> ratio && floor > 0).map(floor -> value / floor));
            line(out, name, cell(all), cell(made), cell(real), cell(share));
        }
    }

    private static String cell(Optional<Double> value) {
        return value.map(EvaluationTable::number).orElse("");
    }

    private static void line(PrintWriter out, String name, String all, String made, String real, String ratio) {
        out.println(ROW.formatted(name, all, made, real, ratio).stripTrailing());
    }
}
