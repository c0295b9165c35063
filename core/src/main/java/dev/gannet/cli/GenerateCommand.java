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
            "  gannet generate 00002-photos-modern-64 --class husky"
        })
final class GenerateCommand implements Callable<Integer> {
    private static final int MOST = 100_000;

    @Parameters(paramLabel = "RUN", description = "A run's folder, or its name in runs/.")
    private Path run = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "64",
            description = "How many pictures (${DEFAULT-VALUE}).")
    private int count;

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
        if (count < 1 || count > MOST) {
            throw UserException.range("--count", count, "1 to %,d".formatted(MOST));
        }
        RunDir source = RunDir.open(run);
        int bytes = source.config().image().bytes();
        int most = (Integer.MAX_VALUE - 8) / bytes; // a Java array holds them all
        if (count > most) {
            throw UserException.range("--count", count, "1 to %,d at this size".formatted(most));
        }
        Path target = out.orElse(source.path().resolve("generated.png"));
        try (TrainedGenerator generator =
                newest ? TrainedGenerator.newest(source, this::warn) : TrainedGenerator.open(source, this::warn)) {
            Pictures pictures =
                    ofClass.isPresent() ? generator.make(count, seed, ofClass.get()) : generator.make(count, seed);
            tellStep(source, generator);
            if (target.toString().endsWith(".png")) {
                Pictures.write(pictures.grid(), target);
            } else {
                writeSingles(pictures, target);
            }
        } catch (IOException e) {
            throw RunDir.unwritable(target, e);
        }
        Objects.requireNonNull(spec).commandLine().getOut().println(target);
        return 0;
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
