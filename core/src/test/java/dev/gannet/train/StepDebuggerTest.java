package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.DebugView.State;
import dev.gannet.trace.Stop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The truth contract: a run that is watched, stopped, taken back and tried out is the run that is not. */
class StepDebuggerTest {
    private static final int STEPS = 50;
    private static final Map<RunConfig, Map<String, String>> UNWATCHED = new HashMap<>();

    static Stream<RunConfig> configs() {
        return ResumeTest.configs();
    }

    /** Does all that a person at a page could do, on the training thread: whenever it waits, it is asked for something. */
    private static final class Visitor {
        private final Board board;
        private final Function<DebugView, Ask> will;
        private final Map<Stop, Integer> stops = new TreeMap<>();
        private final List<DebugView.Replay> replays = new ArrayList<>();
        private long answered = -1;
        private Optional<DebugView.Replay> lastReplay = Optional.empty();

        Visitor(Board board, Function<DebugView, Ask> will) {
            this.board = board;
            this.will = will;
            board.onChange(this::look);
        }

        private void look() {
            DebugView view = board.view();
            if (!view.replay().equals(lastReplay)) {
                lastReplay = view.replay();
                replays.addAll(view.replay().stream().toList());
            }
            if (view.state() == State.STOPPED && view.version() != answered) {
                answered = view.version();
                stops.merge(view.reached().orElseThrow(), 1, Integer::sum);
                assertThat(board.ask(will.apply(view))).isTrue();
            }
        }
    }

    private static final Desk NO_DESK = desk(edit -> {
        throw new AssertionError(edit);
    });

    /** Nothing is asked of it between steps; it hears of edits. */
    static Desk desk(Consumer<DebugView.Edit> edits) {
        return new Desk() {
            @Override
            public boolean takes(Ask ask) {
                return false;
            }

            @Override
            public After serve(Ask ask, Trainer trainer) {
                throw new AssertionError(ask);
            }

            @Override
            public void edited(DebugView.Edit edit) {
                edits.accept(edit);
            }
        };
    }

    static Board board() {
        return new Board(new RunDir(Path.of("test")), configs().findFirst().orElseThrow(), List.of());
    }

    private static Map<String, String> outcome(Trainer trainer, List<StepStats> stats) {
        Map<String, String> all = new TreeMap<>(Snapshot.hashes(trainer.tensors()));
        all.put(
                "losses",
                trainer.ledger().lossD().state() + " "
                        + trainer.ledger().lossG().state());
        all.put("position", trainer.step() + " " + trainer.tape().position());
        all.put("statistics", stats.toString());
        return all;
    }

