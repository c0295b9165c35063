package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.checkpoint.Choice;
import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.evaluate.Judge;
import dev.gannet.evaluate.Plateau;
import dev.gannet.feature.RandomFeatures;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Manifest;
import dev.gannet.storage.Verdict;
import dev.gannet.tensor.Engine;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose pictures are scored meanwhile. */
class ScoringTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    /** A small run that draws and saves seldom. */
    private static RunConfig quick(long steps) {
        return ResumeTest.configs()
                .toList()
                .getLast()
                .withCadence(new Cadence(25, 1000, 1000))
                .withBudget(new Budget.Steps(steps));
    }

    private RunDir trained(RunConfig config, Optional<Plateau> until) throws InterruptedException {
        RunDir run = RunDir.createAt(folder.resolve("run"), config);
        Supervision by = Supervision.of(event -> {}, () -> false)
                .judgedBy(source -> Optional.of(new Judge(source, new RandomFeatures(1), 20, 1)), until);
        try (ImageSource images = Sources.quiet().open(config)) {
            Training.run(run, images, by);
        }
        return run;
    }

    private static List<RunEvent.Scores> scores(RunDir run) {
        return run.events().read().stream()
                .filter(RunEvent.Scores.class::isInstance)
                .map(RunEvent.Scores.class::cast)
                .toList();
    }

    @Test
    void the_checkpoint_with_the_best_score_is_kept_and_used() throws Exception {
        RunConfig config = quick(4000);
        RunDir run = trained(config, Optional.empty());
        List<RunEvent.Scores> scores = scores(run);
        assertThat(scores).hasSizeGreaterThan(1);
        RunEvent.Scores best = scores.stream()
                .min(Comparator.comparing(RunEvent.Scores::frechet))
                .orElseThrow();
        CheckpointStore store = Training.store(run);
        assertThat(store.verify(best.step()))
                .isInstanceOfSatisfying(
                        Verdict.Intact.class,
                        intact -> assertThat(intact.manifest().score()).contains(best.frechet()));
        assertThat(Choice.best(store).chosen().map(Manifest::step)).contains(best.step());
        assertThat(Choice.newest(store).chosen().map(Manifest::step)).contains(4000L);
    }

    /** Nobody gets a thousand times better between two looks. */
    @Test
    void a_run_ends_at_a_plateau_if_it_is_to() throws Exception {
        RunConfig config = quick(1_000_000);
        RunDir run = trained(config, Optional.of(new Plateau(1, 0.999)));
        assertThat(scores(run)).hasSize(2);
        List<RunEvent> events = run.events().read();
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        RunEvent.Stopped.class,
                        stopped -> assertThat(stopped.interrupted()).isFalse());
        long last = ((RunEvent.Stopped) events.getLast()).step();
        assertThat(events)
                .contains(new RunEvent.Notice(last, "the pictures do not get better any more: training ends here"));
    }
}
