package dev.gannet.cli;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.Choices;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Device;
import dev.gannet.config.Precision;
import dev.gannet.config.RunConfig;
import dev.gannet.data.Cache;
import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.data.archive.Archives;
import dev.gannet.run.RunDir;
import dev.gannet.tensor.Engine;
import dev.gannet.train.Automatic;
import dev.gannet.train.Tempo;
import dev.gannet.train.Training;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Train a generator and a discriminator against each other.",
            "",
            "In every step the generator turns noise into images; the discriminator learns to tell them from real ones;"
                    + " then the generator learns from the discriminator what would have passed for real. An epoch is as"
                    + " many steps as it takes to see every real image once.",
            ""
        },
        footer = {
            "",
            "The run folder holds config.json, events.jsonl, reals.png, samples/step-*.png and checkpoints/. Ctrl-C"
                    + " finishes the step, saves everything and exits with 130.",
            "",
            "  gannet train                           built-in dogs, 32 pixels, five minutes",
            "  gannet train photos --size 64 --for 2h",
            "  gannet train fashion-mnist --loss hinge --epochs 20"
        })
final class TrainCommand implements Callable<Integer> {
    private static final String AUTO = "auto";

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = DataOptions.KINDS + " Default: the built-in drawings of dogs.")
    private Optional<Path> path = Optional.empty();

    @Mixin
    private GameOptions game = new GameOptions();

    @Mixin
    private DataOptions images = new DataOptions();

    @Mixin
    private CacheOptions caching = new CacheOptions();

    @Option(
            names = "--allow-bad",
            description = "Train although more than 5 %% of the pictures cannot be used (they are in rejected.tsv).")
    private boolean allowBad;

    @ArgGroup
    private Length length = new Length();

    /** At most one of three. */
    static final class Length {
        @Option(
                names = "--for",
                paramLabel = "TIME",
                description = "Train so long: 90s, 10m, 1h30m (the drawings 5m, else by --auto).")
        private Optional<String> time = Optional.empty();

        @Option(names = "--steps", paramLabel = "N", description = "Train so many steps.")
        private Optional<Long> steps = Optional.empty();

        @Option(names = "--epochs", paramLabel = "N", description = "Train so many passes over the data.")
        private Optional<Integer> epochs = Optional.empty();

        boolean isAsked() {
            return time.isPresent() || steps.isPresent() || epochs.isPresent();
        }

        Budget budget() {
            if (steps.isPresent()) {
                return new Budget.Steps(steps.get());
            }
            if (epochs.isPresent()) {
                return new Budget.Epochs(epochs.get());
            }
            return time.map(Budget.Time::parse).orElse(new Budget.Time(300));
        }
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "All randomness follows from it (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = AUTO,
            description = "auto, cpu or cuda; auto takes the first NVIDIA GPU if there is one and GANNET_CUDA=1 was set"
                    + " (${DEFAULT-VALUE}).")
    private String device = "";

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = AUTO,
            description = "auto, fp32 or bf16; auto takes bf16 on GPUs and where this CPU computes it in hardware"
                    + " (${DEFAULT-VALUE}).")
    private String precision = "";

    @Option(names = "--threads", paramLabel = "N", description = "CPU threads (as many as there are cores).")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "The run's folder; must be new (runs/NNNNN-...).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--init-from",
            paramLabel = "FILE|DIR",
            description = "Begin with the weights in a .safetensors file, or in a checkpoint's folder.")
    private Optional<Path> initFrom = Optional.empty();

    @Option(
            names = "--hold-out",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Never train on N of the images. The doctor then tells whether the networks learn images by heart; a"
                            + " tenth of the images, and a hundred at least, serve well (${DEFAULT-VALUE}).")
    private int holdOut;

    @Mixin
    private ScoreOptions scores = new ScoreOptions();

    @Mixin
    private DashboardOptions dashboard = new DashboardOptions();

    @Option(names = "--dry-run", description = "Print the networks, the data and the expected time, and stop.")
    private boolean dryRun;

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter err = command.commandLine().getErr();
        boolean terminal = Terminal.attached();
        dashboard.check();
        scores.check();
        RunConfig asked = config();
        try (Cache cache = caching.cache(Cache.Pictures.FILES);
                ScanLine line = new ScanLine(err, terminal);
                ImageSource source =
                        images.open(asked.data(), new Sources(cache, allowBad ? 1 : Sources.MOST_BAD, line))) {
            line.close();
            HoldOut.of(source, holdOut, asked.seed()); // refused before there is a run
            RunConfig config = fitting(asked.withData(asked.data(), source.shape()), source, err);
            if (dryRun) {
                new Plan(config, source).print(command.commandLine().getOut());
                return 0;
            }
            RunDir run = out.map(folder -> RunDir.createAt(folder, config))
                    .orElseGet(() -> RunDir.createIn(Path.of("runs"), config));
            return dashboard.attend(err, config, run, by -> Training.run(run, source, scores.judged(by, cache, err)));
        }
    }

    private RunConfig fitting(RunConfig asked, ImageSource source, PrintWriter err) throws InterruptedException {
        Optional<Automatic> suits = game.automatic(
                source, asked.seed(), new Automatic.Machine(asked.device(), asked.threads(), asked.precision()));
        suits.map(Automatic::reasons).orElse(List.of()).stream()
                .filter(choice -> !isAsked(choice.setting()))
                .map(choice ->
                        "auto     %s: %s; %s".formatted(choice.setting().label(), choice.value(), choice.reason()))
                .forEach(err::println);
        RunConfig config = asked.withRecipe(game.fitting(source, suits));
        if (suits.isPresent() && !isAsked(Automatic.Setting.TIME)) {
            config = config.withBudget(suits.get().time());
        }
        boolean decays = suits.filter(Automatic::decays).isPresent() && !isAsked(Automatic.Setting.DECAY);
        if (decays && config.budget() instanceof Budget.Time time) {
            err.println("auto     how many steps fit into %s is measured now, for 12 s at most".formatted(time));
        }
        return decays ? Tempo.slowingDown(config, source) : config;
    }

    private boolean isAsked(Automatic.Setting setting) {
        return switch (setting) {
            case TIME -> length.isAsked() || path.isEmpty(); // the drawings have their time
            case SCORES -> scores.isAsked();
            case DEVICE -> !device.equals(AUTO);
            case PRECISION -> !precision.equals(AUTO);
            case NETWORKS, BATCH, LEARNING_RATE, DECAY, PENALTY, AUGMENT, MIRROR, PICTURES -> game.isAsked(setting);
        };
    }

    private RunConfig config() {
        Device on = device();
        DataConfig data = path.<DataConfig>map(Archives::recognise).orElse(DataConfig.Dogs.DEFAULT);
        return new RunConfig(
                data,
                images.size(data).shape(images.channels().orElse(3)),
                images.framing(),
                game.asked(),
                length.budget(),
                on,
                precision(on),
                threads.orElse(Runtime.getRuntime().availableProcessors()),
                seed,
                Cadence.DEFAULT,
                initFrom,
                holdOut);
    }

    private Device device() {
        Map<String, Device> known = Device.byName();
        known.put(AUTO, Engine.fastestDevice());
        Device chosen = Choices.named("--device", device, known);
        Engine.require(chosen); // refused before there is a run
        return chosen;
    }

    private Precision precision(Device on) {
        Map<String, Precision> known = Precision.byName();
        known.put(AUTO, Engine.fastestPrecision(on));
        return Choices.named("--precision", precision, known);
    }
}
