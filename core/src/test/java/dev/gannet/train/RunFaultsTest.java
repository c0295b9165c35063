package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.Tensors;
import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.Json;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunLock;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong around a run: files that cannot be written, are damaged, changed or gone. */
class RunFaultsTest {
    @TempDir
    private Path folder = Path.of("");

    private RunConfig config = RunConfig.defaults();
    private RunDir run = new RunDir(folder);

    @BeforeEach
    void create() {
        config = ResumeTest.configs()
                .findFirst()
                .orElseThrow()
                .withBudget(new Budget.Steps(60))
                .withCadence(new Cadence(5, 100, 5));
        run = RunDir.createAt(folder.resolve("run"), config);
    }

    private List<RunEvent> train(Consumer<RunEvent> meanwhile) throws InterruptedException {
        List<RunEvent> events = new ArrayList<>();
        Training.run(
                run,
                event -> {
                    events.add(event);
                    meanwhile.accept(event);
                },
                () -> false);
        return events;
    }

    private static boolean isTick(RunEvent event, long step) {
        return event instanceof RunEvent.Tick tick && tick.step() == step;
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.toList().reversed()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something else where a folder or a file should be: nobody, not even root, can write through it. */
    private void block(Path path, boolean withFolder) {
        move(path, folder.resolve("aside"));
        try {
            if (withFolder) {
                Files.createDirectory(path);
            } else {
                Files.createFile(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unblock(Path path) {
        delete(path);
        move(folder.resolve("aside"), path);
    }

    @Test
    void saves_that_fail_stop_nothing_and_saving_goes_on_when_it_can() throws Exception {
        List<RunEvent> events = train(event -> {
            if (isTick(event, 20)) {
                block(run.checkpoints(), false);
            } else if (isTick(event, 35)) {
                unblock(run.checkpoints());
            }
        });
        List<RunEvent.NotSaved> failed = events.stream()
                .filter(RunEvent.NotSaved.class::isInstance)
                .map(RunEvent.NotSaved.class::cast)
                .toList();
        assertThat(failed).extracting(RunEvent.NotSaved::step).contains(20L, 25L, 30L);
        assertThat(failed.get(1).reason()).endsWith("; keeping step 15");
        assertThat(events.getLast()).isInstanceOf(RunEvent.Stopped.class);
        requireIntact(0L, 55L, 60L);
        Map<String, String> content = SavedRun.content(run);
        content.keySet().removeIf(name -> name.startsWith("event"));
        run = RunDir.createAt(folder.resolve("straight"), config);
        train(event -> {});
        Map<String, String> expected = SavedRun.content(run);
        expected.keySet().removeIf(name -> name.startsWith("event"));
        assertThat(SavedRun.differences(expected, content)).isEmpty();
    }

    private void requireIntact(Long... steps) throws IOException {
        CheckpointStore store = Training.store(run);
        assertThat(store.steps()).containsExactly(steps);
        for (long step : steps) {
            assertThat(store.verify(step)).isInstanceOf(Verdict.Intact.class);
        }
    }

    @Test
    void five_saves_that_fail_in_a_row_end_the_run() {
        assertThatThrownBy(() -> train(event -> {
                    if (isTick(event, 20)) {
                        block(run.checkpoints(), false);
                    }
                }))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESOURCES))
                .hasMessage(
                        "%s: the last 5 checkpoints could not be saved; free some space or make the folder writable;"
                                        .formatted(run.checkpoints())
                                + " 'gannet resume %s' goes on from step 15".formatted(run.path()));
        assertThat(run.events().read().getLast()).isInstanceOf(RunEvent.Failed.class);
    }

    @Test
    void a_run_whose_folder_is_deleted_ends_loudly() {
        assertThatThrownBy(() -> train(event -> {
                    if (isTick(event, 20)) {
                        delete(run.path());
                    }
                }))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESOURCES))
                .hasMessageStartingWith(run.checkpoints() + ": the last 5 checkpoints could not be saved;");
        assertThat(run.path()).doesNotExist();
    }

    @Test
    void events_that_cannot_be_written_wait_and_none_is_lost() throws Exception {
        Path file = run.path().resolve("events.jsonl");
        List<RunEvent> told = train(event -> {
            if (isTick(event, 20)) {
                block(file, true);
            } else if (isTick(event, 40)) {
                unblock(file);
            }
        });
        assertThat(told.stream().filter(RunEvent.Notice.class::isInstance))
                .extracting(event -> ((RunEvent.Notice) event).message())
                .containsExactly(
                        file
                                + ": cannot be written: Is a directory; free some space or choose another folder with --out",
                        "events.jsonl can be written again; no line is lost");
        List<RunEvent> logged = run.events().read();
        assertThat(told.stream()
                        .filter(event -> !(event instanceof RunEvent.Notice))
                        .toList())
                .isEqualTo(logged);
    }

    @Test
    void a_log_that_cannot_be_read_ends_no_run() throws Exception {
        train(event -> {});
        Path file = run.path().resolve("events.jsonl");
        byte[] log = Files.readAllBytes(file);
        log[0] = '[';
        Files.write(file, log);
        List<RunEvent> told = new ArrayList<>();
        Training.resume(run, new Resumption(Map.of("steps", "65"), false), told::add, () -> false);
        assertThat(told.stream().filter(RunEvent.Notice.class::isInstance))
                .extracting(event -> ((RunEvent.Notice) event).message())
                .anyMatch(message -> message.startsWith("the doctor begins anew: " + file + " line 1"));
        assertThat(told.getLast())
                .isInstanceOfSatisfying(
                        RunEvent.Stopped.class,
                        stopped -> assertThat(stopped.step()).isEqualTo(65));
    }

    @Test
    void a_damaged_checkpoint_is_put_aside_and_the_one_before_used() throws Exception {
        train(event -> {});
        Map<String, String> expected = SavedRun.content(run);
        Path weights = Training.store(run).at(60).resolve("generator.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        List<RunEvent> told = new ArrayList<>();
        Training.resume(run, Resumption.EXACT, told::add, () -> false);
        assertThat(run.history().read().getLast().notes())
                .containsExactly(
                        "step 60 is damaged (generator.safetensors: its SHA-256 does not match); using step 55",
                        "it is kept as step-00000060.corrupt");
        assertThat(told).contains(new RunEvent.Notice(55, "it is kept as step-00000060.corrupt"));
        assertThat(run.checkpoints().resolve("step-00000060.corrupt/generator.safetensors"))
                .hasBinaryContent(bytes);
        assertThat(SavedRun.differences(expected, SavedRun.content(run))).isEmpty();
    }

    @Test
    void when_all_are_damaged_each_is_named_and_nothing_is_touched() throws Exception {
        train(event -> {});
        CheckpointStore store = Training.store(run);
        for (long step : store.steps()) {
            Files.writeString(store.at(step).resolve("state.json"), " ", StandardOpenOption.APPEND);
        }
        assertThatThrownBy(() -> Training.resume(run, Resumption.EXACT, event -> {}, () -> false))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHECKPOINT))
                .hasMessageMatching("\\Q%s\\E: has no checkpoint that can be used: ".formatted(run.path())
                        + "step 60 is damaged \\(state.json: has \\d+ bytes, expected \\d+\\); "
                        + "step 55 is damaged \\(state.json: has \\d+ bytes, expected \\d+\\); "
                        + "step 0 is damaged \\(state.json: has \\d+ bytes, expected \\d+\\)");
        assertThat(store.steps()).containsExactly(0L, 55L, 60L);
    }

