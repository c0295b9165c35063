package dev.gannet.cli;

import dev.gannet.config.Choices;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Json;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Size;
import dev.gannet.config.UserException;
import dev.gannet.data.Cache;
import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.data.archive.Archives;
import dev.gannet.evaluate.Evaluation;
import dev.gannet.evaluate.NearestSheet;
import dev.gannet.evaluate.PairSheet;
import dev.gannet.evaluate.Reference;
import dev.gannet.evaluate.Report;
import dev.gannet.evaluate.Sample;
import dev.gannet.feature.FeatureChoice;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.tensor.Engine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gannet evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Say how good made pictures are: of a run's best generator, or of any program in a folder. Every number stands"
                    + " beside what real pictures get against other real ones.",
            ""
        },
        footer = {
            "",
            "  gannet evaluate 00001-dogs-modern-32",
            "  gannet evaluate 00001-dogs-modern-32 --sheet nearest.png --pairs pairs.png",
            "  gannet evaluate pictures/ --data photos --size 64",
            "  gannet evaluate --real-stats real.npz --fake-features made.npy"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "RUN|PICTURES",
            description = "A run's folder, or its name in runs/; or a folder or archive of made pictures.")
    private Optional<Path> made = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DATA|RUN",
            description = "The real images, or a run that has them (those that the run was trained on).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--held-out",
            paramLabel = "DATA",
            description =
                    "Real images that were not trained on: the scale for copies (those that the run held out, if any).")
    private Optional<Path> heldOut = Optional.empty();

    @Option(
            names = "--n",
            paramLabel = "N",
            description = "How many made pictures, and as many real ones (5000, at most half of the real ones).")
    private Optional<Integer> n = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of which pictures are made and drawn, and of all else that is random (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--features",
            paramLabel = "NAME",
            description =
                    "In which pictures are compared: cls, a classifier of the data's own labels; ssl, a network that learns"
                            + " from the pictures alone; rf, one that has learned nothing; auto, cls where there are labels,"
                            + " else ssl (auto).")
    private Optional<String> features = Optional.empty();

    @Option(
            names = "--inception",
            paramLabel = "FILE.pt",
            description =
                    "Compute the standard FID, with your copy of inception-2015-12-05.pt. The file is a program and is run.")
    private Optional<Path> inception = Optional.empty();

    @Option(
            names = "--sheet",
            paramLabel = "FILE.png",
            description = "Draw 16 made pictures, each beside the training images nearest to it.")
    private Optional<Path> sheet = Optional.empty();

    @Option(
            names = "--pairs",
            paramLabel = "FILE.png",
            description =
                    "Draw the 16 pairs of made pictures that are nearest to each other, and the 16 real pictures that are"
                            + " farthest from all made ones.")
    private Optional<Path> pairs = Optional.empty();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Mixin
    private FeatureFiles files = new FeatureFiles();

    @Mixin
    private DataOptions images = new DataOptions();

    @Mixin
    private CacheOptions caching = new CacheOptions();

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        PrintWriter err = command.getErr();
        if (files.given()) {
            files.compare(command.getOut(), json, seed, given(command));
            return 0;
        }
        Path path = made.orElseThrow(() -> UserException.usage(
                "nothing to evaluate; expected a run, a folder of pictures, or --real-features and --fake-features"));
        FeatureChoice choice = choice();
        Engine.start(Runtime.getRuntime().availableProcessors());
        try (Cache cache = caching.cache(Cache.Pictures.FILES);
                ScanLine line = new ScanLine(err, Terminal.attached())) {
            Sources sources = new Sources(cache, 1, line);
            Optional<RunDir> run = RunDir.find(path);
            try (ImageSource all = run.isPresent() ? real(run.get(), sources) : real(sources)) {
                HoldOut parts = parts(all, run);
                try (Made pictures = run.isPresent()
                                ? Made.of(run.get(), message -> err.println("warning: " + message))
                                : Made.of(path, sources, all.shape(), images.framing());
                        FeatureSpace space = LearningLine.open(choice, parts.training(), cache, err)) {
                    evaluate(parts.training(), pictures, space, heldOut(sources, parts.heldOut()));
                }
            }
        }
        return 0;
    }

    /** What this was given: pictures, and options by their names. */
    private List<String> given(CommandLine command) {
        Stream<String> options =
                command.getParseResult().matchedOptions().stream().map(option -> option.longestName());
        return Stream.concat(made.map(Path::toString).stream(), options).toList();
    }

    private FeatureChoice choice() {
        if (inception.isPresent() && features.isPresent()) {
            throw UserException.usage("--features and --inception exclude each other");
        }
        return inception
                .<FeatureChoice>map(FeatureChoice.Standard::new)
                .orElseGet(() -> Choices.named("--features", features.orElse("auto"), FeatureChoice.byName()));
    }

    /** The images that a run was trained on, or others in the same shape. */
    private ImageSource real(RunDir run, Sources sources) throws InterruptedException {
        RunConfig config = run.config();
        return sources.open(
                data.map(path -> config.withData(dataOf(path), config.image())).orElse(config));
    }

    private static DataConfig dataOf(Path path) {
        return RunDir.find(path).map(run -> run.config().data()).orElseGet(() -> Archives.recognise(path));
    }

    /** The images that pictures of any origin are compared with. */
    private ImageSource real(Sources sources) throws InterruptedException {
        Path path = data.orElseThrow(
                () -> UserException.usage("%s: is not a run; to evaluate pictures, name the real images with --data"
                        .formatted(made.orElseThrow())));
        Optional<RunDir> run = RunDir.find(path);
        if (run.isPresent()) {
            return sources.open(run.get().config());
        }
        DataConfig.OnDisk real = Archives.recognise(path);
        return sources.open(real, images.size(real), images.channels(), images.framing());
    }

    /** The images of a run in two parts, if it has held any out; else, or if others are named, all in one. */
    private HoldOut parts(ImageSource all, Optional<RunDir> run) {
        Optional<RunConfig> config = data.isPresent() ? Optional.empty() : run.map(RunDir::config);
        return HoldOut.of(
                all,
                config.map(RunConfig::holdOut).orElse(0),
                config.map(RunConfig::seed).orElse(0L));
    }

    /** Those that are named, else those that the run has held out, if any. */
    private Optional<Pictures> heldOut(Sources sources, ImageSource own) throws InterruptedException {
        if (heldOut.isEmpty()) {
            int count = Math.min(Reference.USUAL, own.count());
            return count == 0
                    ? Optional.empty()
                    : Optional.of(Sample.of(own, count, seed).pictures());
        }
        ImageShape shape = own.shape();
        try (ImageSource source = sources.open(
                Archives.recognise(heldOut.get()), size(shape), Optional.of(shape.channels()), images.framing())) {
            return Optional.of(Sample.of(source, Math.min(source.count(), Reference.usual(source)), seed)
                    .pictures());
        }
    }

    private void evaluate(ImageSource real, Made pictures, FeatureSpace space, Optional<Pictures> others)
            throws InterruptedException {
        CommandLine command = Objects.requireNonNull(spec).commandLine();
        int usual = Math.min(Reference.usual(real), pictures.most());
        if (n.orElse(usual) > pictures.most()) {
            throw UserException.range(
                    "--n", n.orElse(usual), "no more than there are made pictures, %,d".formatted(pictures.most()));
        }
        Reference reference = Reference.of(real, space, n.orElse(usual), seed);
        Pictures made = pictures.make(reference.n(), seed);
        Report report = new Evaluation(reference, others)
                .of(pictures.describe(), real.describe(), made, pictures.asked(reference.n(), seed));
        if (sheet.isPresent()) {
            report = report.with(draw(sheet.get(), new NearestSheet(real, space), made));
        }
        if (json) {
            command.getOut().println(new Json().line(report));
        } else {
            EvaluationTable.print(report, command.getOut());
        }
        sheet.ifPresent(file -> command.getErr()
                .println(("sheet     %s: made pictures, each before the 3 training images nearest by pixels and the 3"
                                + " nearest by features. Near ones alone do not prove copying, nor far ones its absence.")
                        .formatted(file)));
        if (pairs.isPresent()) {
            write(pairs.get(), new PairSheet(reference).of(made));
            command.getErr()
                    .println(
                            ("pairs     %s: above, the made pictures nearest to each other by pixels, in pairs; below, the real"
                                            + " ones farthest from all made ones by features, each before the made one nearest to it.")
                                    .formatted(pairs.get()));
        }
    }

    private static List<Report.Neighbours> draw(Path file, NearestSheet sheet, Pictures made) {
        List<Report.Neighbours> found = sheet.find(made);
        write(file, sheet.draw(made, found));
        return found;
    }

    private static void write(Path file, BufferedImage sheet) {
        try {
            Pictures.write(sheet, file);
        } catch (IOException e) {
            throw RunDir.unwritable(file, e);
        }
    }

    private static Size size(ImageShape shape) {
        return new Size(shape.width(), shape.height());
    }
}
