package dev.gannet.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.DataConfig;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.evaluate.Reference;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.feature.RandomFeatures;
import dev.gannet.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TournamentTest {
    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    @Test
    void all_play_and_the_best_of_the_final_wins() throws Exception {
        DataConfig.Dogs dogs = new DataConfig.Dogs(1, 50);
        RunConfig base = RunConfig.defaults()
                .withData(dogs, new ImageShape(3, 8))
                .withThreads(1)
                .withSeed(4);
        Recipe.Modern recipe =
                new Recipe.Modern(4, 4, false, Recipe.Modern.DEFAULT.game().withBatch(4));
        Tournament tournament = Tournament.around(base, recipe, true);
        assertThat(tournament.entrants())
                .hasSize(9)
                .contains(new Tournament.Entrant(5e-4, 0.125), new Tournament.Entrant(2e-3, 2));
        List<String> told = new ArrayList<>();
        try (ImageSource source = Sources.drawn(dogs, new ImageShape(3, 8));
                FeatureSpace space = new RandomFeatures(1)) {
            Reference reference = Reference.of(source, space, 20, 1);
            Tournament.Outcome outcome = tournament.play(source, reference, 1.2, told::add);
            assertThat(told).hasSize(14);
            assertThat(told.getFirst()).matches("tune     round 1: 9 trainings of [\\d,]+ steps");
            assertThat(told.get(10)).matches("tune     round 2: 3 trainings of [\\d,]+ steps");
            assertThat(outcome.results().stream().map(Tournament.Result::round))
                    .containsExactly(2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1);
            Tournament.Result best = outcome.results().getFirst();
            assertThat(outcome.results().subList(0, 3))
                    .allMatch(result -> result.point().frechet() >= best.point().frechet());
            Game game = outcome.winner().recipe().game();
            assertThat(game.optimizer().lr()).isEqualTo(best.entrant().lr());
            assertThat(game.loss())
                    .isEqualTo(new LossConfig.Relativistic(best.entrant().gamma(), 4));
            assertThat(outcome.winner().seed()).isEqualTo(4);
            assertThat(outcome.table().lines()).hasSize(13);
            assertThat(outcome.results().stream().map(result -> result.point().steps()))
                    .as("all of a round do the same")
                    .containsOnly(
                            best.point().steps(),
                            outcome.results().getLast().point().steps());
            assertThat(game.decayKimg()).as("over the run, not over a trial").isZero();
        }
    }
}
