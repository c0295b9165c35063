package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.storage.Retention;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.DebugView.State;
import dev.gannet.trace.Seen;
import dev.gannet.trace.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisitTest {
    @TempDir
    private Path folder = Path.of("");

    private RunDir trained() throws InterruptedException {
        RunConfig config = ResumeTest.configs()
                .findFirst()
                .orElseThrow()
                .withBudget(new Budget.Steps(40))
                .withCadence(new Cadence(10, 10, 10));
        RunDir run = RunDir.createAt(folder.resolve("run"), config);
        try (ImageSource images = Sources.quiet().open(config)) {
            Training.run(
                    run, images, Supervision.of(event -> {}, () -> false).keeping(new Retention(Integer.MAX_VALUE)));
        }
        return run;
    }

    private static Map<String, Long> files(RunDir run) throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file.toString(), Files.getLastModifiedTime(file).toMillis() + Files.size(file));
            }
        }
        return all;
    }

    /** A board and its views, to wait for. */
    private static final class Page {
        private final Board board;
        private final LinkedBlockingQueue<DebugView> views = new LinkedBlockingQueue<>();

        Page(Board board) {
            this.board = board;
            board.onChange(() -> views.add(board.view()));
        }

        DebugView await(Predicate<DebugView> wanted) throws InterruptedException {
            while (true) {
                DebugView view = views.poll(60, TimeUnit.SECONDS);
                assertThat(view)
                        .as("a view within a minute; now %s", board.view())
                        .isNotNull();
                if (wanted.test(view)) {
                    return view;
                }
            }
        }
    }

    @Test
    void the_step_that_a_checkpoint_was_saved_before_is_made_as_the_run_made_it() throws Exception {
        RunDir run = trained();
        Map<String, Long> before = files(run);
        Page page = new Page(new Board(run, run.config(), Ask.ofVisit()));
        String hash;
        try (ImageSource images = Sources.quiet().open(run.config());
                Visit visit = Visit.at(run, images, page.board, 30)) {
            DebugView ready = page.await(view -> view.state() == State.STOPPED);
            assertThat(ready.reached()).contains(Stop.READY);
            assertThat(ready.about().images()).isEqualTo(50);
            for (int step = 0; step < 10; step++) {
                page.board.ask(new Ask.Step());
                long done = 31 + step;
                page.await(view -> view.state() == State.STOPPED && view.step() == done);
            }
            hash = page.board
                    .view()
                    .trace()
                    .at(Stop.READY, Seen.Ready.class)
                    .orElseThrow()
                    .hashes()
                    .toString();
            assertThat(page.board.ask(new Ask.Save())).isTrue();
            page.await(view -> view.note().isPresent());
            assertThat(page.board.view().note()).contains("this cannot be asked for here");
        }
        assertThat(page.board.view().state()).isEqualTo(State.ENDED);
        assertThat(files(run)).isEqualTo(before);
        try (ImageSource images = Sources.quiet().open(run.config());
                Trainer trainer = new Trainer(run.config(), images)) {
            for (int step = 0; step < 40; step++) {
                trainer.step(false);
            }
            assertThat(hash).isEqualTo(Snapshot.hashes(trainer.tensors()).toString());
        }
    }

    @Test
    void any_step_is_gone_to_as_the_run_made_it_whatever_was_tried_out_before() throws Exception {
        RunDir run = trained();
        Page page = new Page(new Board(run, run.config(), Ask.ofVisit()));
        Map<String, String> hashes;
        try (ImageSource images = Sources.quiet().open(run.config());
                Visit visit = Visit.at(run, images, page.board, 40)) {
            page.await(view -> view.state() == State.STOPPED);
            page.board.ask(new Ask.Rate(0.5));
            page.board.ask(new Ask.Finish());
            page.await(view -> view.reached().equals(Optional.of(Stop.RESULT)));
            page.board.ask(new Ask.To(38));
            DebugView there = page.await(view -> view.state() == State.STOPPED && view.step() == 37);
            hashes =
                    there.trace().at(Stop.READY, Seen.Ready.class).orElseThrow().hashes();
            page.board.ask(new Ask.To(0));
            assertThat(page.await(view -> view.note().isPresent()).note())
                    .contains("step 0: there is no checkpoint before it");
            page.board.ask(new Ask.To(1042));
            String far = "step 1042: the last checkpoint before it is of step 40, more than 1000 steps away";
            page.await(view -> view.note().equals(Optional.of(far)));
            page.board.ask(new Ask.To(12));
            page.await(view -> view.state() == State.STOPPED
                    && view.step() == 11
                    && view.note().isEmpty());
        }
        try (ImageSource images = Sources.quiet().open(run.config());
                Trainer trainer = new Trainer(run.config(), images)) {
            for (int step = 0; step < 37; step++) {
                trainer.step(false);
            }
            assertThat(hashes).isEqualTo(Snapshot.hashes(trainer.tensors()));
        }
    }

    @Test
    void a_step_that_only_an_edit_leads_to_is_not_made_by_the_runs_rules() throws Exception {
        RunDir run = trained();
        run.events().append(new RunEvent.Edited(15, new TreeMap<>(Map.of("lr-d", "0"))));
        Page page = new Page(new Board(run, run.config(), Ask.ofVisit()));
        try (ImageSource images = Sources.quiet().open(run.config());
                Visit visit = Visit.at(run, images, page.board, 10)) {
            assertThat(page.await(view -> view.state() == State.STOPPED).edits())
                    .isEmpty();
            page.board.ask(new Ask.To(18));
            assertThat(page.await(view -> view.note().isPresent()).note())
                    .contains(
                            "step 18: step 15 was edited, and no checkpoint is left between them; try step 15, or one after"
                                    + " the next checkpoint");
            page.board.ask(new Ask.To(15));
            page.await(view -> view.state() == State.STOPPED && view.step() == 14);
            page.board.ask(new Ask.To(23));
            assertThat(page.await(view -> view.state() == State.STOPPED && view.step() == 22)
                            .edits())
                    .containsExactly(new DebugView.Edit(15, Map.of("lr-d", "0")));
        }
    }

    @Test
    void checkpoints_that_cannot_be_listed_are_not_taken_for_none() throws IOException {
        RunDir run = RunDir.createAt(folder.resolve("run"), RunConfig.defaults());
        Path file = Files.writeString(run.checkpoints(), "");
        assertThatThrownBy(() -> Milestones.steps(run, Training.store(run)))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(UserException.Kind.RESOURCES))
                .hasMessage("%s: cannot be listed: %s is not a folder".formatted(file, file));
    }

    @Test
    void the_chapters_of_a_lesson_are_chosen_by_rule_and_visited_in_any_order() throws Exception {
        RunDir run = trained();
        try (ImageSource images = Sources.quiet().open(run.config())) {
            List<DebugView.Chapter> chapters = Milestones.of(run, images);
            assertThat(chapters.getFirst().step()).isZero();
            assertThat(chapters).extracting(DebugView.Chapter::number).first().isEqualTo(1);
            double first = chapters.getFirst().distance();
            assertThat(chapters.getLast().distance()).isLessThanOrEqualTo(first);
            if (chapters.size() == 3) {
                assertThat(chapters.get(1).distance()).isLessThan(first / 2);
            }
            Page page = new Page(new Board(run, run.config(), Ask.ofVisit()));
            try (Visit visit = Visit.through(run, images, page.board, chapters)) {
                DebugView start = page.await(view -> view.state() == State.STOPPED);
                assertThat(start).returns(1, DebugView::chapter).returns(0L, DebugView::step);
                page.board.ask(new Ask.Next());
                page.await(view -> view.reached().equals(Optional.of(Stop.NOISE)));
                page.board.ask(new Ask.Chapter(chapters.size()));
                DebugView last = page.await(view -> view.state() == State.STOPPED && view.chapter() == chapters.size());
                assertThat(last.step()).isEqualTo(chapters.getLast().step());
                page.board.ask(new Ask.Chapter(9));
                DebugView refused = page.await(view -> view.note().isPresent());
                assertThat(refused.note()).contains("chapter 9: there are " + chapters.size());
            }
        }
    }
}
