package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A small file system of its own, really full and really read-only. Needs the right to mount one; else skipped. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
    private static final RunConfig CONFIG = ResumeTest.configs()
            .findFirst()
            .orElseThrow()
            .withBudget(new Budget.Steps(60))
            .withCadence(new Cadence(5, 10, 5));

    @TempDir
    private Path folder = Path.of("");

    private Path disk() {
        return folder.resolve("disk");
    }

    @BeforeEach
    void mount() throws Exception {
        Files.createDirectory(disk());
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk().toString()) == 0, "cannot mount here");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk().toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    private void fill() {
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(disk().resolve("filler"))) {
            for (int i = 0; i < 100; i++) {
                out.write(megabyte);
            }
        } catch (IOException e) {
            assertThat(e).hasMessage("No space left on device");
        }
    }

    private void makeRoom() {
        try {
            Files.delete(disk().resolve("filler"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_full_disk_stops_nothing_harms_nothing_and_is_used_again_when_there_is_room() throws Exception {
        RunDir run = RunDir.createAt(disk().resolve("run"), CONFIG);
        List<RunEvent> told = new ArrayList<>();
        Training.run(
                run,
                event -> {
                    told.add(event);
                    if (event instanceof RunEvent.Tick tick && tick.step() == 20) {
                        fill();
                    } else if (event instanceof RunEvent.Tick tick && tick.step() == 35) {
                        makeRoom();
                    }
                },
                () -> false);
        List<String> reasons = told.stream()
                .filter(RunEvent.NotSaved.class::isInstance)
                .map(event -> ((RunEvent.NotSaved) event).reason())
                .toList();
        assertThat(reasons)
                .hasSizeBetween(2, 4)
                .allMatch(reason -> reason.matches(
                        "needs 16 MB, 0 MB free on \\Q%s\\E; keeping step (15|20)".formatted(run.checkpoints())));
        assertThat(told.getLast()).isInstanceOf(RunEvent.Stopped.class);
        List<RunEvent> logged = run.events().read();
        assertThat(told.stream()
                        .filter(event -> !(event instanceof RunEvent.Notice) || logged.contains(event))
                        .toList())
                .as("no line is lost")
                .isEqualTo(logged);
        CheckpointStore store = Training.store(run);
        assertThat(store.steps()).endsWith(55L, 60L);
        for (long step : store.steps()) {
            assertThat(store.verify(step)).isInstanceOf(Verdict.Intact.class);
        }
    }

    @Test
    void a_read_only_disk_is_refused_at_the_start() throws Exception {
        RunDir run = RunDir.createAt(disk().resolve("run"), CONFIG);
        assumeTrue(run("mount", "-o", "remount,ro", disk().toString()) == 0, "cannot remount here");
        assertThatThrownBy(() -> Training.resume(run, Resumption.EXACT, event -> {}, () -> false))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESOURCES))
                .hasMessage(run.path() + ": cannot be locked: Read-only file system; a run needs a folder that can be"
                        + " written, on a file system with locks");
        assertThatThrownBy(() -> RunDir.createIn(disk(), CONFIG))
                .hasMessage(disk() + ": cannot be written: Read-only file system; free some space or choose another"
                        + " folder with --out");
        assertThatThrownBy(run::probe)
                .hasMessage("%s: user %s cannot save here: Read-only file system; choose another folder with --out"
                        .formatted(run.path(), System.getProperty("user.name")));
    }
}
