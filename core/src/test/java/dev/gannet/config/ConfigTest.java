package dev.gannet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {
    private final Json json = new Json();

    @Test
    void a_configuration_survives_the_way_to_json_and_back() {
        for (Recipe recipe : Recipe.byName().values()) {
            for (LossConfig loss : LossConfig.byName().values()) {
                for (DataConfig data : new DataConfig[] {
                    DataConfig.Dogs.DEFAULT,
                    new DataConfig.Folder(Path.of("some folder/ü")),
                    new DataConfig.Idx(Path.of("x-images-idx3-ubyte.gz"))
                }) {
                    RunConfig config = RunConfig.defaults()
                            .withData(data, new ImageShape(1, 64))
                            .withRecipe(recipe.withGame(recipe.game().withLoss(loss)))
                            .withBudget(new Budget.Epochs(3));
                    assertThat(json.read(json.pretty(config), RunConfig.class, "test"))
                            .isEqualTo(config);
                    assertThat(json.read(json.line(config), RunConfig.class, "test"))
                            .isEqualTo(config);
                }
            }
        }
    }

    @Test
    void a_run_that_goes_on_for_longer_may_let_its_learning_rate_fall_over_longer() {
        RunConfig run = RunConfig.defaults();
        RunConfig longer = Settings.apply(run, Map.of("for", "2h", "decay", "800"));
        assertThat(longer.recipe().game().decayKimg()).isEqualTo(800);
        assertThatThrownBy(() -> Settings.apply(run, Map.of("decay", "long")))
                .hasMessage("--set decay=long: expected a number");
    }

    @Test
    void an_augmentation_that_does_not_go_with_a_loss_is_changed_together_with_it() {
        Recipe modern = Recipe.Modern.DEFAULT;
        RunConfig run =
                RunConfig.defaults().withRecipe(modern.withGame(modern.game().withAugment(AugmentConfig.Ada.PAPER)));
        assertThatThrownBy(() -> Settings.apply(run, Map.of("loss", "wasserstein-gp")))
                .hasMessage(
                        "--augment ada follows the sign of D's output, which means nothing with --loss wasserstein-gp; use"
                                + " --augment diff");
        Map<String, String> both = new LinkedHashMap<>();
        both.put("loss", "wasserstein-gp");
        both.put("augment", "diff");
        assertThat(Settings.apply(run, both).recipe().game().augment()).isEqualTo(AugmentConfig.Diff.ALL);
        assertThat(Settings.apply(run, Map.of("device", "cuda"))).isEqualTo(run.withDevice(Device.CUDA));
    }

    @Test
    void a_fingerprint_is_of_the_game_and_not_of_the_machine_or_the_time() {
        RunConfig here = RunConfig.defaults()
                .withData(new DataConfig.Folder(Path.of("/home/ann/dogs")), new ImageShape(3, 32))
                .withThreads(2);
        assertThat(here.fingerprint()).matches("[0-9a-f]{12}");
        assertThat(here.withData(new DataConfig.Folder(Path.of("D/dogs")), here.image())
                        .withThreads(8)
                        .withDevice(Device.CUDA)
                        .withBudget(new Budget.Steps(9))
                        .withCadence(new Cadence(1, 2, 3))
                        .fingerprint())
                .isEqualTo(here.fingerprint());
        Recipe other = here.recipe().withGame(here.recipe().game().withLr(0.003));
        assertThat(List.of(
                        here.fingerprint(),
                        here.withSeed(2).fingerprint(),
                        here.withData(here.data(), new ImageShape(3, 64)).fingerprint(),
                        here.withData(new DataConfig.Folder(Path.of("cats")), here.image())
                                .fingerprint(),
                        here.withRecipe(other).fingerprint()))
                .doesNotHaveDuplicates();
    }

    @Test
    void unknown_and_missing_keys_are_refused_with_their_place() {
        assertThatThrownBy(() ->
                        json.read("{\"tick\":1,\"sample\":2,\"checkpoint\":3,\"tock\":4}", Cadence.class, "c.json"))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "c.json: Unrecognized property \"tock\" (class dev.gannet.config.Cadence), not marked as ignorable");
        assertThatThrownBy(() -> json.read("{\"tick\":1,\n oops}", Cadence.class, "c.json"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("c.json: Unexpected character")
                .hasMessageEndingWith(" at line 2, column 2");
        assertThatThrownBy(() -> json.read("{\"tick\":1,\"sample\":2}", Cadence.class, "c.json"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("c.json: Missing creator property 'checkpoint' (index 2)");
    }

    @Test
    void a_value_out_of_range_in_json_names_itself() {
        assertThatThrownBy(() -> json.read("{\"tick\":0,\"sample\":2,\"checkpoint\":3}", Cadence.class, "c.json"))
                .isInstanceOf(UserException.class)
                .hasMessage("c.json: cadence.tick is 0; expected at least 1 step");
    }

    @Test
    void every_range_has_its_message() {
        Game game = Recipe.Dcgan.TUTORIAL.game();
        says(() -> game.withBatch(1), "--batch is 1; expected 2 to 4096 images");
        says(() -> game.withDSteps(0), "--d-steps is 0; expected 1 to 100");
        says(() -> game.withLr(0), "--lr is 0.0; expected a number above 0, at most 10");
        says(() -> game.withLr(Double.NaN), "--lr is NaN; expected a number above 0, at most 10");
        says(() -> new ImageShape(3, 4), "--size is 4; expected 8 to 1024 pixels");
        says(() -> new ImageShape(2, 32), "channels is 2; expected 1 (grey), 3 (RGB) or 4 (RGBA)");
        says(() -> new Budget.Steps(0), "--steps is 0; expected at least 1");
        says(() -> new Budget.Epochs(-1), "--epochs is -1; expected at least 1");
        says(() -> new Budget.Time(0), "--for is 0s; expected at least 1s");
        says(() -> Budget.Time.parse("soon"), "--for 'soon': expected a time such as 90s, 10m or 1h30m");
        says(() -> Budget.Time.parse(""), "--for '': expected a time such as 90s, 10m or 1h30m");
        says(() -> Budget.Time.parse("--then", "soon"), "--then 'soon': expected a time such as 90s, 10m or 1h30m");
        says(() -> Budget.Time.parse("--then", "0m"), "--then is 0s; expected at least 1s");
        says(() -> RunConfig.defaults().withHoldOut(-1), "--hold-out is -1; expected 0 or more images");
        says(() -> RunConfig.defaults().withThreads(0), "--threads is 0; expected 1 to 1024");
        says(() -> new DataConfig.Dogs(1, 1), "dogs count is 1; expected 2 to 10,000,000");
        says(
                () -> DataConfig.Dogs.DEFAULT.at(Path.of("photos")),
                "--set data=photos: this run's dogs are drawn, not read");
        says(() -> new LossConfig.WassersteinGp(-1), "loss.lambda is -1.0; expected a number above 0, below 1,000,000");
        says(() -> new OptimizerConfig.Adam(1, 1, 0, 1e-8), "beta1 is 1.0; expected 0 or more, below 1");
        says(() -> new OptimizerConfig.Adam(1, 0, 0, 0), "eps is 0.0; expected a number above 0 and below 1");
        says(() -> new OptimizerConfig.Sgd(1, -0.5), "momentum is -0.5; expected 0 or more, below 1");
        says(() -> new Recipe.Dcgan(0, 64, game), "latent is 0; expected 1 to 8192");
        says(() -> new Recipe.Vanilla(1, 1, 1, 1, game), "maxoutPieces is 1; expected 2 to 16");
    }

    @Test
    void every_range_of_what_is_newer_has_its_message() {
        Game game = Recipe.Modern.DEFAULT.game();
        String ema = "; expected 0 to 10000 thousand images";
        says(() -> game.withEma(-1), "--ema is -1.0" + ema);
        says(() -> game.withEma(10_001), "--ema is 10001.0" + ema);
        says(() -> game.withEma(Double.NaN), "--ema is NaN" + ema);
        String decay = "; expected 0 to 1000000 thousand images";
        says(() -> game.withDecay(-0.5), "--decay is -0.5" + decay);
        says(() -> game.withDecay(1_000_001), "--decay is 1000001.0" + decay);
        says(() -> game.withDecay(Double.NaN), "--decay is NaN" + decay);
        says(() -> new LossConfig.Relativistic(0, 4), "loss.gamma is 0.0; expected a number above 0, below 1,000,000");
        says(() -> new LossConfig.Relativistic(1, 0), "loss.every is 0; expected 1 to 64");
        says(() -> new LossConfig.Relativistic(1, 65), "loss.every is 65; expected 1 to 64");
        assertThat(game.withEma(10_000).withDecay(1_000_000).withLoss(new LossConfig.Relativistic(1, 64)))
                .as("what is just within")
                .isNotEqualTo(game);
    }

    @Test
    void a_size_that_the_network_cannot_make_names_its_neighbours() {
        RunConfig defaults = RunConfig.defaults();
        says(
                () -> defaults.withData(defaults.data(), new ImageShape(3, 48)),
                "--size 48: recipe modern doubles 4 pixels up to the image, so it needs a power of two from 8 to 256;"
                        + " try --size 32 or --size 64");
        says(
                () -> defaults.withData(defaults.data(), new ImageShape(3, 512)),
                "--size 512: recipe modern doubles 4 pixels up to the image, so it needs a power of two from 8 to 256;"
                        + " try --size 256");
        says(
                () -> defaults.withRecipe(Recipe.Vanilla.PAPER).withData(defaults.data(), new ImageShape(3, 200)),
                "--size 200: recipe vanilla connects every pixel to every unit; use at most 128, or --recipe dcgan");
    }

    @Test
    void a_wrong_name_lists_the_right_ones_nearest_first() {
        says(
                () -> Choices.named("--recipe", "dcgam", Recipe.byName()),
                "unknown --recipe 'dcgam'; did you mean 'dcgan'? known: dcgan, modern, vanilla");
        says(
                () -> Choices.named("--loss", "wgan-gp", LossConfig.byName()),
                "unknown --loss 'wgan-gp'; did you mean 'hinge'? known: bce, hinge, least-squares, relativistic, saturating,"
                        + " wasserstein-gp");
    }

    @ParameterizedTest
    @CsvSource({"90s,90,1m30s", "10m,600,10m", "2h,7200,2h", "1h30m,5400,1h30m", "1h0m5s,3605,1h5s"})
    void times_are_read_and_written(String text, long seconds, String written) {
        assertThat(Budget.Time.parse(text)).isEqualTo(new Budget.Time(seconds)).hasToString(written);
    }

    @Test
    void grids_come_often_at_first() {
        assertThat(java.util.stream.LongStream.rangeClosed(0, 500).filter(Cadence.DEFAULT::samplesAt))
                .containsExactly(0L, 1L, 2L, 5L, 10L, 20L, 50L, 100L, 200L, 400L);
    }

    @Test
    void the_dcgan_recipe_has_the_tutorials_numbers() {
        Recipe.Dcgan tutorial = Recipe.Dcgan.TUTORIAL;
        assertThat(tutorial.latent()).isEqualTo(100);
        assertThat(tutorial.width()).isEqualTo(64);
        assertThat(tutorial.game())
                .isEqualTo(new Game(
                        new LossConfig.Bce(), new OptimizerConfig.Adam(2e-4, 0.5, 0.999, 1e-8), 64, Fakes.SAME, 1));
    }

    @Test
    void mixed_seeds_differ_by_every_counter_and_stay_the_same() {
        assertThat(Seeds.mix(1, 2, 3)).isEqualTo(Seeds.mix(1, 2, 3));
        assertThat(java.util.stream.Stream.of(
                                Seeds.mix(1, 2, 3),
                                Seeds.mix(1, 3, 2),
                                Seeds.mix(2, 1, 3),
                                Seeds.mix(1, 2),
                                Seeds.mix(1, 2, 4))
                        .distinct())
                .hasSize(5);
    }

    private static void says(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(UserException.class).hasMessage(message);
    }

    @Test
    void a_learning_rate_that_falls_follows_half_a_cosine_to_a_tenth() {
        Game game = Recipe.Modern.DEFAULT.game().withDecay(2);
        assertThat(List.of(game.pace(0), game.pace(2_000), game.pace(1_000_000)))
                .containsExactly(1.0, 0.1, 0.1);
        assertThat(game.pace(1_000)).isCloseTo(0.55, within(1e-12));
        assertThat(game.withDecay(0).pace(1_000_000)).isEqualTo(1);
    }
}
