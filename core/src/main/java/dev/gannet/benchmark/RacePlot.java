package dev.gannet.benchmark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The distance of every lap over the seconds of training, and the mean of each recipe. */
final class RacePlot {
    private static final Color[] COLOURS = {new Color(0x1f77b4), new Color(0xd95f02), new Color(0x555555)};

    private RacePlot() {}

    static BufferedImage of(String title, String distance, List<Race.Lap> laps, double floor) {
        XYChart chart = new XYChartBuilder()
                .width(900)
                .height(560)
                .title(title)
                .xAxisTitle("minutes of training")
                .yAxisTitle(distance + ", lower is better")
                .build();
        chart.getStyler() // the library's own logarithmic axis names powers of ten only
                .setYAxisTickLabelsFormattingFunction(power -> String.format(Locale.ROOT, "%.3g", Math.pow(10, power)));
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        Map<String, List<Race.Lap>> recipes = new TreeMap<>();
        laps.forEach(lap -> recipes.merge(
                lap.recipe(),
                List.of(lap),
                (a, b) -> Stream.concat(a.stream(), b.stream()).toList()));
        int colour = 0;
        for (var recipe : recipes.entrySet()) {
            Color paint = COLOURS[colour++ % COLOURS.length];
            Color pale = new Color(paint.getRed(), paint.getGreen(), paint.getBlue(), 90);
            for (Race.Lap lap : recipe.getValue()) {
                line(chart, "%s, seed %d".formatted(lap.recipe(), lap.seed()), minutes(lap), distances(lap), pale, 1.2f)
                        .setShowInLegend(false);
            }
            line(chart, recipe.getKey(), minutes(recipe.getValue().getFirst()), means(recipe.getValue()), paint, 3f);
        }
        double last = minutes(laps.getFirst())[minutes(laps.getFirst()).length - 1];
        line(chart, "real against real", new double[] {0, last}, new double[] {floor, floor}, Color.GRAY, 1.5f);
        return BitmapEncoder.getBufferedImage(chart);
    }

    private static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color colour, float width) {
        XYSeries series =
                chart.addSeries(name, x, Arrays.stream(y).map(Math::log10).toArray());
        series.setLineColor(colour);
        series.setLineStyle(new BasicStroke(width));
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }

    private static double[] minutes(Race.Lap lap) {
        return lap.points().stream().mapToDouble(point -> point.seconds() / 60).toArray();
    }

    private static double[] distances(Race.Lap lap) {
        return lap.points().stream().mapToDouble(Race.Point::frechet).toArray();
    }

    private static double[] means(List<Race.Lap> laps) {
        double[] mean = new double[laps.getFirst().points().size()];
        for (Race.Lap lap : laps) {
            double[] values = distances(lap);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += values[i] / laps.size();
            }
        }
        return mean;
    }
}
