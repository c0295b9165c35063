package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.checkpoint.Choice;
import dev.gannet.config.Choices;
import dev.gannet.config.KnownClass;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Manifest;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The generator of a run's best or newest checkpoint, ready to make pictures. Belongs to one thread. */
public final class TrainedGenerator implements AutoCloseable {
    private final RunConfig config;
    private final Gan gan;
    private final Manifest manifest;

    private TrainedGenerator(RunConfig config, Gan gan, Manifest manifest) {
        this.config = config;
        this.gan = gan;
        this.manifest = manifest;
    }

    /**
     * Loads the one whose pictures scored best, or the newest if none were scored.
     *
     * @param notice told, in one line each, which newer checkpoints cannot be used and why
     * @throws UserException (checkpoint) if there is none that can be used
     */
    public static TrainedGenerator open(RunDir run, Consumer<String> notice) {
        return open(run, Choice.best(Training.store(run)), notice);
    }

    /** As {@link #open}, of the newest checkpoint, however good it is. */
    public static TrainedGenerator newest(RunDir run, Consumer<String> notice) {
        return open(run, Choice.newest(Training.store(run)), notice);
    }

    private static TrainedGenerator open(RunDir run, Choice choice, Consumer<String> notice) {
        RunConfig config = run.config();
        CheckpointStore store = Training.store(run);
        if (choice.chosen().isEmpty() && choice.rejected().isEmpty()) {
            throw new UserException(
                    Kind.CHECKPOINT, "%s: has no checkpoint yet; train it a little first".formatted(run.path()));
        }
        Manifest manifest = choice.orThrow(run.path().toString());
        choice.notices().forEach(notice);
        Engine.start(config.threads());
        Gan gan = Models.of(config.recipe(), config.image(), new Noise(config.seed()));
        try {
            new Checkpoints(store)
                    .load(manifest.step(), Map.of(gan.shownAs(), gan.shown().state()));
        } catch (RuntimeException e) {
            gan.close();
            throw e;
        }
        return new TrainedGenerator(config, gan, manifest);
    }

    /** Steps that it had been trained for. */
    public long step() {
        return manifest.step();
    }

    /** Whether its pictures were scored, which is then why it was taken. */
    public boolean isScored() {
        return manifest.score().isPresent();
    }

    /** New pictures, of all classes if it knows of any; picture i depends on the weights, {@code seed} and i alone. */
    public Pictures make(int count, long seed) {
        return painter(seed).singles(count, OptionalInt.empty());
    }

    /** The name of the class of each of the pictures that {@link #make(int, long)} makes; none if it knows of no classes. */
    public List<String> classes(int count, long seed) {
        List<KnownClass> known = config.recipe().classes();
        if (known.isEmpty()) {
            return List.of();
        }
        Casting casting = new Casting(known);
        return IntStream.range(0, count)
                .mapToObj(i -> known.get(casting.drawn(new Noise(seed), i)).name())
                .toList();
    }

    /**
     * New pictures of one class.
     *
     * @throws UserException (usage) if it knows of no such class
     */
    public Pictures make(int count, long seed, String ofClass) {
        return painter(seed).singles(count, OptionalInt.of(numberOf(ofClass)));
    }

    /**
     * Ways from picture to picture, those of {@link #make}: noise that turns evenly from that of picture i to that of picture
     * i + 1.
     *
     * @param ways how many; way i begins with picture i
     * @param each pictures of each, both ends among them: 2 or more
     * @param ofClass the class of all; else that of the picture with which a way begins
     * @throws UserException (usage) if it knows of no such class
     */
    public Pictures walks(int ways, int each, long seed, Optional<String> ofClass) {
        OptionalInt number = ofClass.isPresent() ? OptionalInt.of(numberOf(ofClass.get())) : OptionalInt.empty();
        return painter(seed).walks(ways, each, number);
    }

    private int numberOf(String ofClass) {
        List<String> names =
                config.recipe().classes().stream().map(KnownClass::name).toList();
        if (names.isEmpty()) {
            throw UserException.usage(
                    "--class %s: this run was trained without classes; train one with --classes".formatted(ofClass));
        }
        if (!names.contains(ofClass)) {
            throw UserException.usage("--class %s: did you mean '%s'? known: %s"
                    .formatted(ofClass, Choices.nearest(ofClass, names), String.join(", ", names)));
        }
        return names.indexOf(ofClass);
    }

    private Painter painter(long seed) {
        return new Painter(gan.shown(), config.recipe(), config.image(), new Noise(seed));
    }

    @Override
    public void close() {
        gan.close();
    }
}
