package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.benchmark.Standings;
import dev.gannet.cli.Program.Result;
import dev.gannet.config.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static Result quality(Path images, String... options) {
        List<String> all = new ArrayList<>(List.of("benchmark", "quality", images.toString()));
        all.addAll(List.of(options));
        return Program.run(all.toArray(String[]::new));
    }

    @Test
    void recipes_run_against_each_other_and_everything_is_written_down() throws IOException {
        Path out = folder.resolve("results");
        Result result = quality(
                Stripes.in(folder),
                "--size",
                "8",
                "--recipes",
                "vanilla,modern",
                "--for",
                "1s",
                "--moments",
                "2",
                "--seeds",
                "1",
                "--n",
                "12",
                "--features",
                "rf",
                "--no-cache",
                "--out",
                out.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err().lines().toList())
                .hasSize(4)
                .allMatch(line -> line.matches(
                        "(vanilla|modern) 0\\.0 min: FD\\[RF1-1] [\\d.]+, coverage [\\d.]+," + " [\\d,]+ images seen"));
        assertThat(result.out())
                .startsWith("| recipe | | 0.0 min | 0.0 min |\n|---|---|---:|---:|\n| vanilla | distance | ")
                .contains("\n| modern | distance | ", "\n| real | distance | ");
        assertThat(out.resolve("table.md")).content().isEqualTo(result.out().stripTrailing() + "\n");
        String written = Files.readString(out.resolve("results.json"));
        assertThat(written).as("where images are is nobody's business").doesNotContain(folder.toString());
        Standings standings = new Json().read(written, Standings.class, "results.json");
        assertThat(standings.data()).isEqualTo("stripes: 40 images at 8x8 RGB");
        assertThat(standings.n()).isEqualTo(12);
        assertThat(standings.laps())
                .extracting(lap -> "%s %d".formatted(lap.recipe(), lap.seed()))
                .containsExactly("vanilla 1", "modern 1");
        assertThat(standings.laps())
                .allSatisfy(lap -> assertThat(lap.points().getLast().seconds()).isBetween(1.0, 3.0));
        for (String name : List.of("plot.png", "vanilla-seed-1.png", "modern-seed-1.png")) {
            assertThat(out.resolve(name)).isNotEmptyFile();
        }
    }

    @Test
    void what_cannot_be_done_is_told_before_anything_is_looked_at() {
        String counts = "--seeds and --moments: expected 1 or more";
        says(counts, "--seeds", "0");
        says(counts, "--moments", "0");
        says("--for 'soon': expected a time such as 90s, 10m or 1h30m", "--for", "soon");
        says(
                "unknown --recipes 'modem'; did you mean 'modern'? known: dcgan, modern, vanilla",
                "--recipes",
                "dcgan,modem");
        says("unknown --features 'clip'; did you mean 'cls'? known: auto, cls, rf, ssl", "--features", "clip");
    }

    private static void says(String line, String... options) {
        assertThat(quality(Path.of("nowhere"), options)).isEqualTo(new Result(2, "", "gannet: " + line + "\n"));
    }

    @Test
    void a_size_that_a_recipe_does_not_make_is_told_before_features_have_learned() throws IOException {
        Path out = folder.resolve("results");
        Result result = quality(
                Stripes.in(folder),
                "--size",
                "256",
                "--recipes",
                "modern,vanilla",
                "--features",
                "ssl",
                "--no-cache",
                "--out",
                out.toString());
        assertThat(result)
                .isEqualTo(new Result(
                        2,
                        "",
                        "gannet: --size 256: recipe vanilla connects every pixel to every unit; use at most 128, or"
                                + " --recipe dcgan\n"));
        assertThat(out).doesNotExist();
    }
}
