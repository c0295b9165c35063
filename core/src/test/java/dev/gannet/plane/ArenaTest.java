package dev.gannet.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.LossConfig;
import dev.gannet.tensor.Engine;
import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.PlaneView;
import dev.gannet.trace.plane.PlaneView.Manifold;
import dev.gannet.trace.plane.PlaneView.Round;
import dev.gannet.train.Witness;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One game in the plane, step by step. */
class ArenaTest {
    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    static Collection<LossConfig> losses() {
        return LossConfig.byName().values();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void every_loss_plays(LossConfig loss) throws Exception {
        try (Arena arena = new Arena(Distribution.named("moons"), settings(loss, 3))) {
            double[][] before = arena.made();
            for (int i = 0; i < 20; i++) {
                assertThat(arena.step(Optional.empty(), Witness.NONE)).isEmpty();
            }

            assertThat(Measures.travel(before, arena.made())).isGreaterThan(0.001);
            assertThat(arena.step()).isEqualTo(20);
        }
    }

    @Test
    void the_same_settings_give_the_same_game_whoever_looks_on() throws Exception {
        PlaneSettings settings = settings(new LossConfig.Bce(), 2);
        try (Arena alone = new Arena(Distribution.named("eight"), settings);
                Arena watched = new Arena(Distribution.named("eight"), settings)) {
            for (int i = 0; i < 120; i++) {
                alone.step(Optional.empty(), Witness.NONE);
                watched.step(Optional.of(watched.recorder()), Witness.NONE);
                watched.metrics();
                watched.heat();
                watched.manifold();
            }

            assertThat(watched.made()).isDeepEqualTo(alone.made());
            assertThat(watched.heat()).isEqualTo(alone.heat());
            assertThat(watched.history()).isEqualTo(alone.history()).hasSize(1);
        }
    }

    @Test
    void a_round_shows_the_points_of_the_step_and_where_they_went() throws Exception {
        try (Arena arena = new Arena(Distribution.named("eight"), settings(new LossConfig.Bce(), 2))) {
            Round round = play(arena);

            assertThat(round.step()).isEqualTo(1);
            assertThat(round.noise().length).isEqualTo(32);
            assertThat(round.noise()[0]).hasSize(2);
            assertThat(new Measures(Distribution.named("eight"), round.real()).nearModes(round.real()))
                    .satisfies(shares -> assertThat(Arrays.stream(shares).sum()).isGreaterThan(28));
            for (int i = 0; i < 32; i++) {
                assertThat(round.errorFake()[i]).isCloseTo(-Math.log(1 - round.onFake()[i]), within(2e-3));
                assertThat(round.errorReal()[i]).isCloseTo(-Math.log(round.onReal()[i]), within(2e-3));
                assertThat(round.errorG()[i]).isCloseTo(-Math.log(round.after()[i]), within(2e-3));
            }
            assertThat(Measures.travel(round.fake(), round.moved())).isBetween(1e-5, 0.5);
        }
    }

    /**
     * G's error is -log sigmoid(D), so an arrow is (1 - verdict) times D's slope, and along it the updated D's output rises:
     * both are read off the heat map, which knows nothing of gradients.
     */
    @Test
    void arrows_point_uphill_on_the_heat_map_of_the_d_that_they_come_from() throws Exception {
        PlaneSettings settings = settings(new LossConfig.Bce(), 2);
        try (Arena arena = new Arena(Distribution.named("eight"), settings)) {
            for (int i = 0; i < 150; i++) {
                arena.step(Optional.empty(), Witness.NONE);
            }
            Round round = play(arena); // D does not change after its update: the heat map is still that D's
            double[] heat = arena.heat();
            int compared = 0;
            double error = 0;
            double length = 0;
            for (int i = 0; i < 32; i++) {
                double[] at = round.fake()[i];
                if (Math.max(Math.abs(at[0]), Math.abs(at[1])) < 1.3) {
                    double h = 2 * PlaneView.EXTENT / PlaneView.HEAT;
                    double factor = 1 - round.after()[i];
                    double x = factor * (between(heat, at[0] + h, at[1]) - between(heat, at[0] - h, at[1])) / (2 * h);
                    double y = factor * (between(heat, at[0], at[1] + h) - between(heat, at[0], at[1] - h)) / (2 * h);
                    error += Math.hypot(x - round.arrows()[i][0], y - round.arrows()[i][1]);
                    length += Math.hypot(x, y);
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(10);
            assertThat(error / length).isLessThan(0.15); // D has kinks, a heat map has cells
        }
    }

    /** The heat map at any point: bilinear between the middles of its cells. */
    private static double between(double[] heat, double x, double y) {
        int side = PlaneView.HEAT;
        double column = (x + PlaneView.EXTENT) / (2 * PlaneView.EXTENT) * side - 0.5;
        double row = (y + PlaneView.EXTENT) / (2 * PlaneView.EXTENT) * side - 0.5;
        int c = (int) Math.floor(column);
        int r = (int) Math.floor(row);
        double u = column - c;
        double v = row - r;
        return (1 - v) * ((1 - u) * heat[r * side + c] + u * heat[r * side + c + 1])
                + v * ((1 - u) * heat[(r + 1) * side + c] + u * heat[(r + 1) * side + c + 1]);
    }

    @Test
    void the_manifold_is_a_grid_and_with_one_number_of_noise_a_line() {
        PlaneSettings two = settings(new LossConfig.Bce(), 5);
        try (Arena grid = new Arena(Distribution.named("line"), two);
                Arena line = new Arena(Distribution.named("line"), settings(new LossConfig.Bce(), 1))) {
            Manifold sheet = grid.manifold();
            Manifold thread = line.manifold();

            assertThat(sheet.rows()).isEqualTo(24);
            assertThat(sheet.points().length).isEqualTo(24 * 24);
            assertThat(thread.rows()).isEqualTo(1);
            assertThat(thread.points().length).isEqualTo(thread.columns());
        }
    }

    private static Round play(Arena arena) throws InterruptedException {
        RoundRecorder recorder = arena.recorder();
        assertThat(arena.step(Optional.of(recorder), Witness.NONE)).isEmpty();
        return recorder.round();
    }

    private static PlaneSettings settings(LossConfig loss, int latent) {
        return new PlaneSettings(loss, 0.002, 0.001, 0.5, 2, 32, latent, 3, 2, 16, 5);
    }
}
