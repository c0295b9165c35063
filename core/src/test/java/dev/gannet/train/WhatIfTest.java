package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.Game;
import dev.gannet.config.Json;
import dev.gannet.config.LossConfig;
import dev.gannet.config.OptimizerConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.trace.DebugView.Branch;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import dev.gannet.trace.WeightUpdate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is changed in a step that is tried out, and nothing else. */
class WhatIfTest {
    private static final Offset<Double> CLOSE = within(1e-5);

    private static RunConfig dcgan(LossConfig loss) {
        return ResumeTest.config(
                new Recipe.Dcgan(4, 2, Recipe.Dcgan.TUTORIAL.game().withBatch(4).withLoss(loss)));
    }

    private static RunConfig bce() {
        return dcgan(new LossConfig.Bce());
    }

    static Stream<RunConfig> configs() {
        return ResumeTest.configs().filter(config -> config.holdOut() == 0);
    }

    /** A run of so many steps, with what is to be tried out of the next one. */
    private interface Trial<T> {
        T of(Trainer trainer, WhatIf whatIf) throws InterruptedException;
    }

    private static <T> T after(int steps, RunConfig config, Trial<T> trial) throws InterruptedException {
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            for (int i = 0; i < steps; i++) {
                trainer.step(false);
            }
            try (Snapshot from = Snapshot.of(trainer)) {
                return trial.of(trainer, new WhatIf(trainer, from));
            }
        }
    }

    private static Branch branch(RunConfig config, int steps, Map<String, String> set) throws InterruptedException {
        return after(steps, config, (trainer, whatIf) -> whatIf.branch(set));
    }

    /** All that the stops show but the settings that the step begins with, so that every bit can be compared. */
    private static Map<Stop, String> shown(StepTrace trace) {
        Json json = new Json();
        Map<Stop, String> all = new TreeMap<>();
        trace.seen().forEach((stop, seen) -> all.put(stop, json.line(seen)));
        assertThat(all).hasSize(Stop.values().length);
        all.remove(Stop.READY);
        return all;
    }

    private static <T extends Seen> T seen(StepTrace trace, Stop stop, Class<T> type) {
        return trace.at(stop, type).orElseThrow();
    }

    private static Map<String, Double> changes(StepTrace trace, Stop update) {
        Map<String, Double> all = new TreeMap<>();
        seen(trace, update, Seen.Update.class).weights().forEach(weight -> all.put(weight.weight(), weight.change()));
        return all;
    }

    private static void assertMoved(StepTrace trace, Stop update, double times, StepTrace of) {
        Map<String, Double> usual = changes(of, update);
        changes(trace, update)
                .forEach((name, change) -> assertThat(change)
                        .as(name)
                        .isCloseTo(times * usual.getOrDefault(name, Double.NaN), within(1e-3 * change + 1e-9)));
    }

    private static void assertStill(StepTrace trace, Stop update) {
        assertThat(seen(trace, update, Seen.Update.class).weights())
                .isNotEmpty()
                .allSatisfy(weight -> assertThat(weight.change()).isZero());
    }

    private static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void what_is_set_to_what_the_run_has_anyway_is_bit_for_bit_the_runs_own_step(RunConfig config) throws Exception {
        Game game = config.recipe().game();
        String lr = Double.toString(game.optimizer().lr());
        List<Map<String, String>> same = new ArrayList<>(List.of(
                Map.of("lr-d", lr, "lr-g", lr),
                Map.of("d-steps", Integer.toString(game.dSteps())),
                Map.of("lead", "0")));
        if (game.optimizer() instanceof OptimizerConfig.Adam adam) {
            same.add(Map.of("beta1", Double.toString(adam.beta1())));
        }
        if (game.loss().hasTargets()) {
            same.add(Map.of("smoothing", "1"));
        }
        if (game.loss() instanceof LossConfig.WassersteinGp gp) {
            same.add(Map.of("penalty", Double.toString(gp.lambda())));
        }
        after(3, config, (trainer, whatIf) -> {
            List<Branch> branches = new ArrayList<>();
            for (Map<String, String> set : same) {
                branches.add(whatIf.branch(set));
            }
            StepTrace[] own = {StepTrace.EMPTY};
            trainer.step(true, Recorder.of(trainer, Map.of(), (stop, seen) -> own[0] = own[0].with(stop, seen)));
            for (Branch branch : branches) {
                assertThat(shown(branch.unchanged())).as("%s", branch.set()).isEqualTo(shown(own[0]));
                assertThat(shown(branch.changed())).as("%s", branch.set()).isEqualTo(shown(own[0]));
            }
            return true;
        });
    }

    @Test
    void everything_that_is_offered_can_be_tried_and_makes_a_difference() throws Exception {
        for (RunConfig config : List.of(
                bce(),
                dcgan(new LossConfig.Relativistic(0.5, 2)),
                ResumeTest.config(new Recipe.Vanilla(
                        4, 6, 5, 2, Recipe.Vanilla.PAPER.game().withBatch(4).withDSteps(2))))) {
            after(2, config, (trainer, whatIf) -> {
                var offered = WhatIfChange.offered(config, WhatIfChange.layers(trainer.gan()), 2);
                for (var offer : offered.entrySet()) {
                    for (String value : offer.getValue()) {
                        Branch branch = whatIf.branch(Map.of(offer.getKey(), value));
                        assertThat(shown(branch.changed()))
                                .as("%s %s of %s", offer.getKey(), value, config.recipe())
                                .isNotEqualTo(shown(branch.unchanged()));
                    }
                }
                return true;
            });
        }
    }

    @Test
    void only_what_a_run_has_is_offered() {
        List<String> layers = List.of("g:in", "d:out");
        var ofBce = WhatIfChange.offered(bce(), layers, 0);
        assertThat(ofBce.keySet())
                .containsExactly(
                        "lr", "lr-d", "lr-g", "beta1", "loss", "smoothing", "fakes", "d-steps", "lead", "freeze");
        assertThat(ofBce)
                .containsEntry("lr-d", List.of("0.002", "0.0008", "0.00005", "0.00002"))
                .containsEntry("beta1", List.of("0", "0.9"))
                .containsEntry(
                        "loss", List.of("hinge", "least-squares", "relativistic", "saturating", "wasserstein-gp"))
                .containsEntry("fakes", List.of("fresh"))
                .containsEntry("d-steps", List.of("2", "5", "10"))
                .containsEntry("freeze", List.of("g", "d", "g:in", "d:out"));
        RunConfig held = dcgan(new LossConfig.Relativistic(0.5, 4));
        assertThat(WhatIfChange.offered(held, layers, 8)).containsEntry("penalty", List.of("5", "0.05"));
        assertThat(WhatIfChange.offered(held, layers, 9)).doesNotContainKeys("penalty", "smoothing");
        RunConfig sgd = ResumeTest.config(Recipe.Vanilla.PAPER);
        assertThat(WhatIfChange.offered(sgd, layers, 0)).doesNotContainKey("beta1");
    }

    @Test
    void a_learning_rate_of_zero_leaves_one_network_as_it_is_while_the_other_moves() throws Exception {
        Branch still = branch(bce(), 3, Map.of("lr-d", "0"));
        assertStill(still.changed(), Stop.UPDATE_D);
        assertThat(seen(still.changed(), Stop.RESCORE, Seen.Rescored.class).fakeLogits())
                .containsExactly(seen(still.changed(), Stop.D_ON_FAKES, Seen.Scores.class)
                        .logits());
        assertThat(changes(still.changed(), Stop.UPDATE_G))
                .allSatisfy((name, change) -> assertThat(change).as(name).isPositive());
        Branch silent = branch(bce(), 3, Map.of("lr-g", "0"));
        assertStill(silent.changed(), Stop.UPDATE_G);
        assertThat(changes(silent.changed(), Stop.UPDATE_D)).isEqualTo(changes(silent.unchanged(), Stop.UPDATE_D));
        assertThat(shown(branch(bce(), 3, Map.of("freeze", "d")).changed())).isEqualTo(shown(still.changed()));
        assertThat(shown(branch(bce(), 3, Map.of("freeze", "g")).changed())).isEqualTo(shown(silent.changed()));
    }

    /** Adam's and SGD's updates grow with the learning rate in proportion. */
    @ParameterizedTest
    @MethodSource("configs")
    void a_network_with_twice_the_learning_rate_moves_twice_as_far(RunConfig config) throws Exception {
        String twice = Double.toString(2 * config.recipe().game().optimizer().lr());
        if (config.recipe().game().dSteps() == 1) { // else D has moved before the update that is seen
            Branch d = branch(config, 3, Map.of("lr-d", twice));
            assertMoved(d.changed(), Stop.UPDATE_D, 2, d.unchanged());
        }
        Branch g = branch(config, 3, Map.of("lr-g", twice));
        assertMoved(g.changed(), Stop.UPDATE_D, 1, g.unchanged());
        assertMoved(g.changed(), Stop.UPDATE_G, 2, g.unchanged());
    }

    /** In the first step of all, Adam's corrected mean of gradients is the gradient itself, whatever beta1 is. */
    @Test
    void another_beta1_matters_as_soon_as_there_is_something_to_remember() throws Exception {
        Branch first = branch(bce(), 0, Map.of("beta1", "0.9"));
        assertMoved(first.changed(), Stop.UPDATE_D, 1, first.unchanged());
        Branch later = branch(bce(), 3, Map.of("beta1", "0.9"));
        assertThat(changes(later.changed(), Stop.UPDATE_D))
                .allSatisfy((name, change) -> assertThat(change)
                        .as(name)
                        .isNotCloseTo(
                                changes(later.unchanged(), Stop.UPDATE_D).getOrDefault(name, 0.0),
                                within(0.01 * change)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bce", "saturating", "least-squares"})
    void real_images_are_held_against_a_smoothed_target(String loss) throws Exception {
        RunConfig config = dcgan(LossConfig.byName().getOrDefault(loss, new LossConfig.Hinge()));
        Branch branch = branch(config, 3, Map.of("smoothing", "0.9"));
        double[] logits =
                seen(branch.unchanged(), Stop.D_ON_REALS, Seen.Scores.class).logits();
        Seen.Errors usual = seen(branch.unchanged(), Stop.ERRORS, Seen.Errors.class);
        Seen.Errors smoothed = seen(branch.changed(), Stop.ERRORS, Seen.Errors.class);
        boolean squares = loss.equals("least-squares");
        for (int i = 0; i < logits.length; i++) {
            double a = logits[i];
            double error =
                    squares ? 0.9 * (a - 1) * (a - 1) / 2 + 0.1 * a * a / 2 : 0.9 * softplus(-a) + 0.1 * softplus(a);
            assertThat(smoothed.real()[i]).isCloseTo(error, CLOSE);
            assertThat(smoothed.realPull()[i]).isCloseTo((squares ? a : sigmoid(a)) - 0.9, CLOSE);
        }
        assertThat(smoothed.fake()).containsExactly(usual.fake());
        assertThat(smoothed.fakePull()).containsExactly(usual.fakePull());
        Seen.ForgerError forger = seen(branch.changed(), Stop.G_ERROR, Seen.ForgerError.class);
        double[] plain = DoubleStream.of(forger.logits())
                .map(a -> squares ? (a - 1) * (a - 1) / 2 : loss.equals("bce") ? softplus(-a) : -softplus(a))
                .toArray();
        assertThat(forger.errors()).as("G's target stays 1").containsExactly(plain, CLOSE);
    }

    @Test
    void ten_times_the_weight_is_ten_times_the_penalty() throws Exception {
        for (LossConfig loss : List.of(new LossConfig.WassersteinGp(10), new LossConfig.Relativistic(10, 4))) {
            Branch branch = branch(dcgan(loss), 4, Map.of("penalty", "100"));
            double usual =
                    seen(branch.unchanged(), Stop.ERRORS, Seen.Errors.class).penalty();
            assertThat(usual).as("%s", loss).isPositive();
            assertThat(seen(branch.changed(), Stop.ERRORS, Seen.Errors.class).penalty())
                    .isCloseTo(10 * usual, within(1e-4 * usual + 1e-5));
        }
    }

    @Test
    void one_layer_stays_as_it_is_while_all_others_learn() throws Exception {
        after(3, bce(), (trainer, whatIf) -> {
            List<String> layers = WhatIfChange.layers(trainer.gan());
            assertThat(layers).contains("g:4x4.project", "d:8x8.conv").doesNotHaveDuplicates();
            for (String layer : layers) {
                StepTrace changed = whatIf.branch(Map.of("freeze", layer)).changed();
                Stream.of(Stop.UPDATE_D, Stop.UPDATE_G).forEach(update -> {
                    String network = update == Stop.UPDATE_D ? "d:" : "g:";
                    List<WeightUpdate> weights =
                            seen(changed, update, Seen.Update.class).weights();
                    assertThat(weights)
                            .allSatisfy(weight -> assertThat(weight.change() == 0)
                                    .as("%s without %s", weight.weight(), layer)
                                    .isEqualTo((network + weight.weight()).startsWith(layer + ".")));
                });
            }
            return true;
        });
    }

    @Test
    void a_d_that_is_ahead_judges_the_same_images_and_g_is_what_it_was() throws Exception {
        Branch ahead = branch(bce(), 3, Map.of("lead", "60", "lr-d", "0.002"));
        Map<Stop, String> changed = shown(ahead.changed());
        assertThat(changed)
                .containsEntry(Stop.NOISE, shown(ahead.unchanged()).get(Stop.NOISE))
                .containsEntry(Stop.GENERATE, shown(ahead.unchanged()).get(Stop.GENERATE))
                .containsEntry(Stop.REAL, shown(ahead.unchanged()).get(Stop.REAL));
        assertThat(apart(ahead.changed())).isGreaterThan(apart(ahead.unchanged()) + 0.2);
        // one that learns nothing while it is ahead: then neither have G, its optimizer nor its average moved
        Map<Stop, String> idle =
                shown(branch(bce(), 3, Map.of("lead", "3", "lr-d", "0")).changed());
        assertThat(idle).isEqualTo(shown(branch(bce(), 3, Map.of("lr-d", "0")).changed()));
    }

    private static double apart(StepTrace trace) {
        return mean(seen(trace, Stop.D_ON_REALS, Seen.Scores.class).verdicts())
                - mean(seen(trace, Stop.D_ON_FAKES, Seen.Scores.class).verdicts());
    }

    @Test
    void more_updates_of_d_end_with_the_runs_own_images() throws Exception {
        RunConfig config = ResumeTest.config(new Recipe.Dcgan(
                4, 2, Recipe.Dcgan.TUTORIAL.game().withBatch(4).withDSteps(2).withMirror(true)));
        for (String dSteps : List.of("1", "5")) {
            Branch branch = branch(config, 2, Map.of("d-steps", dSteps));
            assertThat(shown(branch.changed()))
                    .as(dSteps)
                    .containsEntry(Stop.NOISE, shown(branch.unchanged()).get(Stop.NOISE))
                    .containsEntry(Stop.REAL, shown(branch.unchanged()).get(Stop.REAL));
        }
    }

    @Test
    void what_does_not_fit_is_said_in_a_line() throws Exception {
        says(
                bce(),
                "size",
                "64",
                "size: a step can be tried with another lr, lr-d, lr-g, beta1, loss, smoothing, penalty,"
                        + " fakes, d-steps, lead or freeze");
        says(bce(), "freeze", "both", "freeze=both: expected g, d or a layer such as g:4x4.project");
        says(bce(), "lr-d", "-1", "lr-d is -1.0; expected 0 to 10");
        says(bce(), "lr-g", "NaN", "lr-g is NaN; expected 0 to 10");
        says(bce(), "beta1", "1", "beta1 is 1.0; expected 0 or more, below 1");
        says(bce(), "beta1", "much", "beta1=much: expected a number");
        says(bce(), "d-steps", "1.5", "d-steps is 1.5; expected a whole number");
        says(bce(), "d-steps", "200", "--d-steps is 200; expected 1 to 100");
        says(bce(), "lead", "501", "lead is 501.0; expected 0 to 500 steps");
        says(bce(), "smoothing", "1.1", "smoothing is 1.1; expected a number above 0, at most 1");
        says(bce(), "penalty", "1", "penalty: the loss bce has none; wasserstein-gp and relativistic do");
        says(
                dcgan(new LossConfig.Hinge()),
                "smoothing",
                "0.9",
                "smoothing: the loss hinge holds verdicts against no targets; bce, saturating and least-squares do");
        says(
                dcgan(new LossConfig.Relativistic(1, 4)),
                "penalty",
                "2",
                "penalty: it is computed every 4 steps, in step 5 next; try it there");
        says(
                ResumeTest.config(new Recipe.Vanilla(4, 6, 5, 2, Recipe.Vanilla.PAPER.game())),
                "beta1",
                "0",
                "beta1: the optimizer of this run, sgd, has none");
    }

    private static void says(RunConfig config, String name, String value, String message) {
        assertThatThrownBy(() -> branch(config, 1, Map.of(name, value)))
                .isInstanceOf(UserException.class)
                .hasMessage(message);
    }
}
