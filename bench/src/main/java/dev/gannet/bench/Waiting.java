package dev.gannet.bench;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Framing;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Size;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.data.archive.Archives;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.tensor.Engine;
import dev.gannet.train.Supervision;
import dev.gannet.train.Training;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The share of its time that a training step waits for images, in the first epoch and after it: {@code Waiting DATA PIXELS STEPS}. */
public final class Waiting {
    private Waiting() {}

    public static void main(String[] args) throws InterruptedException, IOException {
        DataConfig.OnDisk data = Archives.recognise(Path.of(args[0]));
        Size size = Size.parse(args[1]);
        Path folder = Files.createTempDirectory("gannet-waiting");
        try (Cache cache = Cache.temporary(Cache.Pictures.FILES)) {
            measure(data, size, Integer.parseInt(args[2]), new Sources(cache, 1, _ -> {}), folder);
        }
    }

    private static void measure(DataConfig.OnDisk data, Size size, int steps, Sources sources, Path folder)
            throws InterruptedException {
        long start = System.nanoTime();
        Shares shares = new Shares();
        try (ImageSource source = sources.open(data, size, Optional.empty(), Framing.DEFAULT)) {
            print("looked at %,d pictures in %.1f s", source.count(), (System.nanoTime() - start) / 1e9);
            RunConfig config = RunConfig.defaults()
                    .withData(data, source.shape())
                    .withRecipe(Recipe.Dcgan.TUTORIAL)
                    .withPrecision(Engine.fastestPrecision())
                    .withCadence(new Cadence(25, steps, steps))
                    .withBudget(new Budget.Steps(steps));
            Training.run(RunDir.createIn(folder, config), source, Supervision.of(shares::see, () -> false));
        }
        print(
                "waits for data: %.2f %% of the first epoch, %.2f %% after it, %.2f %% in the worst 25 steps after it",
                100 * shares.first / Math.max(1, shares.firstTicks),
                100 * shares.later / Math.max(1, shares.laterTicks),
                100 * shares.worst);
    }

    private static void print(String format, Object... values) {
        PrintStream out = System.out;
        out.println(String.format(Locale.ROOT, format, values));
    }

    /** Adds up what ticks say. */
    private static final class Shares {
        private double first;
        private double later;
        private double worst;
        private int firstTicks;
        private int laterTicks;

        void see(RunEvent event) {
            if (event instanceof RunEvent.Tick tick && tick.step() > 1) {
                if (tick.epoch() <= 1) {
                    first += tick.waiting();
                    firstTicks++;
                } else {
                    later += tick.waiting();
                    laterTicks++;
                    worst = Math.max(worst, tick.waiting());
                }
            }
        }
    }
}
