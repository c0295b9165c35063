package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Budget;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far a budget reaches, and what falls over it. */
class TempoTest {
    private static final ImageShape IMAGE = new ImageShape(3, 8);
    private static final DataConfig.Dogs DOGS = new DataConfig.Dogs(1, 50);
    private static final RunConfig CONFIG = RunConfig.defaults()
            .withData(DOGS, IMAGE)
            .withThreads(1)
            .withRecipe(
                    new Recipe.Modern(4, 4, false, Recipe.Modern.DEFAULT.game().withBatch(4)));

    private static double kimg(RunConfig config) {
        return config.recipe().game().decayKimg();
    }

    private static double falling(Budget budget) throws InterruptedException {
        try (ImageSource source = Sources.drawn(DOGS, IMAGE)) {
            return kimg(Tempo.slowingDown(CONFIG.withBudget(budget), source));
        }
    }

    @Test
    void steps_and_epochs_say_how_many_images_there_will_be() throws Exception {
        assertThat(falling(new Budget.Steps(500))).isEqualTo(2); // of 4 images
        assertThat(falling(new Budget.Epochs(10))).isEqualTo(0.52); // an epoch is 13 steps of 4 images
    }

    @Test
    void a_time_says_so_by_the_tempo() {
        assertThat(kimg(Tempo.slowingDown(CONFIG, new Tempo(0.1).steps(60)))).isEqualTo(2.4); // 600 steps of 4 images
        assertThat(new Tempo(2).steps(0.1)).isOne();
        assertThat(kimg(Tempo.slowingDown(CONFIG, new Tempo(1e-6).steps(1e12))))
                .as("no longer than a decay may be")
                .isEqualTo(1e6);
    }

    @Test
    void the_tempo_of_a_time_is_measured() throws Exception {
        try (ImageSource source = Sources.drawn(DOGS, IMAGE)) {
            long start = System.nanoTime();
            double measured = Tempo.of(CONFIG, source, 250).secondsPerStep();
            Duration spent = Duration.ofNanos(System.nanoTime() - start);
            assertThat(measured).isPositive();
            assertThat(spent).isBetween(Duration.ofMillis(2500), Duration.ofMinutes(1));
            assertThat(Duration.ofNanos((long) (measured * 10e9))).isLessThan(spent); // ten steps at least
        }
        assertThat(falling(new Budget.Time(60))).isPositive();
    }

    @Test
    void the_rate_is_a_tenth_when_the_budget_is_spent() throws Exception {
        try (ImageSource source = Sources.drawn(DOGS, IMAGE)) {
            Game game = Tempo.slowingDown(CONFIG.withBudget(new Budget.Steps(500)), source)
                    .recipe()
                    .game();
            assertThat(game.pace(0)).isOne();
            assertThat(game.pace(500 * 4)).isEqualTo(0.1);
        }
    }
}
