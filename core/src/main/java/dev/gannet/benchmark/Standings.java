package dev.gannet.benchmark;

import dev.gannet.config.RunConfig;
import dev.gannet.run.Environment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * What a race came to, whole: written down as it is.
 *
 * @param environment where it was run
 * @param data the images
 * @param features the feature space and its hash
 * @param n pictures of either kind in every comparison
 * @param floor distance of real pictures to other real ones
 * @param floorKernel kernel distance of real pictures to other real ones, around 0
 * @param floorCoverage coverage of real pictures by other real ones
 * @param floorRecall share of the real pictures that are like other real ones
 * @param configs of each recipe, from the first seed
 * @param laps of all recipes and seeds, in the order in which they were run
 */
public record Standings(
        Environment environment,
        String data,
        String features,
        int n,
        double floor,
        double floorKernel,
        double floorCoverage,
        double floorRecall,
        List<RunConfig> configs,
        List<Race.Lap> laps) {

    private static final int ENOUGH_SEEDS = 3;

    /**
     * A table in Markdown: mean over the seeds at every moment; of distances, coverage and recall with their standard deviation
     * where there are three seeds or more.
     */
    public String table() {
        StringBuilder text = new StringBuilder();
        List<Race.Point> moments = laps.getFirst().points();
        text.append("| recipe | |");
        moments.forEach(point -> text.append(" %s |".formatted(time(point.seconds()))));
        text.append("\n|---|---|").append("---:|".repeat(moments.size())).append("\n");
        for (String recipe : laps.stream().map(Race.Lap::recipe).distinct().toList()) {
            List<Race.Lap> own =
                    laps.stream().filter(lap -> lap.recipe().equals(recipe)).toList();
            row(text, recipe, "distance", own, spread(own, Race.Point::frechet, "%.1f"));
            row(text, recipe, "kernel distance", own, spread(own, Race.Point::kernel, "%.3g"));
            row(text, recipe, "coverage", own, spread(own, Race.Point::coverage, "%.2f"));
            row(text, recipe, "recall", own, spread(own, Race.Point::recall, "%.2f"));
            row(text, recipe, "near copies", own, mean(own, Race.Point::copies, "%.3f"));
            row(text, recipe, "images seen, thousands", own, mean(own, point -> point.images() / 1000.0, "%.0f"));
        }
        text.append("| real | distance | %.1f |%n| real | kernel distance | %.3g |%n".formatted(floor, floorKernel))
                .append("| real | coverage | %.2f |%n| real | recall | %.2f |%n".formatted(floorCoverage, floorRecall));
        return text.toString();
    }

    private static void row(
            StringBuilder text, String recipe, String what, List<Race.Lap> laps, IntFunction<String> cell) {
        text.append("| %s | %s |".formatted(recipe, what));
        for (int i = 0; i < laps.getFirst().points().size(); i++) {
            text.append(" ").append(cell.apply(i)).append(" |");
        }
        text.append("\n");
    }

    /** What is in the row at each moment. */
    private static IntFunction<String> mean(List<Race.Lap> laps, ToDoubleFunction<Race.Point> value, String format) {
        return moment -> format.formatted(
                Arrays.stream(values(laps, value, moment)).average().orElseThrow());
    }

    private static IntFunction<String> spread(List<Race.Lap> laps, ToDoubleFunction<Race.Point> value, String format) {
        IntFunction<String> mean = mean(laps, value, format);
        return laps.size() < ENOUGH_SEEDS
                ? mean
                : moment -> "%s ± %s"
                        .formatted(mean.apply(moment), format.formatted(deviation(values(laps, value, moment))));
    }

    private static double[] values(List<Race.Lap> laps, ToDoubleFunction<Race.Point> value, int moment) {
        return laps.stream()
                .mapToDouble(lap -> value.applyAsDouble(lap.points().get(moment)))
                .toArray();
    }

    /** Of a sample: the squares over one less than there are. */
    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }
}
