package dev.gannet.cli;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.paper.StepText;
import dev.gannet.paper.Words;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunStatus;
import dev.gannet.storage.Retention;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.train.Board;
import dev.gannet.train.Milestones;
import dev.gannet.train.Resumption;
import dev.gannet.train.Supervision;
import dev.gannet.train.Training;
import dev.gannet.train.Visit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/** {@code gannet lesson}. */
@Command(
        name = "lesson",
        mixinStandardHelpOptions = true,
        description = {
            "How a GAN learns, in a browser: one step of a real training, stop by stop, at three points of the training, with"
                    + " questions; and what happens when one network is far ahead of the other.",
            "",
            "The first time, it trains on the built-in drawings of dogs: one or two minutes, which can be watched. Nothing is"
                    + " downloaded.",
            "",
            "--plain tells about one step, the one after the newest checkpoint, in this terminal: pictures, numbers, words.",
            ""
        },
        footer = {
            "",
            "  gannet lesson",
            "  gannet lesson 00001-photos-dcgan-64    the same with a run of yours",
            "  gannet lesson --plain                  one step in this terminal"
        })
final class LessonCommand implements Callable<Integer> {
    private static final int STEPS = 3000;
    /** Small: forty steps a second on two cores. */
    private static final Recipe SMALL =
            new Recipe.Dcgan(64, 16, Recipe.Dcgan.TUTORIAL.game().withBatch(32).withLr(0.0005));

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "A run of yours instead of the lesson's own.")
    private Optional<Path> name = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/lesson",
            description = "The folder of the lesson's own run (${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "" + STEPS,
            hidden = true,
            description = "Steps of the lesson's own run.")
    private long steps;

    @Option(
            names = "--plain",
            description =
                    "One step in this terminal, stop by stop, and no pages; all of it at once if nobody types. NO_COLOR=1 does"
                            + " without colours.")
    private boolean plain;

    @Mixin
    private LanguageOption language = new LanguageOption();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Mixin
    private CacheOptions caching = new CacheOptions();

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        Words words = language.words();
        RunDir run = name.map(RunDir::open).orElseGet(this::own);
        try (Cache cache = caching.cache(Cache.Pictures.FILES);
                ScanLine line = new ScanLine(err, Terminal.attached());
                ImageSource images = new Sources(cache, 1, line).open(run.config())) {
            line.close();
            return plain ? inTerminal(err, run, images, words) : inPages(err, run, images);
        }
    }

    private int inTerminal(PrintWriter err, RunDir run, ImageSource images, Words words)
            throws InterruptedException, IOException {
        int code = prepared(err, run, images);
        if (code != 0) {
            return code;
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<List<String>> stops = StepText.of(LastStep.of(run, images), words, Terminal.coloured());
        Reading reading = new Reading(out, StepText.prompt(words));
        if (Terminal.attached()) {
            reading.slowly(stops, new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        } else {
            reading.all(stops);
        }
        return 0;
    }

    private int inPages(PrintWriter err, RunDir run, ImageSource images) throws InterruptedException {
        Board board = new Board(run, run.config(), Ask.ofVisit());
        try (Pages open = Pages.open(err, Pages.site(run, "lesson", true, board), pages.binding())) {
            int code = prepared(err, run, images);
            if (code != 0) {
                return code;
            }
            err.println("look     measures how far the images of each checkpoint are from real ones");
            List<DebugView.Chapter> chapters = Milestones.of(run, images);
            if (chapters.isEmpty()) {
                throw new UserException(
                        Kind.CHECKPOINT, "%s: has no checkpoint yet; train it a little first".formatted(run.path()));
            }
            try (Signals signals = Signals.listen();
                    Visit visit = Visit.through(run, images, board, chapters)) {
                return Pages.untilStopped(err, signals);
            }
        }
    }

    /** The lesson's own run trains before its first time; the exit code, if it was stopped. */
    private int prepared(PrintWriter err, RunDir run, ImageSource images) throws InterruptedException {
        boolean ready = name.isPresent() || RunStatus.of(run).state() == RunStatus.State.FINISHED;
        return ready ? 0 : train(err, run, run.config(), images);
    }

    private RunDir own() {
        return Files.exists(out.resolve("config.json")) ? RunDir.open(out) : RunDir.createAt(out, config());
    }

    private RunConfig config() {
        return RunConfig.defaults()
                .withData(DataConfig.Dogs.DEFAULT, new ImageShape(3, 32))
                .withRecipe(SMALL)
                .withBudget(new Budget.Steps(steps))
                .withCadence(new Cadence(25, 50, 100))
                .withThreads(Runtime.getRuntime().availableProcessors());
    }

    private static int train(PrintWriter err, RunDir run, RunConfig config, ImageSource images)
            throws InterruptedException {
        return new Progress(err, config, Terminal.attached()).attend(run, by -> {
            Supervision keeping = by.keeping(new Retention(Integer.MAX_VALUE));
            return run.events().read().isEmpty()
                    ? Training.run(run, images, keeping)
                    : Training.resume(run, Resumption.EXACT, Sources.quiet(), keeping);
        });
    }
}
