package dev.gannet.paper;

import dev.gannet.paper.Scene.Row;
import dev.gannet.paper.Scene.Side;
import dev.gannet.paper.Scene.Table;
import dev.gannet.trace.LayerOutput;
import dev.gannet.trace.WeightGradient;
import dev.gannet.trace.WeightUpdate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The two networks, layer by layer, as tables.
 *
 * @param words of the page
 */
record Layers(Words words) {
    private static final String NOTHING = "–";

    /** What comes out of the layers. */
    Table outputs(List<LayerOutput> layers, Side network) {
        return table(
                words.say("debugger.network." + (network == Side.FAKE ? "forger" : "detective")),
                network,
                List.of("layer", "output", "values", "zeros"),
                layers.stream()
                        .map(layer -> new Row(
                                layer.layer(),
                                List.of(
                                        layer.shape().stream().map(words::count).collect(Collectors.joining(" × ")),
                                        words.say(
                                                "debugger.layer.mean",
                                                Map.of(
                                                        "mean", words.number(layer.mean()),
                                                        "deviation", words.number(layer.deviation()))),
                                        words.percent(layer.zeros())),
                                0))
                        .toList());
    }

    /** Norm of every weight's gradient; D's also as the parts of real and of made images. */
    Table gradients(List<WeightGradient> weights, Side network) {
        boolean parts = weights.stream().anyMatch(weight -> weight.real().isPresent());
        LogAxis axis = LogAxis.of(weights.stream().map(WeightGradient::norm).toList());
        return table(
                words.say("debugger.paper.gradients"),
                network,
                parts ? List.of("weight", "gradient", "real", "fake", "cosine") : List.of("weight", "gradient"),
                weights.stream()
                        .map(weight -> new Row(
                                weight.weight(),
                                parts
                                        ? List.of(
                                                words.number(weight.norm()),
                                                number(weight.real()),
                                                number(weight.fake()),
                                                number(weight.cosine()))
                                        : List.of(words.number(weight.norm())),
                                axis.place(weight.norm())))
                        .toList());
    }

    private String number(OptionalDouble value) {
        return value.isPresent() ? words.number(value.getAsDouble()) : NOTHING;
    }

    /** How far each weight has moved, of its own size. */
    Table updates(List<WeightUpdate> weights, Side network) {
        LogAxis axis = LogAxis.of(weights.stream().map(WeightUpdate::ratio).toList());
        return table(
                words.say("debugger.paper.updates"),
                network,
                List.of("weight", "moved", "ratio"),
                weights.stream()
                        .map(weight -> new Row(
                                weight.weight(),
                                List.of(
                                        words.number(weight.change()),
                                        weight.weightNorm() == 0 ? NOTHING : words.finePercent(weight.ratio())),
                                axis.place(weight.ratio())))
                        .toList());
    }

    private Table table(String caption, Side network, List<String> columns, List<Row> rows) {
        return new Table(
                caption,
                network,
                columns.stream()
                        .map(name -> words.say("debugger.paper." + name))
                        .toList(),
                rows);
    }

    /** Whole powers of ten around some numbers above 0. */
    private record LogAxis(double low, double high) {
        private static final double SHORTEST = 0.01;

        static LogAxis of(List<Double> values) {
            List<Double> logs =
                    values.stream().filter(value -> value > 0).map(Math::log10).toList();
            if (logs.isEmpty()) {
                return new LogAxis(-1, 0);
            }
            double low = Math.floor(logs.stream().min(Double::compare).orElse(0.0));
            double high = Math.ceil(logs.stream().max(Double::compare).orElse(0.0));
            return new LogAxis(low, Math.max(low + 1, high));
        }

        /** Where a number lies between them, 0 to 1; 0 for 0. */
        double place(double value) {
            return value > 0 ? Math.max(SHORTEST, (Math.log10(value) - low) / (high - low)) : 0;
        }
    }
}
