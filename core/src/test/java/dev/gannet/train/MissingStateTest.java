package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.checkpoint.Recovery;
import dev.gannet.checkpoint.TrainState;
import dev.gannet.config.Budget;
import dev.gannet.config.Json;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.run.Environment;
import dev.gannet.run.RunDir;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Manifest;
import dev.gannet.storage.Safetensors;
import dev.gannet.storage.Safetensors.Entry;
import dev.gannet.tensor.Engine;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Leaves out one item of a checkpoint after the other: a resumed run must then end differently, or the item was not needed,
 * or the comparison blind.
 */
@TestInstance(Lifecycle.PER_CLASS) // one run, of which each test damages a copy
class MissingStateTest {
    @TempDir
    private Path folder = Path.of("");

    private RunDir template = new RunDir(folder);
    private Map<String, String> expected = Map.of();

    /** One item, and how a checkpoint looks that forgot it. */
    record Item(String name, UnaryOperator<TrainState> state, String group, Predicate<String> tensors) {
        static Item tensors(String group, String suffix) {
            return new Item(group + " *" + suffix, state -> state, group, name -> name.endsWith(suffix));
        }

        static Item counter(String name, UnaryOperator<TrainState> state) {
            return new Item(name, state, "", tensor -> false);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Item> items() {
        return Stream.concat(
                Stream.of("generator", "discriminator")
                        .flatMap(group -> Stream.of(
                                Item.tensors(group, ".weight"),
                                Item.tensors(group, ".bias"),
                                Item.tensors(group, ".running_mean"),
                                Item.tensors(group, ".running_var"),
                                Item.tensors(group + "-optimizer", ".exp_avg"),
                                Item.tensors(group + "-optimizer", ".exp_avg_sq"),
                                Item.tensors(group + "-optimizer", ".step"))),
                Stream.of(
                        Item.counter("step", s -> with(s, s.step() + 1, s.lossD(), s.lossG(), s.recovery())),
                        Item.counter(
                                "D's losses", s -> with(s, s.step(), TrainState.Meter.EMPTY, s.lossG(), s.recovery())),
                        Item.counter(
                                "G's losses", s -> with(s, s.step(), s.lossD(), TrainState.Meter.EMPTY, s.recovery())),
                        recovery("skipped", r -> new Recovery(0, 0, r.recent(), r.rollbacks(), r.lost(), r.lrScale())),
                        recovery(
                                "recent",
                                r -> new Recovery(r.skipped(), 0, List.of(), r.rollbacks(), r.lost(), r.lrScale())),
                        recovery(
                                "rollbacks",
                                r -> new Recovery(r.skipped(), 0, r.recent(), List.of(), r.lost(), r.lrScale())),
                        recovery("lost", r -> new Recovery(r.skipped(), 0, r.recent(), r.rollbacks(), 0, r.lrScale())),
                        recovery("lrScale", r -> new Recovery(r.skipped(), 0, r.recent(), r.rollbacks(), r.lost(), 1)),
                        Item.counter("lost images", s -> with(s, List.of())),
                        Item.counter("confident", s -> with(s, Optional.empty(), s.events())),
                        Item.counter("events", s -> with(s, s.confident(), Long.MAX_VALUE))));
    }

    private static Item recovery(String name, UnaryOperator<Recovery> change) {
        return Item.counter(
                "recovery " + name, s -> with(s, s.step(), s.lossD(), s.lossG(), change.apply(s.recovery())));
    }

    private static TrainState with(
            TrainState s, long step, TrainState.Meter lossD, TrainState.Meter lossG, Recovery recovery) {
        return new TrainState(
                step,
                s.seconds(),
                lossD,
                lossG,
                recovery,
                s.confident(),
                s.strength(),
                s.lost(),
                s.events(),
                s.data(),
                s.environment());
    }

    private static TrainState with(TrainState s, Optional<Long> confident, long events) {
        return new TrainState(
                s.step(),
                s.seconds(),
                s.lossD(),
                s.lossG(),
                s.recovery(),
                confident,
                s.strength(),
                s.lost(),
                events,
                s.data(),
                s.environment());
    }

    private static TrainState with(TrainState s, List<Integer> lost) {
        return new TrainState(
                s.step(),
                s.seconds(),
                s.lossD(),
                s.lossG(),
                s.recovery(),
                s.confident(),
                s.strength(),
                lost,
                s.events(),
                s.data(),
                s.environment());
    }

    private static TrainState with(TrainState s, double seconds, TrainState.Data data, Environment environment) {
        return new TrainState(
                s.step(),
                seconds,
                s.lossD(),
                s.lossG(),
                s.recovery(),
                s.confident(),
                s.strength(),
                s.lost(),
                s.events(),
                data,
                environment);
    }

    /** A run stopped after step 93, between two ticks, as if it had been in trouble before. */
    private static RunDir trained(Path path) throws Exception {
        RunConfig config = ResumeTest.configs().findFirst().orElseThrow().withBudget(new Budget.Steps(94));
        RunDir run = RunDir.createAt(path, config);
        int[] asked = {0};
        Training.run(run, event -> {}, () -> ++asked[0] > 93);
        Recovery trouble = new Recovery(2, 0, List.of(70L, 71L), List.of(72L), 3, 0.5);
        List<Integer> lost = IntStream.range(0, 40).boxed().toList(); // of 50: the last steps would show them
        rewrite(
                run,
                s -> with(with(with(s, s.step(), s.lossD(), s.lossG(), trouble), Optional.of(14L), s.events()), lost));
        return run;
    }

    @BeforeAll
    void train(@TempDir Path shared) throws Exception {
        template = trained(shared.resolve("template"));
        expected = goOn(copy(template, shared.resolve("whole")));
    }

    private static RunDir copy(RunDir run, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(run.path())) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(run.path().relativize(path).toString()));
            }
        }
        return new RunDir(to);
    }

    private RunDir stopped(String name) throws IOException {
        return copy(template, folder.resolve(name));
    }

    /** Trains one more useful step, and three that make up for the lost ones: no tick, no grid, no checkpoint in between. */
    private static Map<String, String> goOn(RunDir run) throws Exception {
        Training.resume(run, Resumption.EXACT, event -> {}, () -> false);
        return SavedRun.content(run);
    }

    @Test
    void nothing_left_out_changes_nothing() throws Exception {
        RunDir again = trained(folder.resolve("again"));
        rewrite(again, s -> s, "generator", tensor -> false);
        assertThat(SavedRun.differences(expected, goOn(again))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("items")
    void a_forgotten_item_shows(Item item) throws Exception {
        RunDir run = stopped("forgetful");
        int changed = rewrite(run, item.state(), item.group(), item.tensors());
        assertThat(changed).as("what was left out was there").isPositive();
        assertThat(SavedRun.differences(expected, goOn(run))).isNotEmpty();
    }

    @Test
    void forgotten_time_would_train_longer() throws Exception {
        RunDir run = stopped("clock");
        rewrite(run, s -> with(s, 1e6, s.data(), s.environment()));
        goOn(run);
        CheckpointStore store = Training.store(run);
        assertThat(new Checkpoints(store).state(store.steps().getLast()).seconds())
                .isGreaterThan(1e6);
    }

    @Test
    void another_machine_is_told() throws Exception {
        RunDir run = stopped("machine");
        Environment other = new Environment("0.0.1", Engine.version(), "abacus", "25", "Linux");
        rewrite(run, s -> with(s, s.seconds(), s.data(), other));
        goOn(run);
        String here = Environment.here(Engine.version()).cpu();
        assertThat(run.history().read().getLast().notes())
                .containsExactly(
                        "not bit for bit what it would have been: gannet 0.0.1 before, development now",
                        "not bit for bit what it would have been: processor abacus before, %s now".formatted(here));
    }

    @Test
    void other_images_are_refused() throws Exception {
        RunDir run = stopped("images");
        rewrite(run, s -> with(s, s.seconds(), new TrainState.Data(49, "other"), s.environment()));
        assertThatThrownBy(() -> goOn(run))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(UserException.Kind.DATA))
                .hasMessage("the images are not those that the run was trained on: 49 before, 50 now;"
                        + " --accept-data-change goes on with them, not bit for bit");
        Training.resume(run, new Resumption(Map.of(), true), event -> {}, () -> false);
        assertThat(run.history().read().getLast().notes())
                .containsExactly("the images are not those that the run was trained on: 49 before, 50 now");
    }

    private static void rewrite(RunDir run, UnaryOperator<TrainState> change) throws IOException {
        rewrite(run, change, "", tensor -> false);
    }

    /** Replaces the newest checkpoint by one with other content and right hashes; returns how many things changed. */
    private static int rewrite(RunDir run, UnaryOperator<TrainState> change, String group, Predicate<String> tensors)
            throws IOException {
        CheckpointStore store = Training.store(run);
        long step = store.steps().getLast();
        TrainState before = new Checkpoints(store).state(step);
        TrainState after = change.apply(before);
        int changed = before.equals(after) ? 0 : 1;
        SequencedMap<String, List<byte[]>> files = new LinkedHashMap<>();
        Safetensors format = new Safetensors();
        for (String name : Checkpoints.GROUPS) {
            SequencedMap<String, Entry> entries = new LinkedHashMap<>();
            try (SeekableByteChannel in = store.read(step, name + ".safetensors")) {
                for (var entry : format.decode(in, name).entrySet()) {
                    boolean forget = name.equals(group) && tensors.test(entry.getKey());
                    byte[] bytes = entry.getValue().bytes();
                    entries.put(
                            entry.getKey(),
                            new Entry(entry.getValue().shape(), forget ? new byte[bytes.length] : bytes));
                    changed += forget ? 1 : 0;
                }
            }
            files.put(name + ".safetensors", format.encode(entries, Map.of()));
        }
        files.put("state.json", List.of(new Json().pretty(after).getBytes(StandardCharsets.UTF_8)));
        try (Stream<Path> old = Files.list(store.at(step))) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(store.at(step));
        store.save(new Manifest.About("1", after.step(), true, Optional.empty(), Optional.empty()), files);
        return changed;
    }
}
