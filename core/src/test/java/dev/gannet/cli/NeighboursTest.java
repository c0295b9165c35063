package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.RunConfig;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunLock;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeighboursTest {
    @TempDir
    Path runs;

    @Test
    void a_run_is_told_of_another_one_that_wants_the_same_cores() {
        RunDir one = RunDir.createIn(runs, RunConfig.defaults());
        RunDir other = RunDir.createIn(runs, RunConfig.defaults());
        assertThat(Neighbours.told(other, 2, 2)).isEmpty();
        try (RunLock lock = RunLock.take(one)) {
            assertThat(Neighbours.told(other, 2, 2))
                    .contains("also being trained: " + one.name()
                            + "; with more threads than the 2 cores, trainings mostly wait for each other;"
                            + " stop one, or give each 1: --threads 1, or 'gannet resume RUN --set threads=1'");
            assertThat(Neighbours.told(other, 1, 2)).isEmpty();
            assertThat(Neighbours.told(other, 4, 8)).isEmpty();
            assertThat(Neighbours.told(other, 5, 8)).isPresent();
            assertThat(Neighbours.told(one, 2, 2))
                    .as("it is no neighbour of its own")
                    .isEmpty();
        }
    }
}
