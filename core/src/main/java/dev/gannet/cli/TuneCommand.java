package dev.gannet.cli;

import dev.gannet.benchmark.Tournament;
import dev.gannet.config.Budget;
import dev.gannet.config.DataConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.data.archive.Archives;
import dev.gannet.evaluate.Judge;
import dev.gannet.evaluate.Reference;
import dev.gannet.feature.FeatureChoice;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.run.RunDir;
import dev.gannet.tensor.Engine;
import dev.gannet.train.Automatic;
import dev.gannet.train.Symmetry;
import dev.gannet.train.Tempo;
import dev.gannet.train.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet tune}. */
@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = {
            "Let learning rates and penalties of recipe modern play against each other on your images, and train with the winner.",
            "",
            "Nine combinations train for a short time, all the same number of steps; the best three again, for longer and from"
                    + " another seed. The features that judge the pictures learn from your images first, for about a minute.",
            ""
        },
        footer = {"", "  gannet tune photos --for 20m", "  gannet tune photos --size 64 --for 1h --then 8h"})
final class TuneCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = DataOptions.KINDS + " Default: the built-in drawings of dogs.")
    private Optional<Path> path = Optional.empty();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "20m",
            description = "Training of the tournament, in all (${DEFAULT-VALUE}).")
    private String time = "";

    @Option(
            names = "--then",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "Training of the winner, from its first step (${DEFAULT-VALUE}).")
    private String then = "";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "As in train (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder; must be new (runs/NNNNN-...).")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private DataOptions images = new DataOptions();

    @Mixin
    private CacheOptions caching = new CacheOptions();

    @Mixin
    private ScoreOptions scores = new ScoreOptions();

    @Mixin
    private DashboardOptions dashboard = new DashboardOptions();

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter err = command.commandLine().getErr();
        dashboard.check();
        scores.check();
        out.ifPresent(RunDir::requireFree);
        double seconds = Budget.Time.parse(time).seconds();
        Budget.Time length = Budget.Time.parse("--then", then);
        Engine.start(Runtime.getRuntime().availableProcessors());
        DataConfig data = path.<DataConfig>map(Archives::recognise).orElse(DataConfig.Dogs.DEFAULT);
        try (Cache cache = caching.cache(Cache.Pictures.FILES);
                ScanLine line = new ScanLine(err, Terminal.attached());
                ImageSource source = images.open(data, new Sources(cache, Sources.MOST_BAD, line))) {
            line.close();
            RunConfig winner = winner(config(data, source, length), source, cache, seconds);
            RunDir run = out.map(folder -> RunDir.createAt(folder, winner))
                    .orElseGet(() -> RunDir.createIn(Path.of("runs"), winner));
            return dashboard.attend(err, winner, run, by -> Training.run(run, source, scores.judged(by, cache, err)));
        }
    }

    private RunConfig config(DataConfig data, ImageSource source, Budget length) {
        Automatic.Machine machine = Automatic.Machine.here();
        return RunConfig.defaults()
                .withData(data, source.shape())
                .withFraming(images.framing())
                .withBudget(length)
                .withDevice(machine.device())
                .withPrecision(machine.precision())
                .withSeed(seed);
    }

    private RunConfig winner(RunConfig base, ImageSource source, Cache cache, double seconds)
            throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter err = command.commandLine().getErr();
        Automatic suits =
                Automatic.of(source.shape(), source.count(), Symmetry.of(source, seed), Automatic.Machine.here());
        try (FeatureSpace space = LearningLine.open(new FeatureChoice.Auto(), source, cache, err)) {
            Reference reference = Reference.of(source, space, Judge.usual(source), 1);
            Tournament.Outcome outcome = Tournament.around(base, suits.recipe(), suits.decays())
                    .play(source, reference, seconds, err::println);
            command.commandLine().getOut().print(outcome.table());
            command.commandLine().getOut().flush();
            return suits.decays() ? Tempo.slowingDown(outcome.winner(), source) : outcome.winner();
        }
    }
}
