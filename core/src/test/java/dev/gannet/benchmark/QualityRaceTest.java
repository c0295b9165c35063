package dev.gannet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Json;
import dev.gannet.config.Recipe;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.evaluate.Reference;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.feature.RandomFeatures;
import dev.gannet.run.Environment;
import dev.gannet.tensor.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityRaceTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    @Test
    void recipes_run_in_turn_from_every_seed_and_everything_is_written_down() throws Exception {
        DataConfig.Dogs dogs = new DataConfig.Dogs(1, 50);
        List<String> told = new ArrayList<>();
        try (ImageSource source = Sources.drawn(dogs, new ImageShape(3, 8));
                FeatureSpace space = new RandomFeatures(1)) {
            Reference reference = Reference.of(source, space, 20, 1);
            QualityRace race = new QualityRace(dogs, source, reference, 0.4, 2, folder, told::add);
            Standings standings = race.run(List.of(Recipe.Dcgan.TUTORIAL, Recipe.Modern.DEFAULT), 2);
            assertThat(standings.laps())
                    .extracting(lap -> "%s %d".formatted(lap.recipe(), lap.seed()))
                    .containsExactly("dcgan 1", "modern 1", "dcgan 2", "modern 2");
            for (Race.Lap lap : standings.laps()) {
                assertThat(lap.points()).hasSize(2);
                assertThat(lap.points().getFirst().seconds()).isGreaterThanOrEqualTo(0.2);
                assertThat(lap.points().getLast().seconds()).isGreaterThanOrEqualTo(0.4);
                assertThat(lap.points().getLast().steps())
                        .isGreaterThanOrEqualTo(lap.points().getFirst().steps());
            }
            Standings written =
                    new Json().read(Files.readString(folder.resolve("results.json")), Standings.class, "results.json");
            assertThat(written).isEqualTo(standings);
            assertThat(folder.resolve("table.md")).content().isEqualTo(standings.table());
        }
        assertThat(told).hasSize(8).first().asString().startsWith("dcgan 0.0 min: FD[RF1-1] ");
        assertThat(ImageIO.read(folder.resolve("plot.png").toFile()).getWidth()).isEqualTo(900);
        assertThat(folder.resolve("modern-seed-2.png")).exists();
    }

    private static Standings standings(Race.Lap... laps) {
        return new Standings(
                Environment.here("libtorch"),
                "dogs",
                "cls 0123456789ab",
                20,
                4.4,
                -0.0123,
                0.969,
                0.75,
                List.of(),
                List.of(laps));
    }

    @Test
    void the_table_has_the_mean_over_the_seeds() {
        Race.Point early = new Race.Point(60, 10, 640, 100, 0.5, 0, 0.5, 0, 0.25, 0.01);
        Race.Point late = new Race.Point(90, 20, 1280, 50, 0.25, 0, 0.25, 0, 0.5, 0.02);
        Race.Point other = new Race.Point(60, 10, 640, 300, 0.5, 0, 0, 0, 0.75, 0.02);
        Standings standings = standings(
                new Race.Lap("modern", 1, List.of(early, late)), new Race.Lap("modern", 2, List.of(other, late)));
        assertThat(standings.table()).isEqualTo("""
                        | recipe | | 1.0 min | 1.5 min |
                        |---|---|---:|---:|
                        | modern | distance | 200.0 | 50.0 |
                        | modern | kernel distance | 0.500 | 0.250 |
                        | modern | coverage | 0.50 | 0.50 |
                        | modern | recall | 0.25 | 0.25 |
                        | modern | near copies | 0.015 | 0.020 |
                        | modern | images seen, thousands | 1 | 1 |
                        | real | distance | 4.4 |
                        | real | kernel distance | -0.0123 |
                        | real | coverage | 0.97 |
                        | real | recall | 0.75 |
                        """);
    }

    /** 1, 2 and 6: mean 3, and (4 + 1 + 9) / 2 = 7 is the square of 2.65. */
    @Test
    void three_seeds_have_a_spread() {
        Race.Point first = new Race.Point(60, 10, 640, 1, 1, 0, 0.1, 0, 0.1, 0.01);
        Race.Point second = new Race.Point(60, 10, 640, 2, 2, 0, 0.2, 0, 0.2, 0.02);
        Race.Point third = new Race.Point(60, 10, 640, 6, 6, 0, 0.6, 0, 0.6, 0.06);
        Standings standings = standings(
                new Race.Lap("modern", 1, List.of(first)),
                new Race.Lap("modern", 2, List.of(second)),
                new Race.Lap("modern", 3, List.of(third)));
        assertThat(standings.table().lines())
                .contains(
                        "| modern | distance | 3.0 ± 2.6 |",
                        "| modern | kernel distance | 3.00 ± 2.65 |",
                        "| modern | coverage | 0.30 ± 0.26 |",
                        "| modern | recall | 0.30 ± 0.26 |",
                        "| modern | near copies | 0.030 |",
                        "| modern | images seen, thousands | 1 |");
    }
}
