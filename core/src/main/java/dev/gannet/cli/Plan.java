package dev.gannet.cli;

import dev.gannet.config.Budget;
import dev.gannet.config.Json;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.nn.Net;
import dev.gannet.nn.SummaryRow;
import dev.gannet.train.Tempo;
import dev.gannet.train.Trainer;
import java.io.PrintWriter;
import java.util.List;

/** What {@code --dry-run} prints: the networks, the data, and how long it will take by steps measured here and now. */
final class Plan {
    private final RunConfig config;
    private final ImageSource source;

    Plan(RunConfig config, ImageSource source) {
        this.config = config;
        this.source = source;
    }

    void print(PrintWriter out) throws InterruptedException {
        try (Trainer trainer = new Trainer(config, source)) {
            table(out, "generator", trainer.gan().generator());
            table(out, "discriminator", trainer.gan().discriminator());
            String held = config.holdOut() == 0 ? "" : ", %,d of them held out".formatted(config.holdOut());
            out.println("data      %s, as %s%s".formatted(source.describe(), config.image(), held));
            int perStep = config.recipe().game().imagesPerStep();
            long stepsPerEpoch = Tempo.stepsPerEpoch(config, source);
            out.println("epoch     %,d steps of %d real images".formatted(stepsPerEpoch, perStep));
            Tempo tempo = Tempo.of(trainer, 0);
            out.println("measured  %.0f ms a step, %.0f images/s"
                    .formatted(tempo.secondsPerStep() * 1e3, perStep / tempo.secondsPerStep()));
            out.println("budget    %s: %s".formatted(config.budget(), expected(tempo, stepsPerEpoch)));
            out.println("config");
            out.println(new Json().pretty(config));
        }
    }

    private String expected(Tempo tempo, long stepsPerEpoch) {
        return switch (config.budget()) {
            case Budget.Time(long seconds) -> {
                long steps = tempo.steps(seconds);
                yield "about %,d steps, %.1f epochs".formatted(steps, (double) steps / stepsPerEpoch);
            }
            case Budget.Steps(long count) -> "about " + Progress.time(count * tempo.secondsPerStep());
            case Budget.Epochs(int count) ->
                "%,d steps, about %s"
                        .formatted(
                                count * stepsPerEpoch, Progress.time(count * stepsPerEpoch * tempo.secondsPerStep()));
        };
    }

    private static void table(PrintWriter out, String title, Net net) {
        List<SummaryRow> rows = net.summary();
        String format = "  %-16s %-28s %-18s %12s %14s";
        out.println(title);
        out.println(format.formatted("layer", "kind", "output", "parameters", "multiply-adds"));
        for (SummaryRow row : rows) {
            out.println(format.formatted(
                    row.name(), row.kind(), row.outputShape(), number(row.parameters()), number(row.multiplyAdds())));
        }
        long parameters = rows.stream().mapToLong(SummaryRow::parameters).sum();
        long multiplyAdds = rows.stream().mapToLong(SummaryRow::multiplyAdds).sum();
        out.println(format.formatted("total", "", "", number(parameters), number(multiplyAdds)));
        out.println();
    }

    private static String number(long value) {
        return value == 0 ? "" : "%,d".formatted(value);
    }
}
