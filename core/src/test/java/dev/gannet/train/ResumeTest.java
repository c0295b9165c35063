package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.Faults;
import dev.gannet.Tensors;
import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Budget;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Device;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Precision;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.tensor.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run of 200 steps against the same run interrupted. An epoch is 12.5 steps, so there are kills within an epoch, several in
 * one, and at its edges. (Processes that are really killed: {@code KilledRunTest}.)
 */
class ResumeTest {
    private static final int STEPS = 200;

    private static Map<String, String> uninterrupted = Map.of();

    @TempDir
    private Path folder = Path.of("");

    /** What the first configuration comes to. */
    @BeforeAll
    static void trainOnce(@TempDir Path once) throws Exception {
        uninterrupted = SavedRun.content(straight(once, first()));
    }

    /** Thrown from outside: the run ends where it is, nothing more is saved. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Stream<RunConfig> configs() {
        Game adam = Recipe.Dcgan.TUTORIAL.game().withBatch(4);
        Game modern = Recipe.Modern.DEFAULT
                .game()
                .withBatch(4)
                .withAugment(new AugmentConfig.Ada(0.6, 0.3, 0.5))
                .withMirror(true);
        Game sgd = Recipe.Vanilla.PAPER.game().withBatch(4);
        RunConfig dcgan = config(new Recipe.Dcgan(4, 2, adam));
        Precision fastest = Engine.fastestPrecision();
        List<RunConfig> onCpu = List.of(
                dcgan,
                dcgan.withPrecision(fastest).withThreads(2).withHoldOut(7),
                config(new Recipe.Vanilla(4, 6, 5, 2, sgd.withDSteps(2))),
                config(new Recipe.Dcgan(4, 2, adam.withLoss(new LossConfig.WassersteinGp(10)))),
                config(new Recipe.Modern(4, 2, true, modern)));
        return Engine.atHand(Device.CUDA) == Device.CPU
                ? onCpu.stream() // CudaTest is skipped visibly
                : Stream.concat(onCpu.stream(), onCpu.stream().map(run -> run.withDevice(Device.CUDA)));
    }

    static RunConfig config(Recipe recipe) {
        return RunConfig.defaults()
                .withData(new DataConfig.Dogs(1, 50), new ImageShape(3, 16))
                .withRecipe(recipe)
                .withBudget(new Budget.Steps(STEPS))
                .withCadence(new Cadence(7, 30, 10))
                .withThreads(1);
    }

    private static RunConfig first() {
        return configs().findFirst().orElseThrow();
    }

    private static RunDir straight(Path folder, RunConfig config) throws InterruptedException {
        RunDir run = RunDir.createAt(folder.resolve("straight"), config);
        Training.run(run, event -> {}, () -> false);
        return run;
    }

    /** Asks to stop after none of so many steps, but dies there. */
    private static BooleanSupplier dyingAfter(long steps) {
        long[] left = {steps};
        return () -> {
            if (left[0]-- == 0) {
                throw new Killed();
            }
            return false;
        };
    }

    /** Trains to the end, dying at each of these steps on the way. */
    private RunDir killedAt(RunConfig config, Iterable<Integer> kills) throws InterruptedException {
        RunDir run = RunDir.createAt(folder.resolve("killed" + kills), config);
        long[] at = {0};
        boolean begun = false;
        for (int kill : kills) {
            BooleanSupplier dying = dyingAfter(kill - at[0]);
            boolean isResumed = begun;
            assertThatThrownBy(() -> {
                        if (isResumed) {
                            Training.resume(run, Resumption.EXACT, event -> {}, dying);
                        } else {
                            Training.run(run, event -> {}, dying);
                        }
                    })
                    .isInstanceOf(Killed.class);
            begun = true;
            at[0] = kill
                    / config.cadence().checkpoint()
                    * (long) config.cadence().checkpoint();
        }
        Training.resume(run, Resumption.EXACT, event -> {}, () -> false);
        return run;
    }

