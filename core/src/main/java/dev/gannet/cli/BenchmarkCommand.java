package dev.gannet.cli;

import dev.gannet.benchmark.QualityRace;
import dev.gannet.config.Budget;
import dev.gannet.config.Choices;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.UserException;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.data.archive.Archives;
import dev.gannet.evaluate.Reference;
import dev.gannet.feature.FeatureChoice;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.tensor.Engine;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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

/** {@code gannet benchmark}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = {
            "Compare recipes on your images and this machine: the same seconds of training for each, from several seeds.",
            "",
            "Nothing else should run meanwhile. Evaluations do not count as training.",
            ""
        },
        footer = {
            "",
            "  gannet benchmark quality fashion-mnist --size 32 --for 10m --seeds 3 --out docs/results/fashion-mnist"
        },
        subcommands = BenchmarkCommand.Quality.class)
final class BenchmarkCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec command = Objects.requireNonNull(spec);
        command.commandLine().usage(command.commandLine().getOut());
    }

    /** {@code gannet benchmark quality}. */
    @Command(
            name = "quality",
            mixinStandardHelpOptions = true,
            description = "Whose pictures are nearer to the real ones, over the time.")
    static final class Quality implements Callable<Integer> {
        @Parameters(
                arity = "0..1",
                paramLabel = "PATH",
                description = DataOptions.KINDS + " Default: the built-in drawings of dogs.")
        private Optional<Path> path = Optional.empty();

        @Option(
                names = "--recipes",
                split = ",",
                paramLabel = "NAME,...",
                defaultValue = "dcgan,modern",
                description = "Which (${DEFAULT-VALUE}).")
        private List<String> recipes = List.of();

        @Option(
                names = "--for",
                paramLabel = "TIME",
                defaultValue = "10m",
                description = "Training of each recipe from each seed (${DEFAULT-VALUE}).")
        private String time = "";

        @Option(
                names = "--moments",
                paramLabel = "N",
                defaultValue = "8",
                description = "Comparisons in each, at equal distances (${DEFAULT-VALUE}).")
        private int moments;

        @Option(
                names = "--seeds",
                paramLabel = "N",
                defaultValue = "3",
                description = "Trainings of each recipe (${DEFAULT-VALUE}).")
        private int seeds;

        @Option(names = "--n", paramLabel = "N", description = "Pictures of either kind in a comparison (up to 5000).")
        private Optional<Integer> n = Optional.empty();

        @Option(
                names = "--features",
                paramLabel = "NAME",
                defaultValue = "auto",
                description = "In which pictures are compared, as in evaluate (${DEFAULT-VALUE}).")
        private String features = "";

        @Option(
                names = "--out",
                paramLabel = "DIR",
                defaultValue = "benchmark",
                description = "Where results.json, table.md, plot.png and the pictures go (${DEFAULT-VALUE}).")
        private Path out = Path.of("");

        @Mixin
        private DataOptions images = new DataOptions();

        @Mixin
        private CacheOptions caching = new CacheOptions();

        @Mixin
        private Debug debug = new Debug();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            CommandSpec command = Objects.requireNonNull(spec);
            PrintWriter err = command.commandLine().getErr();
            if (seeds < 1 || moments < 1) {
                throw UserException.usage("--seeds and --moments: expected 1 or more");
            }
            FeatureChoice choice = Choices.named("--features", features, FeatureChoice.byName());
            double seconds = Budget.Time.parse(time).seconds();
            List<Recipe> runners = recipes.stream()
                    .map(name -> Choices.named("--recipes", name, Recipe.byName()))
                    .toList();
            Engine.start(Runtime.getRuntime().availableProcessors());
            DataConfig data = path.<DataConfig>map(Archives::recognise).orElse(DataConfig.Dogs.DEFAULT);
            try (Cache cache = caching.cache(Cache.Pictures.FILES);
                    ScanLine line = new ScanLine(err, Terminal.attached());
                    ImageSource source = images.open(data, new Sources(cache, Sources.MOST_BAD, line))) {
                line.close();
                runners.forEach(recipe -> recipe.check(source.shape())); // before a minute of learning features
                try (FeatureSpace space = LearningLine.open(choice, source, cache, err)) {
                    Reference reference = Reference.of(source, space, n.orElse(Reference.usual(source)), 1);
                    QualityRace race = new QualityRace(data, source, reference, seconds, moments, out, err::println);
                    command.commandLine()
                            .getOut()
                            .println(race.run(runners, seeds).table());
                }
            }
            return 0;
        }
    }
}
