package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Budget;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.Chapter;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page can do to a run that trains. */
class LiveDeskTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<RunEvent> events = new ArrayList<>();

    private static RunConfig config() {
        return ResumeTest.configs().findFirst().orElseThrow().withBudget(new Budget.Steps(60));
    }

    /** Trains; after the first tick at or behind a step, asks for something. */
    private RunEvent.Stopped train(RunDir run, Map<Integer, List<Ask>> asks) throws InterruptedException {
        Board board = new Board(run, run.config(), Ask.ofRun());
        try (ImageSource images = Sources.quiet().open(run.config())) {
            return Training.run(
                    run,
                    images,
                    Supervision.of(
                                    event -> {
                                        events.add(event);
                                        if (event instanceof RunEvent.Tick tick) {
                                            asks.getOrDefault((int) tick.step(), List.of())
                                                    .forEach(ask -> assertThat(board.ask(ask))
                                                            .isTrue());
                                        }
                                    },
                                    () -> false)
                            .withBoard(board));
        }
    }

    @Test
    void a_changed_learning_rate_is_in_the_history_and_a_resume_trains_with_it() throws Exception {
        RunDir changed = RunDir.createAt(folder.resolve("changed"), config());
        train(changed, Map.of(21, List.of(new Ask.Rate(0.001))));
        List<Chapter> history = changed.history().read();
        assertThat(history).extracting(Chapter::kind).containsExactly(Chapter.Kind.STARTED, Chapter.Kind.CHANGED);
        assertThat(history.getLast().step()).isEqualTo(21);
        assertThat(history.getLast().notes()).containsExactly("recipe.game.optimizer.lr: 2.0E-4, now 0.001");
        assertThat(changed.config().recipe().game().optimizer().lr()).isEqualTo(0.001);
        assertThat(events)
                .contains(new RunEvent.Notice(21, "from here on recipe.game.optimizer.lr: 2.0E-4, now 0.001"))
                .contains(new RunEvent.Saved(21, "checkpoints/step-00000021"));
        // the same in two processes: the first one stops where the other rate begins
        RunDir stopped = RunDir.createAt(folder.resolve("stopped"), config());
        long[] asked = {0};
        Training.run(stopped, event -> {}, () -> asked[0]++ == 21);
        Training.resume(stopped, new Resumption(Map.of("lr", "0.001"), false), event -> {}, () -> false);
        assertThat(SavedRun.content(changed))
                .containsEntry(
                        "generator.safetensors", SavedRun.content(stopped).get("generator.safetensors"));
    }

    @Test
    void other_images_to_score_g_on_are_a_setting_too() throws Exception {
        RunDir run = RunDir.createAt(folder.resolve("fresh"), config());
        train(run, Map.of(14, List.of(new Ask.Images("fresh"), new Ask.Images("fresh"))));
        assertThat(run.history().read().getLast().notes()).containsExactly("recipe.game.fakes: same, now fresh");
        assertThat(run.history().read()).hasSize(2);
        RunDir stopped = RunDir.createAt(folder.resolve("stopped"), config());
        long[] asked = {0};
        Training.run(stopped, event -> {}, () -> asked[0]++ == 14);
        Training.resume(stopped, new Resumption(Map.of("fakes", "fresh"), false), event -> {}, () -> false);
        assertThat(vitals(run)).as("measured by the rules in force").isEqualTo(vitals(stopped));
    }

    private static List<RunEvent> vitals(RunDir run) {
        return run.events().read().stream()
                .filter(RunEvent.Vitals.class::isInstance)
                .toList();
    }

    @Test
    void a_value_that_does_not_fit_changes_nothing() throws Exception {
        RunDir run = RunDir.createAt(folder.resolve("refused"), config());
        train(run, Map.of(14, List.of(new Ask.Rate(-1))));
        assertThat(run.history().read()).hasSize(1);
        assertThat(run.config()).isEqualTo(config());
    }

    @Test
    void save_now_saves_and_stop_ends_with_all_saved() throws Exception {
        RunDir run = RunDir.createAt(folder.resolve("stop"), config());
        RunEvent.Stopped stopped = train(run, Map.of(14, List.of(new Ask.Save()), 28, List.of(new Ask.Stop())));
        assertThat(stopped).returns(28L, RunEvent.Stopped::step).returns(true, RunEvent.Stopped::interrupted);
        assertThat(events)
                .contains(new RunEvent.Saved(14, "checkpoints/step-00000014"))
                .contains(new RunEvent.Saved(28, "checkpoints/step-00000028"));
    }

    @Test
    void a_held_run_spends_no_training_time() throws Exception {
        RunDir run = RunDir.createAt(folder.resolve("held"), config());
        Board board = new Board(run, config(), Ask.ofRun());
        board.onChange(() -> {
            if (board.view().state() == State.STOPPED) {
                assertThat(board.ask(new Ask.Play(2))).isTrue();
            } else if (board.view().reached().isPresent()) {
                assertThat(board.ask(new Ask.Go())).isTrue();
            }
        });
        long start = System.nanoTime();
        try (ImageSource images = Sources.quiet().open(config())) {
            board.ask(new Ask.Pause());
            RunEvent.Stopped stopped = Training.run(
                    run, images, Supervision.of(event -> {}, () -> false).withBoard(board));
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(stopped.step()).isEqualTo(60);
            assertThat(stopped.seconds()).isLessThan(seconds);
        }
    }
}
