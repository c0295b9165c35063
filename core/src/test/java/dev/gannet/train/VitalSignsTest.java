package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.Handles;
import dev.gannet.Tensors;
import dev.gannet.config.Budget;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Vitals;
import dev.gannet.tensor.NativeStats;
import dev.gannet.trace.Stop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VitalSignsTest {
    private static RunConfig config(LossConfig loss) {
        Game game = Recipe.Dcgan.TUTORIAL.game().withBatch(8).withLoss(loss).withLr(1e-3);
        return ResumeTest.config(new Recipe.Dcgan(4, 2, game));
    }

    private static Vitals measure(RunConfig config, Trainer trainer, Witness other) throws InterruptedException {
        VitalSigns signs = new VitalSigns(config, trainer.gan(), trainer.forward());
        trainer.step(true, signs.and(other));
        return signs.vitals(
                trainer.step(), Optional.empty(), Interview.of(trainer).map(Interview::hear));
    }

    private static Trainer trainer(RunConfig config, ImageSource source) {
        return new Trainer(config, source);
    }

    private static ImageSource source(RunConfig config) {
        return Sources.drawn((DataConfig.Dogs) config.data(), config.image());
    }

    /** What a second witness saw, worked out again in plain Java. */
    @Test
    void the_numbers_are_those_of_the_step() throws InterruptedException {
        RunConfig config = config(new LossConfig.Bce());
        Map<Stop, double[]> seen = new HashMap<>();
        try (ImageSource source = source(config);
                Trainer trainer = trainer(config, source)) {
            trainer.step(false);
            Map<String, double[]> before = doubles(trainer.gan().generator().parameters());
            Vitals vitals = measure(config, trainer, (stop, tensors) -> {
                if (tensors.length > 0) {
                    seen.put(stop, Tensors.doubles(tensors[tensors.length - 1].detach()));
                }
            });
            double[] real = seen.getOrDefault(Stop.D_ON_REALS, new double[0]);
            double[] fake = seen.getOrDefault(Stop.D_ON_FAKES, new double[0]);
            double[] after = seen.getOrDefault(Stop.RESCORE, new double[0]);
            assertThat(real).hasSize(8);
            assertThat(vitals.realAccuracy()).isEqualTo(share(real, 1));
            assertThat(vitals.fakeAccuracy()).isEqualTo(share(fake, -1));
            assertThat(vitals.fooled()).isEqualTo(share(after, 1));
            assertThat(vitals.logitSize()).isCloseTo((size(real) + size(fake)) / 2, within(1e-6));
            double factor = Arrays.stream(after)
                    .map(a -> 1 - 1 / (1 + Math.exp(-a)))
                    .average()
                    .orElseThrow();
            assertThat(vitals.factor()).isCloseTo(factor, within(1e-5));
            assertThat(vitals.real().counts().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(8);
            double[] pixels = seen.getOrDefault(Stop.REAL, new double[0]);
            assertThat(vitals.realRange().low())
                    .isEqualTo(Arrays.stream(pixels).min().orElseThrow());
            assertThat(vitals.realRange().high())
                    .isEqualTo(Arrays.stream(pixels).max().orElseThrow());
            assertThat(vitals.isolated()).isTrue();
            assertThat(vitals.g().names()).containsExactlyElementsOf(before.keySet());
            double square = 0;
            double changed = 0;
            for (var weight : trainer.gan().generator().parameters().entrySet()) {
                double[] was = before.getOrDefault(weight.getKey(), new double[0]);
                double[] is = Tensors.doubles(weight.getValue());
                for (int i = 0; i < was.length; i++) {
                    square += was[i] * was[i];
                    changed += (is[i] - was[i]) * (is[i] - was[i]);
                }
            }
            assertThat(vitals.g().ratio()).isCloseTo(Math.sqrt(changed / square), within(1e-6));
        }
    }

    private static Map<String, double[]> doubles(Map<String, Tensor> weights) {
        Map<String, double[]> values = new LinkedHashMap<>();
        weights.forEach((name, weight) -> values.put(name, Tensors.doubles(weight)));
        return values;
    }

    private static double share(double[] logits, int sign) {
        return Arrays.stream(logits).filter(a -> a * sign > 0).count() / (double) logits.length;
    }

    private static double size(double[] logits) {
        return Arrays.stream(logits).map(Math::abs).average().orElseThrow();
    }

    /** An error that is a plane over the step falls by what the gradient predicts: the smaller the step, the flatter it is. */
    @Test
    void a_small_step_gains_what_its_gradient_predicts() throws InterruptedException {
        for (LossConfig loss : List.of(new LossConfig.Bce(), new LossConfig.Hinge(), new LossConfig.LeastSquares())) {
            for (Fakes fakes : Fakes.values()) {
                RunConfig usual = config(loss);
                Game game = usual.recipe().game().withLr(1e-5).withFakes(fakes);
                RunConfig config = usual.withRecipe(usual.recipe().withGame(game));
                try (ImageSource source = source(config);
                        Trainer trainer = trainer(config, source)) {
                    Vitals vitals = measure(config, trainer, Witness.NONE);
                    assertThat(vitals.gain().orElseThrow())
                            .as("%s %s", loss, fakes)
                            .isCloseTo(1, within(0.05));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bce", "saturating", "hinge", "least-squares", "wasserstein-gp"})
    void a_step_is_bit_for_bit_the_same_while_it_is_measured(String loss) throws InterruptedException {
        RunConfig dcgan = config(LossConfig.byName().getOrDefault(loss, new LossConfig.Bce()));
        RunConfig vanilla = dcgan.withRecipe(
                new Recipe.Vanilla(4, 6, 5, 2, dcgan.recipe().game().withFakes(Fakes.FRESH)));
        for (RunConfig config : List.of(dcgan, vanilla)) {
            try (ImageSource source = source(config);
                    Trainer looked = trainer(config, source);
                    Trainer alone = trainer(config, source)) {
                for (int i = 0; i < 3; i++) {
                    Vitals vitals = measure(config, looked, Witness.NONE);
                    alone.step(false);
                    assertThat(vitals.slope()).isPositive();
                }
                assertThat(Snapshot.hashes(looked.tensors())).isEqualTo(Snapshot.hashes(alone.tensors()));
            }
        }
    }

    @Test
    void a_run_logs_its_vitals_and_reads_them_again(@TempDir Path folder) throws InterruptedException {
        RunDir run = RunDir.createIn(folder, config(new LossConfig.Bce()).withBudget(new Budget.Steps(21)));
        List<RunEvent> told = new ArrayList<>();
        Training.run(run, told::add, () -> false);
        List<Vitals> logged = run.events().read().stream()
                .filter(Vitals.class::isInstance)
                .map(Vitals.class::cast)
                .toList();
        assertThat(logged).extracting(Vitals::step).containsExactly(1L, 7L, 14L, 21L);
        assertThat(told).containsAll(logged);
        // ticks are 7 steps apart, grids are drawn after 1, 2, 5, 10 and 20
        assertThat(logged).allSatisfy(vitals -> assertThat(vitals.gallery()).isPresent());
    }

    @Test
    void nothing_native_is_left_of_it() throws InterruptedException {
        RunConfig config = config(new LossConfig.Bce());
        try (ImageSource source = source(config);
                Trainer trainer = trainer(config, source)) {
            measure(config, trainer, Witness.NONE);
            long before = Handles.settled();
            for (int i = 0; i < 20; i++) {
                measure(config, trainer, Witness.NONE);
            }
            assertThat(NativeStats.liveHandles()).isEqualTo(before);
        }
    }

    /** What a witness sees of D's error, less what the verdicts make of it. */
    @Test
    void a_penalty_is_measured_in_the_steps_that_compute_one() throws InterruptedException {
        RunConfig config = config(new LossConfig.Relativistic(5, 2));
        try (ImageSource source = source(config);
                Trainer trainer = trainer(config, source)) {
            Map<Stop, double[]> seen = new HashMap<>();
            Vitals due = measure(config, trainer, (stop, tensors) -> {
                if (tensors.length > 0) {
                    seen.put(stop, Tensors.doubles(tensors[tensors.length - 1].detach()));
                }
            });
            double[] real = seen.getOrDefault(Stop.D_ON_REALS, new double[0]);
            double[] fake = seen.getOrDefault(Stop.D_ON_FAKES, new double[0]);
            double pairs = 0;
            for (int i = 0; i < real.length; i++) {
                pairs += (Math.log1p(Math.exp(fake[i] - real[i])) + 1e-3 * Math.pow((real[i] + fake[i]) / 2, 2))
                        / real.length;
            }
            double error = seen.getOrDefault(Stop.ERRORS, new double[1])[0];
            assertThat(due.penalty().orElseThrow()).isPositive().isCloseTo(error - pairs, within(1e-5));
            assertThat(measure(config, trainer, Witness.NONE).penalty()).isEmpty();
        }
    }
}
