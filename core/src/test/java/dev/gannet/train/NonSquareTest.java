package dev.gannet.train;

import static dev.gannet.Tensors.floats;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Size;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that are not square and have four channels, from the data to the files of a run. */
class NonSquareTest {
    private static RunConfig config(Recipe recipe, String size) {
        return RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, 50), Size.parse(size).shape(4))
                .withRecipe(recipe.withGame(recipe.game().withBatch(4)))
                .withBudget(new Budget.Steps(9))
                .withCadence(new Cadence(2, 3, 3))
                .withThreads(1);
    }

    private static Recipe dcgan() {
        return new Recipe.Dcgan(4, 2, Recipe.Dcgan.TUTORIAL.game());
    }

    private static Recipe vanilla() {
        // with Adam, for one step of the paper's rate is less than these weights' last bits
        return new Recipe.Vanilla(4, 6, 5, 2, Recipe.Dcgan.TUTORIAL.game());
    }

    @ParameterizedTest
    @ValueSource(strings = {"64x96", "96x64", "16x8"})
    void three_steps_change_every_weight_and_all_stays_finite(String size) throws InterruptedException {
        LossConfig penalised = new LossConfig.WassersteinGp(10);
        for (Recipe recipe : List.of(dcgan(), dcgan().withGame(dcgan().game().withLoss(penalised)), vanilla())) {
            RunConfig config = config(recipe, size);
            try (ImageSource source = Sources.drawn((DataConfig.Dogs) config.data(), config.image());
                    Trainer trainer = new Trainer(config, source)) {
                Map<String, float[]> before = weights(trainer);
                for (int step = 0; step < 3; step++) { // at first, some errors cancel to the last bit
                    assertThat(trainer.step(true).orElseThrow().finite()).isTrue();
                }
                Map<String, float[]> after = weights(trainer);
                assertThat(after.keySet()).isEqualTo(before.keySet());
                after.forEach((name, values) -> {
                    if (!isFreeOfGradient(config, name)) {
                        assertThat(values).as("%s of %s", name, recipe).isNotEqualTo(before.get(name));
                    }
                    for (float value : values) {
                        assertThat(Float.isFinite(value)).as(name).isTrue();
                    }
                });
                assertThat(trainer.sample(3).shape()).isEqualTo(config.image());
                assertThat(trainer.reals(3).pixels()[3]).as("opaque").isEqualTo((byte) 255);
            }
        }
    }

    /** Wasserstein's loss is a difference of scores: what all scores have in common cancels, a penalty on slopes ignores it. */
    private static boolean isFreeOfGradient(RunConfig config, String name) {
        return config.recipe().game().loss() instanceof LossConfig.WassersteinGp
                && name.equals("discriminator score.bias");
    }

    private static Map<String, float[]> weights(Trainer trainer) {
        Map<String, float[]> all = new LinkedHashMap<>();
        trainer.weights()
                .forEach((net, tensors) -> tensors.forEach((name, tensor) -> {
                    all.put(net + " " + name, floats(tensor));
                }));
        return all;
    }

    @Test
    void a_run_is_stopped_resumed_and_used(@TempDir Path folder) throws Exception {
        for (Recipe recipe : new Recipe[] {dcgan(), vanilla()}) {
            RunConfig config = config(recipe, "16x24");
            RunDir straight = RunDir.createIn(folder.resolve("straight"), config);
            assertThat(straight.path().getFileName().toString()).endsWith(recipe.name() + "-16x24");
            Training.run(straight, event -> {}, () -> false);
            RunDir stopped = RunDir.createIn(folder.resolve("stopped"), config);
            int[] asked = {0};
            assertThat(Training.run(stopped, event -> {}, () -> ++asked[0] > 5).step())
                    .isEqualTo(5);
            Training.resume(stopped, Resumption.EXACT, event -> {}, () -> false);
            assertThat(SavedRun.differences(SavedRun.content(straight), SavedRun.content(stopped)))
                    .isEmpty();
            used(stopped);
        }
    }

    private static void used(RunDir run) throws Exception {
        try (TrainedGenerator generator = TrainedGenerator.open(run, notice -> {})) {
            Pictures pictures = generator.make(3, 7);
            assertThat(pictures.shape()).isEqualTo(new ImageShape(4, 24, 16));
            assertThat(pictures.count()).isEqualTo(3);
            assertThat(generator.make(3, 7).pixels()).isEqualTo(pictures.pixels());
            Path file = run.path().resolve("one.png");
            Pictures.write(pictures.single(2), file);
            BufferedImage read = ImageIO.read(file.toFile());
            assertThat(read.getWidth()).isEqualTo(16);
            assertThat(read.getHeight()).isEqualTo(24);
            assertThat(read.getColorModel().hasAlpha()).isTrue();
            assertThat(read.getRGB(5, 6)).isEqualTo(pictures.single(2).getRGB(5, 6));
        }
        // 50 images in 8 columns
        BufferedImage reals = ImageIO.read(run.path().resolve("reals.png").toFile());
        assertThat(reals.getWidth()).isEqualTo(8 * 18 + 2);
        assertThat(reals.getHeight()).isEqualTo(7 * 26 + 2);
    }
}
