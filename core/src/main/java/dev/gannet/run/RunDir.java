package dev.gannet.run;

import dev.gannet.config.Json;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.Durable;
import dev.gannet.storage.RealDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one run: {@code config.json}, {@code events.jsonl}, {@code history.jsonl}, {@code reals.png},
 * {@code samples/}, {@code checkpoints/}, {@code run.lock}, and {@code tensorboard/} if that was asked for.
 *
 * @param path the folder
 */
public record RunDir(Path path) {
    private static final String CONFIG = "config.json";

    /**
     * Makes a numbered folder for a new run, such as {@code runs/00007-dogs-modern-32}, and writes its configuration.
     *
     * @throws UserException (resources) if it cannot be written
     */
    public static RunDir createIn(Path runs, RunConfig config) {
        String what = "%s-%s-%s"
                .formatted(
                        config.data().shortName(),
                        config.recipe().name(),
                        config.image().size());
        try {
            Files.createDirectories(runs);
            for (int number = last(runs) + 1; true; number++) {
                Path path = runs.resolve("%05d-%s".formatted(number, what));
                try {
                    return create(Files.createDirectory(path), config);
                } catch (FileAlreadyExistsException e) {
                    continue; // another run was started in between
                }
            }
        } catch (IOException e) {
            throw unwritable(runs, e);
        }
    }

    /**
     * Makes exactly this folder for a new run; it must be empty or not exist.
     *
     * @throws UserException (usage) if it holds something, (resources) if it cannot be written
     */
    public static RunDir createAt(Path path, RunConfig config) {
        try {
            Files.createDirectories(path);
            requireFree(path);
            return create(path, config);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Looks whether {@link #createAt} would take a folder, before much is done for the run.
     *
     * @throws UserException (usage) if it holds something, (resources) if it cannot be listed
     */
    public static void requireFree(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> children = Files.list(path)) {
            if (children.findAny().isPresent()) {
                throw UserException.usage("--out %s: is not empty; name a new folder".formatted(path));
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static RunDir create(Path path, RunConfig config) throws IOException {
        RunDir run = new RunDir(path);
        run.probe();
        Files.createDirectories(run.samples());
        run.write(config);
        return run;
    }

    /**
     * Tries what saving will need, before hours of training rely on it.
     *
     * @throws UserException (resources) naming the folder, the reason and the user
     */
    public void probe() {
        try {
            Durable.probe(new RealDisk(), path);
        } catch (IOException e) {
            throw new UserException(
                    Kind.RESOURCES,
                    "%s: user %s cannot save here: %s; choose another folder with --out"
                            .formatted(path, System.getProperty("user.name"), Durable.reason(e)),
                    e);
        }
    }

    /**
     * Writes what the run is asked to do from now on, the history first: should the process die in between, a resume knows
     * from it what happened.
     */
    public void write(Chapter chapter) throws IOException {
        JsonLines<Chapter> history = history();
        history.append(chapter);
        history.force();
        write(chapter.config());
    }

    private void write(RunConfig config) throws IOException {
        byte[] text = (new Json().pretty(config) + "\n").getBytes(StandardCharsets.UTF_8);
        Durable.replace(new RealDisk(), path.resolve(CONFIG), text);
    }

    private static int last(Path runs) throws IOException {
        try (Stream<Path> children = Files.list(runs)) {
            return children.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d{5}-.*"))
                    .mapToInt(name -> Integer.parseInt(name.substring(0, 5)))
                    .max()
                    .orElse(0);
        }
    }

    /** The failure of a write, in the user's words. */
    public static UserException unwritable(Path path, IOException e) {
        return new UserException(
                Kind.RESOURCES,
                "%s: cannot be written: %s; free some space or choose another folder with --out"
                        .formatted(path, Durable.reason(e)),
                e);
    }

    /**
     * A run that exists.
     *
     * @param path its folder, or its name in {@code runs/}
     * @throws UserException (usage) if there is none
     */
    public static RunDir open(Path path) {
        return find(path)
                .orElseThrow(() -> UserException.usage(
                        "%s: is not a run (it holds no config.json); 'gannet runs' lists the runs".formatted(path)));
    }

    /** As {@link #open}, for a path that may be something else. */
    public static Optional<RunDir> find(Path path) {
        return Stream.of(path, Path.of("runs").resolve(path))
                .filter(candidate -> Files.isRegularFile(candidate.resolve(CONFIG)))
                .map(RunDir::new)
                .findFirst();
    }

    /** Every run in a folder, by number. */
    public static List<RunDir> list(Path runs) {
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(runs)) {
            return children.filter(path -> Files.isRegularFile(path.resolve(CONFIG)))
                    .sorted()
                    .map(RunDir::new)
                    .toList();
        } catch (IOException e) {
            throw new UserException(Kind.RESOURCES, "%s: cannot be listed: %s".formatted(runs, Durable.reason(e)), e);
        }
    }

    /** What the run was asked to do. */
    public RunConfig config() {
        Path file = path.resolve(CONFIG);
        try {
            return new Json().read(Files.readString(file), RunConfig.class, file.toString());
        } catch (IOException e) {
            throw new UserException(Kind.RESOURCES, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** What it is called: its folder's name. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Where the sample grids are. */
    public Path samples() {
        return path.resolve("samples");
    }

    /** Where the files for TensorBoard are, if there are any. */
    public Path tensorboard() {
        return path.resolve("tensorboard");
    }

    /** Where the checkpoints are. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** One line of JSON for everything that happened. */
    public JsonLines<RunEvent> events() {
        return new JsonLines<>(path.resolve("events.jsonl"), RunEvent.class);
    }

    /** One line of JSON for every time that the run was started or resumed. */
    public JsonLines<Chapter> history() {
        return new JsonLines<>(path.resolve("history.jsonl"), Chapter.class);
    }

    /** Held by the process that trains. */
    public Path lock() {
        return path.resolve("run.lock");
    }
}