    private static void same(Map<String, String> expected, RunDir run) throws IOException {
        assertThat(SavedRun.differences(expected, SavedRun.content(run)))
                .as("%s", run.path().getFileName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void a_killed_run_ends_as_if_it_had_not_been(RunConfig config) throws Exception {
        boolean isFirst = config.equals(first());
        Map<String, String> expected = isFirst ? uninterrupted : SavedRun.content(straight(folder, config));
        assertThat(expected).containsKeys("generator.safetensors", "state", "step-00000180.png");
        if (isFirst || Faults.full()) {
            same(expected, killedAt(config, List.of(133)));
        }
        // three in the epoch of steps 101 to 112, at checkpoints and between them
        same(expected, killedAt(config, List.of(101, 105, 111)));
        // at the edges of epochs: an epoch ends in the middle of step 13, and with step 25
        if (isFirst || Faults.full()) {
            same(expected, killedAt(config, List.of(12, 13, 24, 25, 26, 50, 100)));
        }
    }

    @Test
    void twenty_kills_change_nothing_either() throws Exception {
        RunConfig config = first();
        for (int seed = 0; seed < Faults.amount(1, 20); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TreeSet<Integer> kills = new TreeSet<>();
            while (kills.size() < 20) {
                kills.add(1 + random.nextInt(STEPS - 1));
            }
            same(uninterrupted, killedAt(config, kills));
        }
    }

    @Test
    void a_run_that_was_asked_to_stop_goes_on_as_if_it_had_not_been() throws Exception {
        RunConfig config = first();
        RunDir run = RunDir.createAt(folder.resolve("stopped"), config);
        int[] asked = {0};
        RunEvent.Stopped stopped = Training.run(run, event -> {}, () -> ++asked[0] > 37);
        assertThat(stopped.step()).isEqualTo(37);
        assertThat(stopped.interrupted()).isTrue();
        List<RunEvent> told = new ArrayList<>();
        Training.resume(run, Resumption.EXACT, told::add, () -> false);
        assertThat(told.stream().filter(RunEvent.Tick.class::isInstance).map(RunEvent.Tick.class::cast))
                .extracting(RunEvent.Tick::step)
                .startsWith(42L);
        same(uninterrupted, run);
        assertThat(run.history().read())
                .hasSize(2)
                .last()
                .satisfies(chapter -> assertThat(chapter.step()).isEqualTo(37));
    }

    @Test
    void a_run_that_died_before_its_first_checkpoint_begins_again() throws Exception {
        RunConfig config = first();
        RunDir run = RunDir.createAt(folder.resolve("early"), config);
        Training.resume(run, Resumption.EXACT, event -> {}, () -> false);
        same(uninterrupted, run);
    }

    @Test
    void a_finished_run_that_is_given_more_equals_a_longer_run() throws Exception {
        RunConfig config = first();
        RunDir run = RunDir.createAt(folder.resolve("short"), config.withBudget(new Budget.Steps(90)));
        Training.run(run, event -> {}, () -> false);
        Map<String, String> finished = SavedRun.content(run);
        Training.resume(run, Resumption.EXACT, event -> {}, () -> false);
        assertThat(SavedRun.content(run)).as("nothing left to do").isEqualTo(finished);
        Resumption more = new Resumption(Map.of("steps", "200"), false);
        Training.resume(run, more, event -> {}, () -> false);
        same(uninterrupted, run);
        assertThat(run.history().read().getLast().notes()).containsExactly("budget.count: 90, now 200");
        assertThat(run.config()).isEqualTo(config);
    }

    /** All randomness is a function of the seed and the step: there is no generator whose state could be lost. */
    @Test
    void the_generator_of_libtorch_is_never_drawn_from() throws Exception {
        Engine.start(1);
        byte[] before = Tensors.defaultGenerator();
        for (RunConfig config : configs().toList()) {
            RunDir run = RunDir.createIn(folder, config.withBudget(new Budget.Steps(12)));
            Training.run(run, event -> {}, () -> false);
        }
        assertThat(Tensors.defaultGenerator()).isEqualTo(before);
    }
}
