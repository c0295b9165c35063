package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Budget;
import dev.gannet.config.Fakes;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.Chapter;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunStatus;
import dev.gannet.tensor.StepScope;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.DebugView.State;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A branch that takes the place of its step. */
class CommitTest {
    private static final int STEPS = 16;

    @TempDir
    private Path folder = Path.of("");

    private final List<DebugView.Edit> edits = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private final Desk desk = StepDebuggerTest.desk(edits::add);

    private static RunConfig first() {
        return ResumeTest.configs().findFirst().orElseThrow();
    }

    /** Whenever the board waits at a stop, and has said all that there is to say, it is asked for the next of these. */
    private Board answered(Board board, List<Ask> wishes) {
        Deque<Ask> left = new ArrayDeque<>(wishes);
        long[] answered = {-1};
        board.onChange(() -> {
            DebugView view = board.view();
            view.note().filter(note -> !notes.contains(note)).ifPresent(notes::add);
            if (view.state() == State.STOPPED && view.version() != answered[0] && !left.isEmpty()) {
                answered[0] = view.version();
                assertThat(board.ask(left.removeFirst())).isTrue();
            }
        });
        return board;
    }

    private interface Way {
        void step(Trainer trainer) throws InterruptedException;
    }

    /** What all is after so many steps, one of which is made in another way. */
    private static Map<String, String> after(RunConfig config, int special, Way way) throws InterruptedException {
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            for (int step = 1; step <= STEPS; step++) {
                if (step == special) {
                    way.step(trainer);
                } else {
                    trainer.step(step % 5 == 0);
                }
            }
            Map<String, String> all = new TreeMap<>(Snapshot.hashes(trainer.tensors()));
            all.put(
                    "losses",
                    trainer.ledger().lossD().state() + " "
                            + trainer.ledger().lossG().state());
            all.put("position", trainer.step() + " " + trainer.tape().position());
            all.put("strength", trainer.disguise().state().toString());
            return all;
        }
    }

    private Way commit(Map<String, String> set) {
        return trainer -> {
            Board board = answered(
                    StepDebuggerTest.board(),
                    List.of(new Ask.Next(), new Ask.Next(), new Ask.Branch(set), new Ask.Commit(), new Ask.Go()));
            try (StepDebugger debugger = new StepDebugger(board, desk, true, () -> false)) {
                assertThat(debugger.step(trainer, false, Witness.NONE)).isEmpty();
            }
            assertThat(board.view().branch()).isEmpty();
            assertThat(board.view().edits()).isEqualTo(edits);
            assertThat(board.view().ledger())
                    .last()
                    .asString()
                    .startsWith("step ")
                    .endsWith(" (edited)");
        };
    }

    @ParameterizedTest
    @MethodSource("dev.gannet.train.ResumeTest#configs")
    void a_branch_without_a_difference_makes_none_when_it_is_committed(RunConfig config) throws Exception {
        Map<String, String> committed = after(config, 8, commit(Map.of("lead", "0")));
        assertThat(notes).isEmpty();
        assertThat(edits).containsExactly(new DebugView.Edit(8, Map.of("lead", "0")));
        assertThat(committed).isEqualTo(after(config, 0, Trainer::close));
    }

    @Test
    void a_committed_step_is_the_one_that_the_changed_rules_make_and_the_next_one_is_by_the_runs_own()
            throws Exception {
        RunConfig fresh = first().withRecipe(
                        first().recipe().withGame(first().recipe().game().withFakes(Fakes.FRESH)));
        Map<String, String> expected = after(first(), 8, trainer -> {
            trainer.change(fresh);
            trainer.step(false);
            trainer.change(first());
        });
        assertThat(expected).isNotEqualTo(after(first(), 0, Trainer::close));
        assertThat(after(first(), 8, commit(Map.of("fakes", "fresh")))).isEqualTo(expected);
    }

    @Test
    void a_layer_that_stood_still_in_the_branch_stands_still_with_its_moments() throws Exception {
        Map<String, String> before = new TreeMap<>();
        Map<String, String> then = new TreeMap<>();
        after(first(), 8, trainer -> {
            before.putAll(each(trainer));
            commit(Map.of("freeze", "g:4x4.project")).step(trainer);
            then.putAll(each(trainer));
        });
        assertThat(before.keySet())
                .anyMatch(name -> name.startsWith("generator-optimizer") && name.contains("4x4.project"));
        before.forEach((name, hash) -> {
            boolean still = name.startsWith("generator") && name.contains("4x4.project");
            boolean same = hash.equals(then.get(name));
            assertThat(same).as(name).isEqualTo(still);
        });
    }

    private static Map<String, String> each(Trainer trainer) {
        Map<String, String> all = new TreeMap<>();
        trainer.tensors()
                .forEach((group, named) -> named.forEach((name, tensor) ->
                        all.put(group + " " + name, Snapshot.hash(new TreeMap<String, Tensor>(Map.of(name, tensor))))));
        return all;
    }

    @Test
    void there_must_be_a_branch_of_this_very_step() throws Exception {
        Board board = answered(
                StepDebuggerTest.board(),
                List.of(
                        new Ask.Commit(),
                        new Ask.Branch(Map.of("lr", "0.01")),
                        new Ask.Step(),
                        new Ask.Commit(),
                        new Ask.Discard(),
                        new Ask.Go()));
        Map<String, String> all = after(first(), 8, trainer -> {
            try (StepDebugger debugger = new StepDebugger(board, desk, true, () -> false)) {
                debugger.step(trainer, false, Witness.NONE);
                debugger.step(trainer, false, Witness.NONE);
            }
        });
        assertThat(notes)
                .containsExactly(
                        "there is no branch of step 8; try one first", "there is no branch of step 9; try one first");
        assertThat(edits).isEmpty();
        assertThat(all).containsEntry("position", (STEPS + 1) + " " + (STEPS + 1));
    }

    @Test
    void numbers_that_are_none_are_never_committed() throws Exception {
        after(first(), 8, trainer -> {
            Tensor weight =
                    trainer.gan().discriminator().parameters().lastEntry().getValue();
            try (NoGradGuard frozen = new NoGradGuard();
                    StepScope scope = StepScope.open()) {
                weight.fill_(new Scalar(3e38F));
            }
            Board board = answered(
                    StepDebuggerTest.board(),
                    List.of(new Ask.Branch(Map.of("lr", "0.01")), new Ask.Commit(), new Ask.Go()));
            try (StepDebugger debugger = new StepDebugger(board, desk, true, () -> false)) {
                debugger.step(trainer, false, Witness.NONE);
            }
            assertThat(trainer.trouble()).isPresent();
            assertThat(trainer.step()).isEqualTo(8);
        });
        assertThat(notes).containsExactly("with this change: loss of D holds an infinity; the step stays as it is");
        assertThat(edits).isEmpty();
    }

    private RunEvent.Stopped train(RunDir run, List<Ask> wishes, List<RunEvent> events) throws InterruptedException {
        Board board = answered(new Board(run, run.config(), Ask.ofRun()), wishes);
        try (ImageSource images = Sources.quiet().open(run.config())) {
            return Training.run(
                    run,
                    images,
                    Supervision.of(
                                    event -> {
                                        events.add(event);
                                        if (event instanceof RunEvent.Tick tick && tick.step() == 21) {
                                            board.ask(new Ask.Pause());
                                        }
                                    },
                                    () -> false)
                            .withBoard(board));
        }
    }

    @Test
    void an_edited_run_says_so_and_goes_on_from_there_after_a_resume() throws Exception {
        RunConfig config = first().withBudget(new Budget.Steps(60));
        Ask branch = new Ask.Branch(Map.of("lr", "0.01"));
        RunDir straight = RunDir.createAt(folder.resolve("straight"), config);
        List<RunEvent> events = new ArrayList<>();
        train(straight, List.of(new Ask.Next(), branch, new Ask.Commit(), new Ask.Go()), events);
        assertThat(notes).isEmpty();
        RunEvent edited = new RunEvent.Edited(22, new TreeMap<>(Map.of("lr", "0.01")));
        assertThat(events).containsSubsequence(edited, new RunEvent.Saved(22, "checkpoints/step-00000022"));
        assertThat(straight.events().read()).contains(edited);
        assertThat(RunStatus.of(straight).edited()).containsExactly(22L);
        Chapter chapter = straight.history().read().getLast();
        assertThat(chapter)
                .returns(Chapter.Kind.EDITED, Chapter::kind)
                .returns(22L, Chapter::step)
                .returns(List.of("lr=0.01"), Chapter::notes);

        RunDir stopped = RunDir.createAt(folder.resolve("stopped"), config);
        train(stopped, List.of(new Ask.Next(), branch, new Ask.Commit(), new Ask.Stop()), new ArrayList<>());
        Training.resume(stopped, Resumption.EXACT, event -> {}, () -> false);
        Map<String, String> expected = SavedRun.content(straight);
        assertThat(SavedRun.content(stopped))
                .containsEntry("generator.safetensors", expected.get("generator.safetensors"))
                .containsEntry(
                        "discriminator-optimizer.safetensors", expected.get("discriminator-optimizer.safetensors"))
                .containsEntry("step-00000060.png", expected.get("step-00000060.png"));
        assertThat(RunStatus.of(stopped).edited()).containsExactly(22L);

        RunDir unedited = RunDir.createAt(folder.resolve("unedited"), config);
        Training.run(unedited, event -> {}, () -> false);
        assertThat(SavedRun.content(unedited).get("generator.safetensors"))
                .isNotEqualTo(expected.get("generator.safetensors"));
    }
}
