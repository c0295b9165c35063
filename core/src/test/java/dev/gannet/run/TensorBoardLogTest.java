package dev.gannet.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.run.EventFile.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:10.250Z");
    private static final RunEvent STARTED = new RunEvent.Started("2026-01-01T00:00:00Z", "1", "libtorch", "dogs", 5);
    private static final RunEvent FIRST = new RunEvent.Sample(0, "samples/step-00000000.png");
    private static final RunEvent TICK =
            new RunEvent.Tick(300, 0.5, 2.5, 812, 0.02, 1.25, -2.5, 0.7, 0.8, 0.3, 0.2, 0.4);

    @TempDir
    private Path folder = Path.of("");

    private RunDir run = new RunDir(Path.of(""));
    private byte[] png = new byte[0];

    @BeforeEach
    void a_run_with_a_grid() throws IOException {
        run = RunDir.createAt(folder.resolve("run"), RunConfig.defaults());
        ImageShape shape = new ImageShape(3, 8, 16);
        png = Pictures.png(new Pictures(shape, new byte[2 * shape.bytes()]).grid());
        Files.write(run.path().resolve("samples/step-00000000.png"), png);
        Files.write(run.path().resolve("reals.png"), png);
    }

    /** What TensorBoard would show: one line for every thing in the file. */
    private static List<String> shown(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Message event : EventFile.read(file)) {
            String when =
                    "%s at step %s: ".formatted(event.at(1).value(), event.at(2).value());
            if (event.has(3)) {
                lines.add(when + "version " + event.at(3).text());
            } else if (event.has(7)) {
                lines.add(when + "session " + event.at(7).message().at(1).value());
            } else {
                for (EventFile.Field each : event.at(5).message().fields()) {
                    lines.add(when + summary(each.message()));
                }
            }
        }
        return lines;
    }

    private static String summary(Message value) {
        String tag = value.at(1).text();
        if (value.has(2)) {
            return "%s = %s".formatted(tag, value.at(2).value());
        }
        Message image = value.at(4).message();
        return "%s, %s high, %s wide, colours %s, %d bytes"
                .formatted(
                        tag,
                        image.at(1).value(),
                        image.at(2).value(),
                        image.at(3).value(),
                        image.at(4).bytes().length);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> children = Files.list(run.tensorboard())) {
            return children.sorted().toList();
        }
    }

    private void log(RunEvent... events) {
        List<String> problems = new ArrayList<>();
        try (TensorBoardLog log = new TensorBoardLog(run, () -> NOW, problems::add)) {
            List.of(events).forEach(log);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void the_reader_of_these_tests_computes_the_check_sum_of_the_standard() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(EventFile.crc(digits, 0, 9)).isEqualTo(0xe3069283); // RFC 3720's polynomial, its usual check value
    }

    @Test
    void losses_verdicts_speed_and_grids_are_written() throws IOException {
        log(STARTED, FIRST, TICK);
        String start = "1.76722561025E9 at step ";
        int bytes = png.length;
        assertThat(files())
                .singleElement()
                .extracting(file -> file.getFileName().toString())
                .isEqualTo("events.out.tfevents.1767225610.gannet");
        assertThat(shown(files().getFirst()))
                .containsExactly(
                        start + "0: version brain.Event:2",
                        start + "0: session 1",
                        start + "0: reals, 12 high, 38 wide, colours 3, %d bytes".formatted(bytes),
                        start + "0: samples, 12 high, 38 wide, colours 3, %d bytes".formatted(bytes),
                        start + "300: loss/D = 1.25",
                        start + "300: loss/G = -2.5",
                        start + "300: D_real/before = 0.7",
                        start + "300: D_real/after = 0.8",
                        start + "300: D_fake/before = 0.3",
                        start + "300: D_fake/after_D = 0.2",
                        start + "300: D_fake/after_G = 0.4",
                        start + "300: speed/images_per_second = 812.0",
                        start + "300: speed/waiting = 0.02",
                        start + "300: progress/epoch = 0.5");
        Message samples = EventFile.read(files().getFirst()).get(3).at(5).message();
        assertThat(samples.at(1).message().at(4).message().at(4).bytes()).isEqualTo(png);
    }

    @Test
    void scores_are_written_under_the_name_of_their_features() throws IOException {
        log(new RunEvent.Scores(
                300,
                1,
                1000,
                1,
                "cls",
                "0123",
                12.5,
                0.5,
                0.75,
                0.5,
                0.6,
                0.25,
                0.97,
                new Lookalikes(500, 8, 5),
                Optional.of(new Modes(0.125, List.of("cat", "dog"))),
                Optional.of(new Copied(0.0625, 0.01, 0.5))));
        String start = "1.76722561025E9 at step ";
        assertThat(shown(files().getFirst()))
                .containsExactly(
                        start + "0: version brain.Event:2",
                        start + "301: session 1",
                        start + "300: scores/FD_cls = 12.5",
                        start + "300: scores/FD_cls_floor = 0.5",
                        start + "300: scores/density = 0.75",
                        start + "300: scores/recall = 0.5",
                        start + "300: scores/recall_floor = 0.6",
                        start + "300: scores/coverage = 0.25",
                        start + "300: scores/coverage_floor = 0.97",
                        start + "300: scores/lookalikes = 8.0",
                        start + "300: scores/lookalikes_floor = 5.0",
                        start + "300: scores/classes_off = 0.125",
                        start + "300: scores/classes_missing = 2.0",
                        start + "300: scores/copies = 0.0625",
                        start + "300: scores/copies_floor = 0.01",
                        start + "300: scores/copies_chance = 0.5",
                        start + "300: scores/seconds = 1.0");
    }

    @Test
    void what_was_not_scored_is_no_curve() throws IOException {
        log(new RunEvent.Scores(
                300,
                1,
                1000,
                1,
                "rf",
                "0123",
                12.5,
                0.5,
                0.75,
                0.5,
                0.6,
                0.25,
                0.97,
                new Lookalikes(500, 8, 5),
                Optional.empty(),
                Optional.empty()));
        assertThat(shown(files().getFirst()))
                .hasSize(12)
                .noneMatch(line -> line.contains("classes") || line.contains("copies"));
    }

    /** TensorBoard drops what it has of a session's first step and later ones, and reads files in the order of their names. */
    @Test
    void a_run_that_goes_on_has_a_file_of_its_own_and_forgets_what_is_done_again() throws IOException {
        log(STARTED, FIRST, TICK);
        log(STARTED, new RunEvent.Notice(200, "goes on after step 200"), TICK);
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("events.out.tfevents.1767225610.gannet", "events.out.tfevents.1767225611.gannet");
        assertThat(shown(files().getLast()))
                .startsWith(
                        "1.76722561025E9 at step 0: version brain.Event:2",
                        "1.76722561025E9 at step 201: session 1",
                        "1.76722561025E9 at step 300: loss/D = 1.25");
    }

    @Test
    void a_run_that_is_over_is_told_again_by_its_own_log_as_often_as_one_likes() throws IOException {
        JsonLines<RunEvent> events = run.events();
        List.of(STARTED, FIRST, new RunEvent.Sample(100, "samples/gone.png"), TICK)
                .forEach(events::append);
        log(STARTED, FIRST);
        TensorBoardLog.convert(run);
        assertThat(TensorBoardLog.convert(run)).isEqualTo(run.path().resolve("tensorboard"));
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("events.out.tfevents.1767225600.gannet");
        assertThat(shown(files().getFirst()))
                .hasSize(14)
                .startsWith("1.7672256E9 at step 0: version brain.Event:2")
                .contains("1.7672256025E9 at step 300: loss/D = 1.25");
    }

    @Test
    void a_run_that_is_trained_right_now_is_not_told_again() {
        try (RunLock lock = RunLock.take(run)) {
            assertThatThrownBy(() -> TensorBoardLog.convert(run))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOCKED));
        }
    }

    @Test
    void what_cannot_be_written_is_told_once_and_stops_nothing() throws IOException {
        Files.writeString(run.tensorboard(), "in the way");
        List<String> problems = new ArrayList<>();
        try (TensorBoardLog log = new TensorBoardLog(run, () -> NOW, problems::add)) {
            List.of(STARTED, FIRST, TICK).forEach(log);
        }
        assertThat(problems)
                .containsExactly(
                        "%s: cannot be written: %s exists already; 'gannet tensorboard %s' writes all of it once the run is over"
                                .formatted(run.tensorboard(), run.tensorboard(), run.path()));
    }
}
