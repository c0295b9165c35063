package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.Faults;
import dev.gannet.cli.Program.Result;
import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Verdict;
import dev.gannet.train.SavedRun;
import dev.gannet.train.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed, asked to stop, and started twice. */
@EnabledOnOs(OS.LINUX)
class KilledRunTest {
    private static final int SIGINT = 130;
    private static final int SIGTERM = 143;

    @TempDir
    private Path folder = Path.of("");

    private final SplittableRandom random = new SplittableRandom(1);

    private RunDir create(String name, long steps) {
        RunConfig config = RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, 50), new ImageShape(3, 16))
                .withRecipe(new Recipe.Dcgan(4, 2, Recipe.Dcgan.TUTORIAL.game().withBatch(4)))
                .withBudget(new Budget.Steps(steps))
                .withCadence(new Cadence(20, 500, 20))
                .withThreads(1);
        return RunDir.createAt(folder.resolve(name), config);
    }

    private static ProcessBuilder resume(RunDir run) {
        return Program.fork(List.of(), "resume", run.path().toString(), "--scores", "off"); // scores come by the clock
    }

    private void pause() throws InterruptedException {
        Thread.sleep(300 + random.nextInt(2500)); // from the JVM's start to the middle of training
    }

    @Test
    void a_run_that_is_killed_again_and_again_ends_as_if_it_had_not_been() throws Exception {
        int steps = Faults.amount(1000, 20_000);
        RunDir straight = create("straight", steps);
        Training.run(straight, event -> {}, () -> false);
        RunDir killed = create("killed", steps);
        for (int i = 0; i < Faults.amount(2, 30); i++) {
            Process process = resume(killed).start();
            pause();
            process.destroyForcibly().waitFor();
            assertThat(Program.run("verify", killed.path().toString()).out()).doesNotContain("damaged");
        }
        Result last = Program.finish(resume(killed));
        assertThat(last.exitCode()).as(last.out()).isZero();
        assertThat(SavedRun.differences(SavedRun.content(straight), SavedRun.content(killed)))
                .isEmpty();
    }

    @Test
    void a_signal_loses_no_step_and_a_second_one_leaves_at_once() throws Exception {
        Program.assumeArrives("INT");
        RunDir run = create("signalled", 1_000_000_000);
        for (int i = 0; i < Faults.amount(3, 100); i++) {
            boolean twice = i % 5 == 3;
            boolean interrupt = random.nextBoolean();
            long before = newestStep(run);
            int chapters = run.history().read().size();
            Process process = resume(run)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            if (i % 4 == 1) {
                Thread.sleep(100 + random.nextInt(1500)); // while it starts
            } else {
                while (run.history().read().size() == chapters) {
                    Thread.sleep(20);
                }
                assertThat(run.history().read().getLast().step())
                        .as("it went on where it had stopped")
                        .isEqualTo(before);
                Thread.sleep(random.nextInt(800)); // while it trains
            }
            kill(process, interrupt);
            if (twice) {
                kill(process, interrupt);
            }
            assertThat(process.waitFor(twice ? 5 : 60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(interrupt ? SIGINT : SIGTERM);
            long after = newestStep(run);
            assertThat(after).isGreaterThanOrEqualTo(before);
            List<RunEvent> events = run.events().read();
            boolean begun = !events.isEmpty() && events.getLast() instanceof RunEvent.Stopped;
            if (begun && !twice) {
                RunEvent.Stopped stopped = (RunEvent.Stopped) events.getLast();
                assertThat(stopped.step())
                        .as("the step where it stopped is saved")
                        .isEqualTo(after);
            }
            if (after > 0) {
                assertThat(Training.store(run).verify(after)).isInstanceOf(Verdict.Intact.class);
            }
        }
        assertThat(newestStep(run)).isPositive();
    }

    private static long newestStep(RunDir run) throws IOException {
        CheckpointStore store = Training.store(run);
        List<Long> steps = store.steps();
        return steps.isEmpty() ? 0 : steps.getLast();
    }

    private static void kill(Process process, boolean interrupt) throws IOException, InterruptedException {
        new ProcessBuilder("kill", interrupt ? "-INT" : "-TERM", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    @Test
    void a_file_system_without_locks_is_refused() throws Exception {
        RunDir run = create("unlockable", 10);
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/strace"))
                        && new ProcessBuilder("/usr/bin/strace", "-o", "/dev/null", "true")
                                        .start()
                                        .waitFor()
                                == 0,
                "needs strace, and the right to use it");
        Files.createFile(run.lock());
        ProcessBuilder resume = resume(run);
        List<String> traced = new ArrayList<>(List.of(
                "/usr/bin/strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-P",
                run.lock().toString(),
                "-e",
                "trace=fcntl"));
        traced.addAll(List.of("-e", "inject=fcntl:error=ENOLCK"));
        traced.addAll(resume.command());
        Result result = Program.finish(resume.command(traced));
        assertThat(result.out().lines().toList().getLast())
                .isEqualTo("gannet: %s: cannot be locked: No locks available; a run needs a folder that can be written,"
                                .formatted(run.path())
                        + " on a file system with locks");
        assertThat(result.exitCode()).isEqualTo(4);
    }

    @Test
    void of_many_that_start_at_once_one_trains() throws Exception {
        RunDir run = create("contested", 1_000_000_000);
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < Faults.amount(3, 50); i++) {
            started.add(resume(run)
                    .redirectOutput(folder.resolve("output" + i).toFile())
                    .start());
        }
        int refused = 0;
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
        while (refused < started.size() - 1 && System.nanoTime() < deadline) {
            Thread.sleep(100);
            refused =
                    (int) started.stream().filter(process -> !process.isAlive()).count();
        }
        List<Process> alive = started.stream().filter(Process::isAlive).toList();
        assertThat(alive).hasSize(1);
        assertThat(started.stream().filter(process -> !process.isAlive()))
                .allSatisfy(process -> assertThat(process.exitValue()).isEqualTo(7));
        int loser = started.indexOf(started.stream()
                .filter(process -> !process.isAlive())
                .findFirst()
                .orElseThrow());
        assertThat(folder.resolve("output" + loser))
                .content()
                .containsPattern(
                        "gannet: \\Q%s\\E: is being trained by another process \\(pid %d on \\S+ since \\S+Z\\)"
                                .formatted(run.path(), alive.getFirst().pid()));
        alive.getFirst().destroyForcibly().waitFor();
        Process next =
                resume(run).redirectOutput(folder.resolve("next").toFile()).start();
        Thread.sleep(3000);
        assertThat(next.isAlive()).as("a lock does not outlive its process").isTrue();
        next.destroyForcibly().waitFor();
    }
}
