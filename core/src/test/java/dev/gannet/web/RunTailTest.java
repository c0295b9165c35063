package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Json;
import dev.gannet.run.JsonLines;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTailTest {
    private final RunDir run;
    private final JsonLines<RunEvent> log;
    private final RunTail tail;

    RunTailTest(@TempDir Path folder) {
        run = FakeRun.in(folder);
        log = run.events();
        tail = new RunTail(run);
    }

    private Path file() {
        return run.path().resolve("events.jsonl");
    }

    @Test
    void what_is_appended_is_read_once_and_has_a_place() throws IOException {
        assertThat(tail.poll()).isEqualTo(RunTail.News.NONE);
        log.append(FakeRun.tick(1));
        log.append(FakeRun.tick(2));
        assertThat(tail.poll()).isEqualTo(new RunTail.News(false, 0, List.of(FakeRun.tick(1), FakeRun.tick(2))));
        assertThat(tail.poll().events()).isEmpty();
        log.append(FakeRun.tick(3));
        assertThat(tail.poll()).isEqualTo(new RunTail.News(false, 2, List.of(FakeRun.tick(3))));
        assertThat(tail.kept())
                .isEqualTo(new RunTail.Kept(3, List.of(FakeRun.tick(1), FakeRun.tick(2), FakeRun.tick(3))));
        assertThat(tail.last()).contains(FakeRun.tick(3));
    }

    @Test
    void half_a_line_waits_for_its_other_half() throws IOException {
        log.append(FakeRun.tick(1));
        String line = Files.readString(file());
        Files.writeString(file(), line.substring(0, 40), StandardOpenOption.APPEND);
        assertThat(tail.poll().events()).containsExactly(FakeRun.tick(1));
        assertThat(tail.poll().events()).isEmpty();
        Files.writeString(file(), line.substring(40), StandardOpenOption.APPEND);
        assertThat(tail.poll().events()).containsExactly(FakeRun.tick(1));
    }

    @Test
    void a_file_that_has_become_shorter_is_read_anew() throws IOException {
        log.append(FakeRun.tick(1));
        long position = log.position();
        log.append(FakeRun.tick(2));
        tail.poll();
        log.goBackTo(position);
        assertThat(tail.poll()).isEqualTo(new RunTail.News(true, 2, List.of()));
        assertThat(tail.poll()).isEqualTo(new RunTail.News(false, 2, List.of(FakeRun.tick(1))));
        assertThat(tail.kept().events()).containsExactly(FakeRun.tick(1));
    }

    @Test
    void a_file_that_was_shorter_for_a_moment_is_read_anew() throws IOException {
        log.append(FakeRun.tick(1));
        long position = log.position();
        log.append(FakeRun.tick(2));
        tail.poll();
        log.goBackTo(position);
        log.append(FakeRun.tick(7));
        log.append(FakeRun.tick(8));
        assertThat(tail.poll().anew()).isTrue();
        assertThat(tail.poll().events()).containsExactly(FakeRun.tick(1), FakeRun.tick(7), FakeRun.tick(8));
    }

    @Test
    void a_file_that_is_gone_is_no_run_any_more() throws IOException {
        log.append(FakeRun.tick(1));
        tail.poll();
        Files.delete(file());
        assertThat(tail.poll().anew()).isTrue();
        assertThat(tail.kept().events()).isEmpty();
        assertThat(tail.poll()).isEqualTo(RunTail.News.NONE);
    }

    @Test
    void lines_of_a_later_version_are_left_out() throws IOException {
        Files.writeString(file(), """
                {"event":"sang","step":1}
                not JSON
                {"event":"cleared","step":3,"rule":"B1","mood":"good"}
                """);
        assertThat(tail.poll().events()).containsExactly(new RunEvent.Cleared(3, "B1"));
    }

    @Test
    void ticks_and_vitals_are_thinned_and_all_else_stays_in_its_place() throws IOException {
        StringBuilder lines = new StringBuilder();
        Json json = new Json();
        List<RunEvent> others = new ArrayList<>();
        for (int step = 1; step <= 9_001; step++) {
            lines.append(json.line(FakeRun.tick(step))).append('\n');
            if (step % 10 == 0) {
                lines.append(json.line(FakeRun.vitals(step))).append('\n');
            }
            if (step % 50 == 0) {
                RunEvent sample = new RunEvent.Sample(step, "samples/step-%08d.png".formatted(step));
                others.add(sample);
                lines.append(json.line(sample)).append('\n');
            }
        }
        Files.writeString(file(), lines);
        while (!tail.poll().events().isEmpty()) {
            // a bounded piece at a time
        }
        List<RunEvent> kept = tail.kept().events();
        List<Long> ticks = kept.stream()
                .filter(RunEvent.Tick.class::isInstance)
                .map(tick -> ((RunEvent.Tick) tick).step())
                .toList();
        assertThat(ticks)
                .hasSizeBetween(1_000, 2_000)
                .startsWith(1L, 9L)
                .endsWith(9_001L)
                .isSorted();
        assertThat(kept.stream().filter(RunEvent.Vitals.class::isInstance)).hasSizeBetween(100, 200);
        assertThat(kept).contains(FakeRun.vitals(9_000)).containsSubsequence(others);
        assertThat(kept.stream().filter(RunEvent.Sample.class::isInstance)).hasSize(180);
        int sample = kept.indexOf(others.getLast());
        assertThat(kept.subList(sample + 1, kept.size()))
                .doesNotHaveAnyElementsOfTypes(RunEvent.Sample.class)
                .endsWith(FakeRun.tick(9_001));
    }
}
