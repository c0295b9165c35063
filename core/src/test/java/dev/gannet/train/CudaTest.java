package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.Handles;
import dev.gannet.Tensors;
import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Budget;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Device;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Precision;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.tensor.Engine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A GPU computes what the CPU computes. {@link ResumeTest#configs} has the same runs on both for the tests of whole runs. */
class CudaTest {
    @BeforeAll
    static void needAGpu() {
        assumeTrue(
                Engine.atHand(Device.CUDA) == Device.CUDA,
                "needs an NVIDIA GPU, the build for it (-Pcuda), and CUDA 13 and cuDNN 9 on the library path");
    }

    static Stream<Game> games() {
        return TrainStepTest.games();
    }

    @ParameterizedTest
    @MethodSource("games")
    void five_steps_equal_the_plain_java_game(Game game) throws Exception {
        double difference = StepProbe.difference(game, 5, (gan, config) -> {
            gan.moveTo(Device.CUDA);
            TrainStep step = new TrainStep(gan, config, 0);
            return reals -> step.run(reals, true);
        });
        assertThat(difference).isLessThan(2e-5);
    }

    static Stream<RunConfig> runs() {
        Game tutorial = Recipe.Dcgan.TUTORIAL.game().withBatch(8);
        Game modern = Recipe.Modern.DEFAULT.game().withBatch(8);
        RunConfig dcgan = run(new Recipe.Dcgan(20, 16, tutorial));
        return Stream.of(
                dcgan,
                dcgan.withData(dcgan.data(), new ImageShape(1, 32)),
                dcgan.withData(dcgan.data(), new ImageShape(4, 32, 64)),
                run(new Recipe.Dcgan(20, 16, tutorial.withLoss(new LossConfig.WassersteinGp(10)))),
                run(new Recipe.Vanilla(
                        20, 64, 24, 5, Recipe.Vanilla.PAPER.game().withBatch(8))),
                run(new Recipe.Modern(20, 16, true, modern)),
                run(new Recipe.Modern(20, 16, false, modern.withAugment(AugmentConfig.Diff.SHAPES))),
                run(new Recipe.Modern(20, 16, true, modern.withAugment(new AugmentConfig.Ada(0.6, 0.3, 0.5)))));
    }

    private static RunConfig run(Recipe recipe) {
        return RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, 50), new ImageShape(3, 32))
                .withRecipe(recipe)
                .withThreads(2);
    }

    /** All of a run's numbers after some steps. */
    private static Map<String, double[]> after(int steps, RunConfig config) throws InterruptedException {
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            for (int i = 0; i < steps; i++) {
                trainer.step(false);
            }
            Map<String, double[]> numbers = new TreeMap<>();
            for (var group : trainer.tensors().entrySet()) {
                numbers.put(group.getKey(), all(group.getValue()));
            }
            return numbers;
        }
    }

    private static double[] all(SequencedMap<String, Tensor> tensors) {
        return tensors.values().stream()
                .flatMapToDouble(tensor -> Arrays.stream(Tensors.doubles(tensor)))
                .toArray();
    }

    /** |a - b| / |a|. */
    private static double apart(double[] a, double[] b) {
        double difference = 0;
        double size = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            size += a[i] * a[i];
        }
        return Math.sqrt(difference / Math.max(size, Double.MIN_NORMAL));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void after_a_step_every_number_is_what_it_is_on_the_cpu(RunConfig config) throws Exception {
        Map<String, double[]> cpu = after(1, config);
        Map<String, double[]> gpu = after(1, config.withDevice(Device.CUDA));
        assertThat(gpu.keySet()).isEqualTo(cpu.keySet());
        for (String group : cpu.keySet()) {
            double apart = apart(cpu.getOrDefault(group, new double[0]), gpu.getOrDefault(group, new double[0]));
            System.out.printf("%s %s: %.1e%n", config.recipe().name(), group, apart);
            // Usually 1e-6. But a unit of a leaky ReLU that is next to 0 may fall to either side: two ways of computing
            // on the CPU are then 2e-3 to 1e-2 apart as well, from 3 of 40 seeds.
            assertThat(apart).as(group).isLessThan(2e-2);
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void the_same_run_gives_the_same_bits_again(RunConfig config) throws Exception {
        RunConfig gpu = config.withDevice(Device.CUDA).withPrecision(Precision.BF16);
        Map<String, double[]> once = after(10, gpu);
        Map<String, double[]> again = after(10, gpu);
        for (String group : once.keySet()) {
            assertThat(again.get(group)).as(group).isEqualTo(once.get(group));
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void the_same_weights_make_the_same_pictures(RunConfig config) throws Exception {
        byte[] cpu = pictures(config);
        byte[] gpu = pictures(config.withDevice(Device.CUDA));
        assertThat(gpu).hasSameSizeAs(cpu);
        for (int i = 0; i < cpu.length; i++) {
            assertThat(Math.abs((gpu[i] & 0xff) - (cpu[i] & 0xff))).isLessThanOrEqualTo(1);
        }
    }

    private static byte[] pictures(RunConfig config) throws Exception {
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            return trainer.sample(16).pixels();
        }
    }

    @Test
    void a_run_goes_on_where_there_is_no_gpu(@TempDir Path folder) throws Exception {
        Game game = Recipe.Modern.DEFAULT.game().withBatch(4);
        RunConfig config =
                ResumeTest.config(new Recipe.Modern(4, 8, true, game)).withBudget(new Budget.Steps(40));
        RunDir run = RunDir.createAt(folder.resolve("run"), config.withDevice(Device.CUDA));
        Training.run(run, event -> {}, () -> false);
        Resumption how = new Resumption(Map.of("device", "cpu", "steps", "60"), false);
        assertThat(Training.resume(run, how, event -> {}, () -> false).step()).isEqualTo(60);
        assertThat(run.config().device()).isEqualTo(Device.CPU);
        try (TrainedGenerator generator = TrainedGenerator.newest(run, notice -> {})) {
            assertThat(generator.step()).isEqualTo(60);
        }
    }

    @Test
    void nothing_is_left_behind_by_a_step() throws Exception {
        RunConfig config = runs().findFirst().orElseThrow().withDevice(Device.CUDA);
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            for (int i = 0; i < 20; i++) {
                trainer.step(i % 5 == 0);
            }
            long before = Handles.settled();
            for (int i = 0; i < 100; i++) {
                trainer.step(i % 5 == 0);
            }
            assertThat(Handles.settled()).isEqualTo(before);
        }
    }
}
