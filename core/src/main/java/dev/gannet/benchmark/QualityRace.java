package dev.gannet.benchmark;

import dev.gannet.config.Budget;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Json;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.evaluate.Reference;
import dev.gannet.run.Environment;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import dev.gannet.train.Automatic;
import dev.gannet.train.Symmetry;
import dev.gannet.train.Tempo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;

/**
 * Recipes on the same images for the same seconds from several seeds, in turn, with everything written down after each lap.
 *
 * @param data what the images are
 * @param source the images
 * @param reference the real side of the comparison
 * @param seconds of each training
 * @param moments comparisons in each, at equal distances
 * @param out a folder; made if it is not there
 * @param told one line after every comparison
 */
public record QualityRace(
        DataConfig data,
        ImageSource source,
        Reference reference,
        double seconds,
        int moments,
        Path out,
        Consumer<String> told) {

    /** Runs it: recipe after recipe from the first seed, then from the second. Recipe modern as its automatic settings have it. */
    public Standings run(List<Recipe> recipes, int seeds) throws InterruptedException, IOException {
        Files.createDirectories(out);
        List<Double> at = DoubleStream.iterate(1, i -> i + 1)
                .limit(moments)
                .map(i -> seconds * i / moments)
                .boxed()
                .toList();
        Race race = new Race(source, reference, at);
        List<RunConfig> configs = new ArrayList<>();
        for (Recipe recipe : recipes) {
            configs.add(config(recipe));
        }
        List<Race.Lap> laps = new ArrayList<>();
        Standings standings = standings(configs, laps);
        for (long seed = 1; seed <= seeds; seed++) {
            for (RunConfig config : configs) {
                Race.Run run = race.run(config.withSeed(seed), point -> tell(config, point));
                laps.add(run.lap());
                String name = "%s-seed-%d.png".formatted(config.recipe().name(), seed);
                Pictures.write(run.pictures().grid(), out.resolve(name));
                standings = standings(configs, laps);
                write(standings);
            }
        }
        return standings;
    }

    private void tell(RunConfig config, Race.Point point) {
        told.accept(String.format(
                Locale.ROOT,
                "%s %.1f min: %s %.1f, coverage %.3f, %,d images seen",
                config.recipe().name(),
                point.seconds() / 60,
                distance(),
                point.frechet(),
                point.coverage(),
                point.images()));
    }

    private String distance() {
        return "FD[%s]".formatted(reference.space().name());
    }

    private RunConfig config(Recipe recipe) throws InterruptedException {
        Automatic.Machine machine = Automatic.Machine.here();
        RunConfig config = RunConfig.defaults()
                .withRecipe(recipe)
                .withData(data, source.shape())
                .withBudget(new Budget.Time(Math.max(1, Math.round(seconds))))
                .withDevice(machine.device())
                .withPrecision(machine.precision());
        if (!(recipe instanceof Recipe.Modern)) {
            return config;
        }
        Automatic suits = Automatic.of(source.shape(), source.count(), Symmetry.of(source, 1), machine);
        RunConfig fitting = config.withRecipe(suits.recipe());
        return suits.decays() ? Tempo.slowingDown(fitting, source) : fitting;
    }

    /** Results are passed on: where the images are on this machine is nobody's business. */
    private DataConfig named() {
        return switch (data) {
            case DataConfig.Dogs dogs -> dogs;
            case DataConfig.OnDisk files -> files.at(Path.of(name(files)));
        };
    }

    private static String name(DataConfig.OnDisk files) {
        return files.path().toAbsolutePath().getFileName().toString();
    }

    private String about() {
        String name = switch (data) {
            case DataConfig.Dogs _ -> "built-in drawings of dogs";
            case DataConfig.OnDisk files -> name(files);
        };
        return "%s: %,d images at %s".formatted(name, source.count(), source.shape());
    }

    private Standings standings(List<RunConfig> configs, List<Race.Lap> laps) {
        return new Standings(
                Environment.here(Engine.version()),
                about(),
                "%s %s".formatted(reference.space().name(), reference.space().hash()),
                reference.n(),
                reference.floor().frechet(),
                reference.floorKernel(),
                reference.floor().prdc().coverage(),
                reference.floor().prdc().recall(),
                configs.stream()
                        .map(config -> config.withData(named(), config.image()))
                        .toList(),
                List.copyOf(laps));
    }

    private void write(Standings standings) throws IOException {
        Files.writeString(out.resolve("results.json"), new Json().pretty(standings) + "\n");
        Files.writeString(out.resolve("table.md"), standings.table());
        String title = "%s; %,d pictures of either kind".formatted(about(), reference.n());
        ImageIO.write(
                RacePlot.of(title, distance(), standings.laps(), standings.floor()),
                "png",
                out.resolve("plot.png").toFile());
    }
}
