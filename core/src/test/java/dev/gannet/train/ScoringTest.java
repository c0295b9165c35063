package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.checkpoint.Choice;
import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.evaluate.Best;
import dev.gannet.evaluate.Judge;
import dev.gannet.evaluate.Plateau;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Manifest;
import dev.gannet.storage.Verdict;
import dev.gannet.tensor.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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

    /** The mean of each colour: a look costs next to nothing, so the next is due soon. */
    private record Colours() implements FeatureSpace {
        @Override
        public String name() {
            return "colours";
        }

        @Override
        public String hash() {
            return "0123456789ab";
        }

        @Override
        public int dims() {
            return 3;
        }

        @Override
        public Features of(Pictures pictures) {
            float[] means = new float[3 * pictures.count()];
            int bytes = pictures.shape().bytes();
            for (int i = 0; i < pictures.pixels().length; i++) {
                means[i / bytes * 3 + i % 3] += (pictures.pixels()[i] & 255) * 3f / bytes;
            }
            return new Features(means, pictures.count(), 3);
        }

        @Override
        public void close() {}
    }

    /** A small run that has all the time it needs. */
    private RunDir trained(Optional<Plateau> until, BooleanSupplier stop, Consumer<RunEvent> listener)
            throws InterruptedException {
        RunConfig config = ResumeTest.configs()
                .toList()
                .getLast()
                .withCadence(new Cadence(5, 10_000, 50))
                .withBudget(new Budget.Steps(1_000_000));
        RunDir run = RunDir.createAt(folder.resolve("run"), config);
        Supervision by = Supervision.of(listener, stop)
                .judgedBy(real -> Optional.of(new Judge(real, new Colours(), 20, 1)), until);
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
        List<RunEvent.Scores> told = new ArrayList<>();
        int[] more = {200}; // steps after the third look: enough to save others, and to remove them
        RunDir run = trained(Optional.empty(), () -> told.size() >= 3 && more[0]-- == 0, event -> {
            if (event instanceof RunEvent.Scores looked) {
                told.add(looked);
            }
        });
        List<RunEvent.Scores> scores = scores(run);
        assertThat(scores).isEqualTo(told);
        RunEvent.Scores best = Best.of(scores).orElseThrow();
        CheckpointStore store = Training.store(run);
        assertThat(store.verify(best.step()))
                .isInstanceOfSatisfying(
                        Verdict.Intact.class,
                        intact -> assertThat(intact.manifest().score()).contains(best.frechet()));
        assertThat(Choice.best(store).chosen().map(Manifest::step)).contains(best.step());
        assertThat(Choice.newest(store).chosen().map(Manifest::step))
                .contains(RunEvent.last(run.events().read(), RunEvent.Stopped.class)
                        .orElseThrow()
                        .step());
    }

    /** Nobody gets a thousand times better between two looks. */
    @Test
    void a_run_ends_at_a_plateau_if_it_is_to() throws Exception {
        RunDir run = trained(Optional.of(new Plateau(1, 0.999)), () -> false, event -> {});
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