    private static Map<String, String> trained(RunConfig config, Stepper stepper) throws InterruptedException {
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            List<StepStats> stats = new ArrayList<>();
            for (int step = 1; step <= STEPS; step++) {
                stepper.step(trainer, step % 5 == 0, Witness.NONE).ifPresent(stats::add);
            }
            return outcome(trainer, stats);
        }
    }

    private static Map<String, String> unwatched(RunConfig config) throws InterruptedException {
        Map<String, String> known = UNWATCHED.get(config);
        if (known == null) {
            known = trained(config, Stepper.FREELY);
            UNWATCHED.put(config, known);
        }
        return known;
    }

    @ParameterizedTest
    @MethodSource("configs")
    void a_run_stepped_through_every_stop_ends_as_one_that_nobody_watched(RunConfig config) throws Exception {
        Board board = board();
        Visitor visitor = new Visitor(board, view -> new Ask.Next());
        Map<String, String> watched = trained(config, new StepDebugger(board, NO_DESK, true, () -> false));
        assertThat(watched).isEqualTo(unwatched(config));
        for (Stop stop : Stop.values()) {
            assertThat(visitor.stops).as("%s", stop).containsEntry(stop, STEPS);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void steps_taken_back_are_made_again_bit_for_bit(RunConfig config) throws Exception {
        Board board = board();
        Map<String, Integer> rewound = new HashMap<>();
        Visitor visitor = new Visitor(board, view -> {
            Stop stop = view.reached().orElseThrow();
            boolean inside = view.step() == 7 && stop == Stop.RESCORE;
            boolean atStart = view.step() == 20 && stop == Stop.READY;
            boolean twice = view.step() == 30 && stop == Stop.BACKWARD_G;
            int before = rewound.merge(view.step() + " " + stop, 1, Integer::sum);
            return (inside || atStart) && before == 1 || twice && before <= 2 ? new Ask.Rewind() : new Ask.Next();
        });
        Map<String, String> watched = trained(config, new StepDebugger(board, NO_DESK, true, () -> false));
        assertThat(watched).isEqualTo(unwatched(config));
        assertThat(visitor.replays).containsExactly(new DebugView.Replay(20, true));
        assertThat(visitor.stops).containsEntry(Stop.NOISE, STEPS + 4);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void what_is_tried_out_beside_a_run_leaves_no_trace_in_it(RunConfig config) throws Exception {
        Board board = board();
        Map<String, Integer> tried = new HashMap<>();
        List<DebugView> seen = new ArrayList<>();
        new Visitor(board, view -> {
            boolean first = tried.merge(view.step() + " " + view.reached().orElseThrow(), 1, Integer::sum) == 1;
            if (first && view.step() == 4 && view.reached().equals(Optional.of(Stop.GENERATE))) {
                return new Ask.Branch(Map.of("lr", "0.01"));
            }
            if (first && view.step() == 5 && view.reached().equals(Optional.of(Stop.UPDATE_D))) {
                return new Ask.Duel(3, 5);
            }
            if (first && view.step() == 5 && view.reached().equals(Optional.of(Stop.BACKWARD_G))) {
                return new Ask.Slice();
            }
            if (view.step() == 6) {
                seen.add(view);
            }
            return view.step() < 6 ? new Ask.Next() : new Ask.Go();
        });
        Map<String, String> watched = trained(config, new StepDebugger(board, NO_DESK, true, () -> false));
        assertThat(watched).isEqualTo(unwatched(config));
        DebugView.Duel duel = seen.getFirst().duel().orElseThrow();
        assertThat(duel.strong().dSteps()).isEqualTo(5);
        assertThat(duel.even().gradient())
                .hasSize(3)
                .allSatisfy(norm -> assertThat(norm).isPositive());
        assertThat(seen.getFirst().branch().orElseThrow().changed().reached()).contains(Stop.RESULT);
        assertThat(seen.getFirst().looks().slice().orElseThrow().step()).isEqualTo(6);
    }

    @Test
    void it_goes_on_to_wherever_it_is_asked_to() throws Exception {
        Board board = board();
        List<String> path = new ArrayList<>();
        List<Ask> wishes = new ArrayList<>(List.of(
                new Ask.Next(), new Ask.Finish(), new Ask.Step(), new Ask.Step(), new Ask.Epoch(), new Ask.Go()));
        new Visitor(board, view -> {
            path.add(view.step() + " " + view.reached().orElseThrow().id());
            return wishes.removeFirst();
        });
        trained(configs().findFirst().orElseThrow(), new StepDebugger(board, NO_DESK, true, () -> false));
        // 50 images in batches of 4: the first step of which all images have been seen once is the 13th
        assertThat(path).containsExactly("0 S0", "0 S1", "0 S13", "1 S0", "2 S0", "13 S0");
        assertThat(board.view().state()).isEqualTo(State.TRAINING);
    }

    @Test
    void a_held_run_lets_go_when_it_is_to_end() throws Exception {
        Board board = board();
        boolean[] ended = {false};
        board.onChange(() -> ended[0] = board.view().step() == 1);
        new Visitor(board, view -> new Ask.Next());
        StepDebugger debugger = new StepDebugger(board, NO_DESK, true, () -> ended[0]);
        Map<String, String> watched = trained(configs().findFirst().orElseThrow(), debugger);
        assertThat(watched).containsEntry("position", STEPS + " " + STEPS);
    }

    @Test
    void a_change_that_is_not_known_is_said_and_nothing_happens() throws Exception {
        Board board = board();
        List<String> notes = new ArrayList<>();
        List<Ask> wishes = new ArrayList<>(List.of(
                new Ask.Branch(Map.of("size", "64")),
                new Ask.Branch(Map.of("freeze", "both")),
                new Ask.Save(),
                new Ask.Go()));
        board.onChange(() -> board.view().note().ifPresent(note -> {
            if (!notes.contains(note)) {
                notes.add(note);
            }
        }));
        board.onChange(() -> {
            if (board.view().state() == State.STOPPED && !wishes.isEmpty()) {
                board.ask(wishes.removeFirst());
            }
        });
        trained(configs().findFirst().orElseThrow(), new StepDebugger(board, NO_DESK, true, () -> false));
        assertThat(notes)
                .containsExactly(
                        "size: a step can be tried with another lr, lr-d, lr-g, beta1, loss, smoothing, penalty, fakes,"
                                + " d-steps, lead or freeze",
                        "freeze=both: expected g, d or a layer such as g:4x4.project",
                        "this cannot be asked for here");
    }

    @Test
    void what_fails_beside_a_run_is_told_and_the_run_goes_on() throws Exception {
        Board board = board();
        List<String> notes = new ArrayList<>();
        List<Ask> wishes = new ArrayList<>(List.of(new Ask.Finish(), new Ask.Slice(), new Ask.Go()));
        board.onChange(() -> {
            board.view().note().ifPresent(notes::add);
            if (board.view().looks().slice().isPresent() && notes.isEmpty()) {
                throw new IllegalStateException("no more memory\nat some place");
            }
            if (board.view().state() == State.STOPPED && !wishes.isEmpty()) {
                board.ask(wishes.removeFirst());
            }
        });
        Map<String, String> watched =
                trained(configs().findFirst().orElseThrow(), new StepDebugger(board, NO_DESK, true, () -> false));
        assertThat(notes)
                .isNotEmpty()
                .containsOnly("this could not be computed, and the run goes on without it:"
                        + " java.lang.IllegalStateException: no more memory");
        assertThat(watched).containsEntry("position", STEPS + " " + STEPS);
    }

    @Test
    void too_many_requests_are_refused_rather_than_kept() {
        Board board = board();
        for (int i = 0; i < 64; i++) {
            assertThat(board.ask(new Ask.Next())).isTrue();
        }
        assertThat(board.ask(new Ask.Next())).isFalse();
    }

    @Test
    void a_tape_goes_back_only_over_what_it_has_kept() throws Exception {
        RunConfig config = configs().findFirst().orElseThrow();
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            trainer.step(false);
            assertThatThrownBy(() -> trainer.tape().goTo(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("batch 0: expected 1 to 1");
        }
    }
}
