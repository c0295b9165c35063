package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.Json;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.trace.Ask;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneStepTest {
    @TempDir
    private Path folder = Path.of("");

    private static Map<String, Long> files(RunDir run) throws IOException {
        Map<String, Long> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run.path())) {
            for (Path file : files.toList()) {
                all.put(file.toString(), Files.getLastModifiedTime(file).toMillis() + Files.size(file));
            }
        }
        return all;
    }

    @Test
    void the_step_after_a_checkpoint_is_the_one_that_the_pages_show_and_the_run_stays_as_it_was() throws Exception {
        for (RunConfig game : ResumeTest.configs().toList()) {
            RunConfig config = game.withBudget(new Budget.Steps(4)).withCadence(new Cadence(4, 4, 4));
            RunDir run = RunDir.createAt(folder.resolve(config.fingerprint()), config);
            try (ImageSource images = Sources.quiet().open(config)) {
                Training.run(run, images, Supervision.of(event -> {}, () -> false));
                Map<String, Long> before = files(run);
                StepTrace made = OneStep.after(run, images, 4);
                assertThat(made.seen()).hasSize(Stop.values().length);
                Board board = new Board(run, config, Ask.ofVisit());
                CountDownLatch done = new CountDownLatch(1);
                board.onChange(() -> {
                    if (board.view().reached().filter(Stop.RESULT::equals).isPresent()) {
                        done.countDown();
                    }
                });
                try (Visit visit = Visit.at(run, images, board, 4)) {
                    board.ask(new Ask.Finish());
                    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
                }
                Json json = new Json();
                assertThat(json.line(made)).isEqualTo(json.line(board.view().trace()));
                assertThat(files(run)).isEqualTo(before);
            }
        }
    }
}
