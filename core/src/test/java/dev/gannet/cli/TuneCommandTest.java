package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.cli.Program.Result;
import dev.gannet.config.Budget;
import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuneCommandTest {
    @TempDir
    private Path folder = Path.of("");

    /** A row of the printed table. */
    private record Row(int round, double lr, double gamma, double distance) {
        static Row of(String line) {
            String[] cells = line.strip().split(" +");
            assertThat(cells).as(line).hasSize(6);
            return new Row(
                    Integer.parseInt(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]));
        }
    }

    @Test
    void the_winner_of_the_printed_table_is_trained() throws IOException {
        Path out = folder.resolve("run");
        Result result = Program.run(
                "tune",
                Stripes.in(folder).toString(),
                "--size",
                "8",
                "--for",
                "1s",
                "--then",
                "1s",
                "--seed",
                "4",
                "--scores",
                "off",
                "--no-cache",
                "--no-dashboard",
                "--out",
                out.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err().lines().filter(line -> line.startsWith("tune     round ")))
                .hasSize(14)
                .allMatch(line ->
                        line.matches("tune     round [12], \\d of [39]: learning rate \\S+, gamma \\S+: distance"
                                + " -?[\\d.]+, coverage [\\d.]+|tune     round [12]: [93] trainings of \\d+ steps"));
        List<String> table = result.out().lines().toList();
        assertThat(table.getFirst()).isEqualTo("round  learning rate    gamma  distance  coverage  images");
        List<Row> rows = table.stream().skip(1).map(Row::of).toList();
        assertThat(rows).extracting(Row::round).containsExactly(2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(rows.subList(0, 3)).extracting(Row::distance).isSorted();
        assertThat(rows.subList(3, 12)).extracting(Row::distance).isSorted();

        RunConfig trained = RunDir.open(out).config();
        Game game = trained.recipe().game();
        assertThat(game.optimizer().lr()).isEqualTo(rows.getFirst().lr());
        assertThat(game.loss())
                .isEqualTo(new LossConfig.Relativistic(rows.getFirst().gamma(), 4));
        assertThat(trained.recipe().name()).isEqualTo("modern");
        assertThat(trained.seed()).isEqualTo(4);
        assertThat(trained.budget()).isEqualTo(new Budget.Time(1));
        assertThat(RunDir.open(out).events().read().getLast())
                .isInstanceOfSatisfying(RunEvent.Stopped.class, stopped -> {
                    assertThat(stopped.interrupted()).isFalse();
                    assertThat(stopped.step()).isPositive();
                });
    }

    @Test
    void what_cannot_be_done_is_told_before_anything_is_looked_at() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("something"), "");
        says("--for 'soon': expected a time such as 90s, 10m or 1h30m", "--for", "soon");
        says("--then 'later': expected a time such as 90s, 10m or 1h30m", "--then", "later");
        says("--out %s: is not empty; name a new folder".formatted(taken), "--out", taken.toString());
        says("--until plateau needs scores; leave out --scores off", "--until", "plateau", "--scores", "off");
    }

    private static void says(String line, String... options) {
        List<String> all = new ArrayList<>(List.of("tune", "nowhere"));
        all.addAll(List.of(options));
        Result result = Program.run(all.toArray(String[]::new));
        assertThat(result).isEqualTo(new Result(2, "", "gannet: " + line + "\n"));
    }
}
