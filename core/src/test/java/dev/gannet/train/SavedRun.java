package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.checkpoint.TrainState;
import dev.gannet.run.Environment;
import dev.gannet.run.RunDir;
import dev.gannet.storage.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Everything that a run has written and that no clock is in, by name: what must be equal for two runs to be the same. */
public final class SavedRun {
    private static final Environment NOWHERE = new Environment("", "", "", "", "");

    private SavedRun() {}

    /** The newest checkpoint's files, its counters, the events and all grids that the events know of. */
    public static Map<String, String> content(RunDir run) throws IOException {
        CheckpointStore store = Training.store(run);
        long step = store.steps().getLast();
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(store.at(step))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".safetensors")) {
                    content.put(name, hex(file));
                }
            }
        }
        content.put("state", withoutClock(new Checkpoints(store).state(step)).toString());
        List<String> events = Files.readAllLines(run.path().resolve("events.jsonl"));
        for (int i = 0; i < events.size(); i++) {
            String event = events.get(i).replaceAll("\"(seconds|imagesPerSecond|waiting|time)\":[^,}]+", "");
            content.put("event %04d".formatted(i), event);
        }
        for (Path grid : grids(run)) {
            content.put(grid.getFileName().toString(), hex(grid));
        }
        return content;
    }

    /** Where two runs' content differs. */
    public static List<String> differences(Map<String, String> expected, Map<String, String> found) {
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(expected.get(name), found.get(name)))
                .map(name -> "%s: expected %s, got %s".formatted(name, expected.get(name), found.get(name)))
                .toList();
    }

    /** Only those that the events name: a run that was stopped has drawn one more, at the step where it stopped. */
    private static List<Path> grids(RunDir run) {
        return run.events().read().stream()
                .filter(dev.gannet.run.RunEvent.Sample.class::isInstance)
                .map(event -> run.path().resolve(((dev.gannet.run.RunEvent.Sample) event).file()))
                .toList();
    }

    /** The events' position counts digits of times, so it goes with them. */
    static TrainState withoutClock(TrainState state) {
        return new TrainState(
                state.step(),
                0,
                state.lossD(),
                state.lossG(),
                state.recovery(),
                state.confident(),
                state.strength(),
                state.lost(),
                0,
                state.data(),
                NOWHERE);
    }

    private static String hex(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        return HexFormat.of().formatHex(dev.gannet.Tensors.sha256(content));
    }
}
