package dev.gannet.cli;

import dev.gannet.config.UserException;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.train.TrainedGenerator;
import java.io.IOException;
import java.nio.file.Files;
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

/** {@code gannet generate}. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {"Make pictures with a trained generator. The same seed gives the same bytes.", ""},
        footer = {
            "",
            "  gannet generate runs/00001-dogs-modern-32",
            "  gannet generate 00001-dogs-modern-32 --count 1000 --seed 7 --out pictures/",
            "  gannet generate 00002-photos-modern-64 --class husky",
            "  gannet generate 00002-photos-modern-64 --walk 11 --count 6"
        })
final class GenerateCommand implements Callable<Integer> {
    private static final int MOST = 100_000;
    private static final int SINGLES = 64;
    private static final int WALKS = 8;
    private static final int LONGEST = 1000; // pictures of a walk

    @Parameters(paramLabel = "RUN", description = "A run's folder, or its name in runs/.")
    private Path run = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "How many pictures (" + SINGLES + "), or walks (" + WALKS + ").")
    private Optional<Integer> count = Optional.empty();

    @Option(
            names = "--walk",
            paramLabel = "N",
            description =
                    "Walks instead of single pictures, N pictures each: from picture 0 to picture 1, from 1 to 2 and so on,"
                            + " the noise of the one turned evenly into that of the next. A grid has a row for each; a walk keeps the"
                            + " class of its first picture.")
    private Optional<Integer> walk = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Picture i follows from it and i (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description = "Only pictures of this class; for runs that were trained with --classes.")
    private Optional<String> ofClass = Optional.empty();

    @Option(names = "--newest", description = "Use the newest checkpoint, not the one whose pictures scored best.")
    private boolean newest;

    @Option(
            names = "--out",
            paramLabel = "FILE.png|DIR",
            description = "A file for one grid, or a folder for single pictures (generated.png in the run's folder).")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private Debug debug = new Debug();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        int each = walk.orElse(1);
        if (walk.isPresent() && (each < 2 || each > LONGEST)) {
            throw UserException.range("--walk", each, "2 to %,d pictures".formatted(LONGEST));
        }
        int rows = count.orElse(walk.isPresent() ? WALKS : SINGLES);
        checkCount(rows, MOST / each, "");
        RunDir source = RunDir.open(run);
        int most = (Integer.MAX_VALUE - 8) / source.config().image().bytes(); // a Java array holds them all
        checkCount(rows, most / each, " at this size");
        Path target = out.orElse(source.path().resolve("generated.png"));
        try (TrainedGenerator generator =
                newest ? TrainedGenerator.newest(source, this::warn) : TrainedGenerator.open(source, this::warn)) {
            Pictures pictures = made(generator, rows);
            tellStep(source, generator);
            if (target.toString().endsWith(".png")) {
                Pictures.write(walk.isPresent() ? pictures.grid(each) : pictures.grid(), target);
            } else {
                writeSingles(pictures, target);
            }
        } catch (IOException e) {
            throw RunDir.unwritable(target, e);
        }
        Objects.requireNonNull(spec).commandLine().getOut().println(target);
        return 0;
    }

    private static void checkCount(int rows, int most, String why) {
        if (rows < 1 || rows > most) {
            throw UserException.range("--count", rows, "1 to %,d%s".formatted(most, why));
        }
    }

    private Pictures made(TrainedGenerator generator, int rows) {
        if (walk.isPresent()) {
            return generator.walks(rows, walk.get(), seed, ofClass);
        }
        return ofClass.isPresent() ? generator.make(rows, seed, ofClass.get()) : generator.make(rows, seed);
    }

    /** Only if it is not the newest, which everybody expects. */
    private void tellStep(RunDir source, TrainedGenerator generator) {
        long step = generator.step();
        RunEvent.last(source.events().read(), RunEvent.Saved.class)
                .filter(saved -> generator.isScored() && saved.step() > step)
                .ifPresent(saved -> Objects.requireNonNull(spec)
                        .commandLine()
                        .getErr()
                        .println("note: step %,d, whose pictures scored best; --newest takes step %,d"
                                .formatted(step, saved.step())));
    }

    private void warn(String message) {
        Objects.requireNonNull(spec).commandLine().getErr().println("warning: " + message);
    }

    private static void writeSingles(Pictures pictures, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < pictures.count(); i++) {
            Pictures.write(pictures.single(i), folder.resolve("%06d.png".formatted(i)));
        }
    }
}
