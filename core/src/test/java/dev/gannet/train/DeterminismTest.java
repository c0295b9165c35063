package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Faults;
import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.RunConfig;
import dev.gannet.run.RunDir;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two fresh runs of one configuration on one machine are bit-identical, also while the machine is busy. */
class DeterminismTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_busy_machine_changes_nothing(int threads) throws Exception {
        int steps = Faults.amount(10, 1000);
        for (RunConfig any : ResumeTest.configs().limit(3).toList()) {
            RunConfig config =
                    any.withThreads(threads).withBudget(new Budget.Steps(steps)).withCadence(new Cadence(5, 10, 10));
            Map<String, String> quiet = content(config);
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> busy = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                busy.add(Thread.ofPlatform().daemon().start(() -> {
                    while (!over.get()) {
                        Thread.onSpinWait();
                    }
                }));
            }
            Map<String, String> loud = content(config);
            over.set(true);
            for (Thread thread : busy) {
                thread.join();
            }
            assertThat(SavedRun.differences(quiet, loud)).isEmpty();
        }
    }

    private Map<String, String> content(RunConfig config) throws Exception {
        RunDir run = RunDir.createIn(folder, config);
        Training.run(run, event -> {}, () -> false);
        return SavedRun.content(run);
    }
}
