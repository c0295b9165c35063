package dev.gannet.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.run.RunStatus.State;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    private Path folder = Path.of("");

    private static final RunEvent STARTED = new RunEvent.Started("2026-01-01T00:00:00Z", "1", "libtorch", "dogs", 5);
    private static final RunEvent TICK = new RunEvent.Tick(25, 0.5, 2, 300, 0.02, 1.25, 2.5, 0.7, 0.8, 0.3, 0.2, 0.4);

    @Test
    void runs_are_numbered_and_hold_their_configuration() {
        RunConfig config = RunConfig.defaults();
        RunDir first = RunDir.createIn(folder.resolve("runs"), config);
        RunDir second = RunDir.createIn(folder.resolve("runs"), config.withSeed(9));
        assertThat(first.path()).hasFileName("00001-dogs-modern-32");
        assertThat(second.path()).hasFileName("00002-dogs-modern-32");
        assertThat(RunDir.open(second.path()).config()).isEqualTo(config.withSeed(9));
        assertThat(RunDir.list(folder.resolve("runs"))).containsExactly(first, second);
        assertThat(RunDir.list(folder.resolve("none"))).isEmpty();
    }

    @Test
    void a_folder_that_is_in_use_or_no_run_is_refused() throws IOException {
        Files.writeString(folder.resolve("something"), "");
        assertThatThrownBy(() -> RunDir.createAt(folder, RunConfig.defaults()))
                .isInstanceOf(UserException.class)
                .hasMessage("--out " + folder + ": is not empty; name a new folder");
        assertThatThrownBy(() -> RunDir.open(folder))
                .hasMessage(folder + ": is not a run (it holds no config.json); 'gannet runs' lists the runs");
    }

    @Test
    void a_folder_that_cannot_be_written_says_so() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> RunDir.createIn(file.resolve("runs"), RunConfig.defaults()))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESOURCES))
                .hasMessage(file.resolve("runs")
                        + ": cannot be written: Not a directory; free some space or choose another folder with --out");
        assertThat(RunDir.unwritable(Path.of("x"), new IOException("No space left on device")))
                .hasMessage("x: cannot be written: No space left on device; free some space or choose another folder"
                        + " with --out");
    }

    @Test
    void a_folder_of_runs_that_cannot_be_listed_says_so() throws IOException {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        assumeTrue(runs.toFile().setReadable(false) && !Files.isReadable(runs), "root may list everything");
        try {
            assertThatThrownBy(() -> RunDir.list(runs))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESOURCES))
                    .hasMessage(runs + ": cannot be listed: permission denied");
        } finally {
            assertThat(runs.toFile().setReadable(true)).isTrue();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_lock_that_cannot_be_opened_says_so() throws IOException {
        RunDir run = RunDir.createIn(folder, RunConfig.defaults());
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(
                    UnixDomainSocketAddress.of(run.lock())); // of a file's kinds, one that nobody opens, not even root
            Path lock = run.path().toRealPath().resolve(run.lock().getFileName());
            assertThatThrownBy(() -> RunLock.isHeld(run))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RESOURCES))
                    .hasMessage(lock + ": cannot be opened: No such device or address");
            assertThatThrownBy(() -> RunLock.take(run))
                    .hasMessage(run.path()
                            + ": cannot be locked: No such device or address; a run needs a folder that can be written,"
                            + " on a file system with locks");
        }
    }

    @Test
    void events_come_back_and_a_half_written_line_is_left_out() throws IOException {
        RunDir run = RunDir.createIn(folder, RunConfig.defaults());
        JsonLines<RunEvent> log = run.events();
        assertThat(log.read()).isEmpty();
        List<RunEvent> events = List.of(
                STARTED,
                new RunEvent.Sample(0, "samples/step-00000000.png"),
                TICK,
                new RunEvent.Saved(25, "checkpoints/step-00000025"),
                new RunEvent.NotSaved(50, "disk full"),
                new RunEvent.Skipped(51, "NaN"),
                new RunEvent.WentBack(51, 25, 1e-4),
                new RunEvent.Edited(52, new TreeMap<>(Map.of("lr-d", "0"))),
                new RunEvent.Notice(51, "look"),
                new RunEvent.Failed(50, "why"),
                new RunEvent.Stopped(50, 4.5, true));
        events.forEach(log::append);
        Path file = run.path().resolve("events.jsonl");
        Files.writeString(file, "{\"event\":\"ti", StandardOpenOption.APPEND);
        assertThat(log.read()).isEqualTo(events);
        run.events().append(TICK);
        assertThat(log.read()).as("half a line does not spoil the next").hasSize(events.size() + 1);
        assertThat(RunEvent.last(events, RunEvent.Tick.class)).contains((RunEvent.Tick) TICK);
    }

    @Test
    void the_state_of_a_run_is_read_from_its_folder() {
        RunDir run = RunDir.createIn(folder, RunConfig.defaults());
        JsonLines<RunEvent> log = run.events();
        log.append(STARTED);
        try (RunLock lock = RunLock.take(run)) {
            assertThat(RunStatus.of(run).state()).isEqualTo(State.RUNNING);
            assertThatThrownBy(() -> RunLock.take(run))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOCKED))
                    .hasMessageMatching("\\Q" + run.path() + "\\E: is being trained by another process"
                            + " \\(pid \\d+ on \\S+ since \\S+Z\\)");
        }
        assertThat(RunStatus.of(run).state()).isEqualTo(State.KILLED);
        log.append(TICK);
        log.append(new RunEvent.Sample(25, "samples/s.png"));
        log.append(new RunEvent.Edited(26, new TreeMap<>(Map.of("freeze", "g"))));
        log.append(new RunEvent.Stopped(26, 3, false));
        assertThat(RunStatus.of(run))
                .isEqualTo(new RunStatus(
                        "00001-dogs-modern-32",
                        State.FINISHED,
                        26,
                        Optional.of(1.25),
                        Optional.of(2.5),
                        Optional.of(run.path().resolve("samples/s.png").toString()),
                        List.of(26L)));
        log.append(new RunEvent.Stopped(26, 3, true));
        assertThat(RunStatus.of(run).state()).isEqualTo(State.STOPPED);
        log.append(new RunEvent.Failed(27, "x"));
        assertThat(RunStatus.of(run).state()).isEqualTo(State.FAILED);
    }

    @Test
    void a_grid_places_every_pixel() {
        ImageShape shape = new ImageShape(3, 8);
        byte[] pixels = new byte[5 * shape.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / shape.bytes() * 40 + i % 3);
        }
        Pictures pictures = new Pictures(shape, pixels);
        BufferedImage grid = pictures.grid();
        assertThat(grid.getWidth()).isEqualTo(3 * 10 + 2);
        assertThat(grid.getHeight()).isEqualTo(2 * 10 + 2);
        assertThat(grid.getRGB(2, 2) & 0xffffff).isEqualTo(0x000102);
        assertThat(grid.getRGB(2 + 10, 2 + 10 + 7) & 0xffffff).as("image 4").isEqualTo(0xa0a1a2);
        assertThat(grid.getRGB(10, 5) & 0xffffff).as("the gap").isEqualTo(0x202020);
        assertThat(pictures.single(2).getRGB(7, 7) & 0xffffff).isEqualTo(0x505152);
        Pictures grey = new Pictures(new ImageShape(1, 8), new byte[64]);
        assertThat(grey.single(0).getRGB(0, 0) & 0xffffff).isZero();
    }
}