    @Test
    void a_checkpoint_without_a_manifest_or_from_a_later_version_is_refused() throws Exception {
        train(event -> {});
        CheckpointStore store = Training.store(run);
        Files.delete(store.at(60).resolve("MANIFEST.json"));
        List<RunEvent> told = new ArrayList<>();
        Training.resume(run, new Resumption(Map.of("steps", "58"), false), told::add, () -> false);
        assertThat(told)
                .contains(new RunEvent.Notice(
                        55,
                        "step 60 has no MANIFEST.json; 'gannet verify RUN --adopt' makes one of what is there;"
                                + " using step 55"));
        assertThat(store.at(60)).as("nothing is removed").isDirectory();
    }

    @Test
    void a_checkpoint_from_a_later_version_asks_for_an_upgrade() throws Exception {
        train(event -> {});
        CheckpointStore store = Training.store(run);
        Path manifest = store.at(60).resolve("MANIFEST.json");
        String open = Files.readString(manifest)
                .replace("\"format\" : 1", "\"format\" : 4")
                .replaceFirst("\"gannet\" : \"[^\"]*\"", "\"gannet\" : \"9.0\"")
                .replaceFirst("\"sha256\" : \"[0-9a-f]{64}\"\\s*}\\s*$", "\"sha256\" : \"\"\n}\n");
        String seal = HexFormat.of().formatHex(Tensors.sha256(open.getBytes(StandardCharsets.UTF_8)));
        Files.writeString(manifest, open.replaceFirst("\"sha256\" : \"\"", "\"sha256\" : \"" + seal + "\""));
        assertThatThrownBy(() -> Training.resume(run, Resumption.EXACT, event -> {}, () -> false))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHECKPOINT))
                .hasMessage(store.at(60) + ": written by 9.0 (format 4); this is development (format 1); upgrade");
    }

    @Test
    void files_that_can_run_code_are_never_loaded() {
        for (String name : List.of("weights.pt", "weights.pth", "weights.pkl", "pytorch_model.bin")) {
            Path file = folder.resolve(name);
            RunDir other = RunDir.createIn(folder, config.withInitFrom(file));
            assertThatThrownBy(() -> Training.run(other, event -> {}, () -> false))
                    .hasMessage(file + ": pickle and TorchScript files can run code and are never loaded;"
                            + " save the weights with Python's safetensors.torch.save_file");
        }
    }

    @Test
    void a_configuration_that_was_changed_by_hand_is_refused_or_named() throws Exception {
        train(event -> {});
        RunConfig faster = config.withRecipe(
                        config.recipe().withGame(config.recipe().game().withLr(1e-4)))
                .withBudget(new Budget.Steps(65));
        Files.writeString(run.path().resolve("config.json"), new Json().pretty(faster), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Training.resume(run, Resumption.EXACT, event -> {}, () -> false))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
                .hasMessage(run.path() + "/config.json was changed since the run was trained with it:"
                        + " budget.count: 60, now 65; recipe.game.optimizer.lr: 2.0E-4, now 1.0E-4;"
                        + " put it back, or name what is to change, such as --set lr=1e-4");
        Resumption named = new Resumption(Map.of("lr", "1e-4", "steps", "65"), false);
        Training.resume(run, named, event -> {}, () -> false);
        assertThat(run.history().read().getLast().notes())
                .containsExactly("budget.count: 60, now 65", "recipe.game.optimizer.lr: 2.0E-4, now 1.0E-4");
        assertThat(run.config()).isEqualTo(faster);
        assertThatThrownBy(() ->
                        Training.resume(run, new Resumption(Map.of("batch", "3"), false), event -> {}, () -> false))
                .hasMessage("unknown setting 'batch'; did you mean 'data'? known: augment, data, decay, device, epochs,"
                        + " fakes, for, loss, lr, precision, steps, threads");
        assertThatThrownBy(() ->
                        Training.resume(run, new Resumption(Map.of("lr", "fast"), false), event -> {}, () -> false))
                .hasMessage("--set lr=fast: expected a number");
    }

    @Test
    void a_resume_that_died_between_history_and_configuration_is_no_edit_by_hand() throws Exception {
        train(event -> {});
        byte[] before = Files.readAllBytes(run.path().resolve("config.json"));
        Training.resume(run, new Resumption(Map.of("steps", "65"), false), event -> {}, () -> false);
        Files.write(run.path().resolve("config.json"), before);
        List<RunEvent> told = new ArrayList<>();
        Training.resume(run, Resumption.EXACT, told::add, () -> false);
        assertThat(run.config().budget()).isEqualTo(new Budget.Steps(65));
        assertThat(run.events().read().getLast()).isEqualTo(told.getLast());
    }

    @Test
    void one_run_has_one_writer() throws Exception {
        try (RunLock lock = RunLock.take(run)) {
            assertThatThrownBy(() -> Training.resume(run, Resumption.EXACT, event -> {}, () -> false))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOCKED));
        }
        Training.resume(run, Resumption.EXACT, event -> {}, () -> false);
    }

    @Test
    void old_weights_begin_a_new_run_and_what_does_not_fit_is_told() throws Exception {
        train(event -> {});
        Path weights = Training.store(run).at(60);
        RunDir other = RunDir.createAt(folder.resolve("other"), config.withInitFrom(weights));
        List<RunEvent> told = new ArrayList<>();
        Training.run(other, told::add, () -> false);
        assertThat(other.history().read().getFirst().notes())
                .containsExactly(
                        "generator: loaded 11 of 11 tensors from " + weights.resolve("generator.safetensors"),
                        "discriminator: loaded 7 of 7 tensors from " + weights.resolve("discriminator.safetensors"),
                        "the optimizers begin anew");
        assertThat(told).contains(new RunEvent.Notice(0, "the optimizers begin anew"));
        RunConfig small = config.withData(config.data(), new dev.gannet.config.ImageShape(3, 8));
        RunDir third =
                RunDir.createAt(folder.resolve("third"), small.withInitFrom(weights.resolve("generator.safetensors")));
        Training.run(third, event -> {}, () -> false);
        assertThat(third.history().read().getFirst().notes())
                .first()
                .asString()
                .startsWith("generator: loaded 1 of 6 tensors from ");
        assertThat(third.history().read().getFirst().notes().get(1))
                .startsWith("generator: not loaded: 4x4.project.weight ([4, 4, 4, 4] there, [4, 2, 4, 4] here), ");
    }
}
