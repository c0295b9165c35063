package dev.gannet.train;

import static dev.gannet.Tensors.floats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.OptimizerConfig;
import dev.gannet.model.Gan;
import dev.gannet.nn.Net;
import dev.gannet.tensor.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The step against the same game in plain double-precision Java, and deliberately broken steps against both. */
class TrainStepTest {
    private static final double CLOSE = 2e-5;
    private static final OptimizerConfig ADAM = new OptimizerConfig.Adam(0.002, 0.5, 0.999, 1e-8);
    private static final OptimizerConfig SGD = new OptimizerConfig.Sgd(0.05, 0.5);
    private static final Game TUTORIAL = new Game(new LossConfig.Bce(), SGD, 6, Fakes.SAME, 1);

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    static Stream<Game> games() {
        return Stream.of(
                TUTORIAL,
                new Game(new LossConfig.Bce(), ADAM, 6, Fakes.SAME, 1),
                new Game(new LossConfig.Bce(), SGD, 6, Fakes.FRESH, 1),
                new Game(new LossConfig.Bce(), ADAM, 5, Fakes.FRESH, 3),
                new Game(new LossConfig.Bce(), SGD, 5, Fakes.SAME, 2),
                new Game(new LossConfig.Saturating(), SGD, 6, Fakes.FRESH, 2),
                new Game(new LossConfig.Hinge(), SGD, 6, Fakes.SAME, 1),
                new Game(new LossConfig.LeastSquares(), ADAM, 6, Fakes.SAME, 1),
                new Game(new LossConfig.Bce(), SGD, 6, Fakes.SAME, 1).withDecay(0.02),
                new Game(new LossConfig.Relativistic(0.3, 1), SGD, 6, Fakes.SAME, 1),
                new Game(new LossConfig.Relativistic(0.2, 2), ADAM, 5, Fakes.FRESH, 2));
    }

    @ParameterizedTest
    @MethodSource("games")
    void five_steps_equal_the_plain_java_game(Game game) throws Exception {
        double difference = StepProbe.difference(game, 5, TrainStepTest::real);
        System.out.printf("largest difference after 5 steps: %.2e (%s)%n", difference, game);
        assertThat(difference).isLessThan(CLOSE);
    }

    @ParameterizedTest
    @MethodSource("games")
    void five_steps_on_wide_transparent_images_equal_the_plain_java_game_too(Game game) throws Exception {
        assertThat(StepProbe.difference(game, new ImageShape(4, 8, 12), 5, TrainStepTest::real))
                .isLessThan(CLOSE);
    }

    private static StepProbe.Stepper real(Gan gan, dev.gannet.config.RunConfig config) {
        TrainStep step = new TrainStep(gan, config, 0);
        return reals -> step.run(reals, false);
    }

    @ParameterizedTest
    @MethodSource("games")
    void watching_a_step_changes_nothing(Game game) throws Exception {
        double difference = StepProbe.difference(game, 5, (gan, config) -> {
            TrainStep step = new TrainStep(gan, config, 0);
            return reals ->
                    assertThat(step.run(reals, true).orElseThrow().finite()).isTrue();
        });
        assertThat(difference).isLessThan(CLOSE);
    }

    /** Each of these is a mistake that still trains something, or that no loss curve would give away. */
    static Stream<Mutant> mutants() {
        return Stream.of(
                new Mutant(
                        "targets swapped", "loss.discriminator(onReal, onFake)", "loss.discriminator(onFake, onReal)"),
                new Mutant("fakes detached in G's pass", "same ? made : forward", "same ? made.detach() : forward"),
                new Mutant("D not frozen in G's pass", "detective.net().trainable(false);", ""),
                new Mutant("D's error reaches G", "Tensor fake = made.detach();", "Tensor fake = made;"),
                new Mutant("D not updated", "detective.update(error, game.pace(step * game.batch()));", ""),
                new Mutant(
                        "D never sees a real image",
                        "detective.net(), real); // (N)",
                        "detective.net(), fake); // (N)"),
                new Mutant(
                        "G's error has D's target",
                        "loss.generator(after, real).mean()",
                        "loss.generator(after.neg(), real).mean()"),
                new Mutant(
                        "other images for G",
                        "same ? made : forward.train(forger.net(), zForG)",
                        "forward.train(forger.net(), draws.latents(step, 99))"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void a_broken_step_is_found_out(Mutant mutant, @TempDir Path folder) throws IOException {
        assertThat(mutant.survives(folder, maker -> StepProbe.difference(TUTORIAL, 2, maker) < CLOSE))
                .as(mutant.name())
                .isFalse();
    }

    @Test
    void the_unbroken_step_survives_the_same_treatment(@TempDir Path folder) throws IOException {
        Mutant none = new Mutant("nothing broken", "// 3. Report.", "// 3. Say.");
        assertThat(none.survives(folder, maker -> StepProbe.difference(TUTORIAL, 2, maker) < CLOSE))
                .isTrue();
    }

    @Test
    void each_update_changes_its_own_network_alone() {
        try (Gan gan = StepProbe.pair()) {
            TrainStep step = new TrainStep(gan, StepProbe.config(TUTORIAL), 0);
            List<float[]> d = weights(gan.discriminator());
            List<float[]> g = weights(gan.generator());
            step.forger.optimizer().state(); // the step itself is taken apart here
            assertThat(weights(gan.discriminator())).usingRecursiveComparison().isEqualTo(d);
            gan.discriminator().trainable(true);
            learn(step.detective, gan);
            assertThat(weights(gan.generator()))
                    .as("G across D's update")
                    .usingRecursiveComparison()
                    .isEqualTo(g);
            assertThat(weights(gan.discriminator())).usingRecursiveComparison().isNotEqualTo(d);
            d = weights(gan.discriminator());
            gan.discriminator().trainable(false);
            learn(step.forger, gan);
            assertThat(weights(gan.discriminator()))
                    .as("D across G's update")
                    .usingRecursiveComparison()
                    .isEqualTo(d);
            assertThat(weights(gan.generator())).usingRecursiveComparison().isNotEqualTo(g);
            step.close();
        }
    }

    private static void learn(Player player, Gan gan) {
        try (var scope = dev.gannet.tensor.StepScope.open()) {
            var pass = new dev.gannet.nn.Pass.Probe();
            var z = new dev.gannet.tensor.Noise(1).normal(dev.gannet.tensor.Noise.Stream.LATENT, 0, 3, 4);
            var error = gan.discriminator()
                    .forward(gan.generator().forward(z, pass), pass)
                    .mean();
            player.backPropagate(error);
            player.update(error, 1);
        }
    }

    private static List<float[]> weights(Net net) {
        List<float[]> all = new ArrayList<>();
        net.state().values().forEach(tensor -> all.add(floats(tensor)));
        return all;
    }
}
