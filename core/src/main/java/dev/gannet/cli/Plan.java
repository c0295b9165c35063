package dev.gannet.cli;

import dev.gannet.config.Budget;
import dev.gannet.config.Json;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.nn.Net;
import dev.gannet.nn.SummaryRow;
import dev.gannet.train.Trainer;
import java.io.PrintWriter;
import java.util.List;

/** What {@code --dry-run} prints: the networks, the data, and how long it will take by steps measured here and now. */
final class Plan {
    private static final int WARM_UP = 2;
    private static final int MEASURED = 5;

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
            long stepsPerEpoch = Math.ceilDiv(source.count() - config.holdOut(), perStep);
            out.println("epoch     %,d steps of %d real images".formatted(stepsPerEpoch, perStep));
            double secondsPerStep = measure(trainer);
            out.println("measured  %.0f ms a step, %.0f images/s"
                    .formatted(secondsPerStep * 1e3, perStep / secondsPerStep));
            out.println("budget    %s: %s".formatted(config.budget(), expected(secondsPerStep, stepsPerEpoch)));
            out.println("config");
            out.println(new Json().pretty(config));
        }
    }

    private static double measure(Trainer trainer) throws InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            trainer.step(false);
        }
        long start = System.nanoTime();
        for (int i = 0; i < MEASURED; i++) {
            trainer.step(false);
        }
        return (System.nanoTime() - start) / 1e9 / MEASURED;
    }

    private String expected(double secondsPerStep, long stepsPerEpoch) {
        return switch (config.budget()) {
            case Budget.Time time -> {
                long steps = Math.round(time.seconds() / secondsPerStep);
                yield "about %,d steps, %.1f epochs".formatted(steps, (double) steps / stepsPerEpoch);
            }
            case Budget.Steps(long count) -> "about " + Progress.time(count * secondsPerStep);
            case Budget.Epochs(int count) ->
                "%,d steps, about %s"
                        .formatted(count * stepsPerEpoch, Progress.time(count * stepsPerEpoch * secondsPerStep));
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
