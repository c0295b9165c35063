package dev.gannet.benchmark;

import dev.gannet.config.RunConfig;
import dev.gannet.run.Environment;
import java.util.List;
import java.util.Locale;
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
        List<RunConfig> configs,
        List<Race.Lap> laps) {

    /** A table in Markdown: mean over the seeds at every moment. */
    public String table() {
        StringBuilder text = new StringBuilder();
        List<Race.Point> moments = laps.getFirst().points();
        text.append("| recipe | |");
        moments.forEach(point -> text.append(" %s |".formatted(time(point.seconds()))));
        text.append("\n|---|---|").append("---:|".repeat(moments.size())).append("\n");
        for (String recipe : laps.stream().map(Race.Lap::recipe).distinct().toList()) {
            List<Race.Lap> own =
                    laps.stream().filter(lap -> lap.recipe().equals(recipe)).toList();
            row(text, recipe, "distance", own, Race.Point::frechet, "%.1f");
            row(text, recipe, "kernel distance", own, Race.Point::kernel, "%.3g");
            row(text, recipe, "coverage", own, Race.Point::coverage, "%.2f");
            row(text, recipe, "recall", own, Race.Point::recall, "%.2f");
            row(text, recipe, "near copies", own, Race.Point::copies, "%.3f");
            row(text, recipe, "images seen, thousands", own, point -> point.images() / 1000.0, "%.0f");
        }
        text.append("| real | distance | %.1f |%n| real | kernel distance | %.3g |%n| real | coverage | %.2f |%n"
                .formatted(floor, floorKernel, floorCoverage));
        return text.toString();
    }

    private static void row(
            StringBuilder text,
            String recipe,
            String what,
            List<Race.Lap> laps,
            ToDoubleFunction<Race.Point> value,
            String format) {
        text.append("| %s | %s |".formatted(recipe, what));
        for (int i = 0; i < laps.getFirst().points().size(); i++) {
            int at = i;
            double mean = laps.stream()
                    .mapToDouble(lap -> value.applyAsDouble(lap.points().get(at)))
                    .average()
                    .orElseThrow();
            text.append(" ").append(format.formatted(mean)).append(" |");
        }
        text.append("\n");
    }

    private static String time(double seconds) {
        return String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }
}
