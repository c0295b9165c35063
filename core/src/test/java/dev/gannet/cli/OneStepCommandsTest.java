package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.cli.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code watch --html} and {@code lesson --plain}. */
class OneStepCommandsTest {
    @TempDir
    private Path folder = Path.of("");

    private String trained() {
        String run = folder.resolve("run").toString();
        Result result =
                Program.run("train", "--steps", "3", "--batch", "8", "--size", "16", "--no-dashboard", "--out", run);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return run;
    }

    private static Map<Path, Long> files(String run) throws IOException {
        Map<Path, Long> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of(run))) {
            for (Path file : files.toList()) {
                all.put(file, Files.getLastModifiedTime(file).toMillis() + Files.size(file));
            }
        }
        return all;
    }

    @Test
    void watch_writes_the_step_after_the_newest_checkpoint_as_a_page_and_leaves_the_run_alone() throws IOException {
        String run = trained();
        Map<Path, Long> before = files(run);
        Path page = folder.resolve("step.html");
        Result result = Program.run("watch", run, "--html", page.toString(), "--language", "de");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(page + "\n");
        assertThat(Files.readString(page))
                .contains("<html lang=\"de\">", "<h1>Schritt 4</h1>", "id=\"S13\"")
                .doesNotContain(folder.toString());
        assertThat(files(run)).isEqualTo(before);
    }

    @Test
    void what_cannot_be_written_is_said_in_one_line() throws IOException {
        String run = trained();
        String none = folder.resolve("nowhere/step.html").toString();
        Result unwritable = Program.run("watch", run, "--html", none);
        assertThat(unwritable.exitCode()).isEqualTo(4);
        assertThat(unwritable.err())
                .endsWith(
                        "gannet: %s: cannot be written: %s is not there; free some space or choose another folder with --out\n"
                                .formatted(none, none));
        Result two = Program.run("watch", run, run, "--html", "step.html");
        assertThat(two.exitCode()).isEqualTo(2);
        assertThat(two.err())
                .isEqualTo(
                        "gannet: --html step.html: tells about a step of one run; name one ('gannet runs' lists them)\n");
        Result language = Program.run("watch", run, "--html", "step.html", "--language", "it");
        assertThat(language.exitCode()).isEqualTo(2);
        assertThat(language.err()).isEqualTo("gannet: --language 'it': expected one of [en, de, es, fr, pt, zh]\n");
    }

    @Test
    void lesson_plain_prints_every_stop_where_nobody_types_and_serves_nothing() {
        String run = trained();
        Result result = Program.run("lesson", run, "--plain", "--language", "en");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).doesNotContain("open ");
        List<String> stops = result.out()
                .lines()
                .filter(line -> line.matches("S\\d+  .*"))
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();
        assertThat(stops)
                .isEqualTo(IntStream.rangeClosed(0, 13).mapToObj(i -> "S" + i).toList());
        assertThat(result.out())
                .contains("Step 4 begins, with 8 images per side and learning rate ")
                .doesNotContain("\u001b");
    }

    @Test
    void the_lessons_own_run_trains_first() {
        String own = folder.resolve("own").toString();
        Result result = Program.run("lesson", "--plain", "--language", "en", "--steps", "4", "--out", own);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("done after 4 steps in ");
        assertThat(result.out()).contains("Step 5 begins, with 32 images per side and learning rate ");
    }
}
