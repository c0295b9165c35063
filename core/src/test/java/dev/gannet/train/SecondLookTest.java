package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.augment.Augmentation;
import dev.gannet.config.AugmentConfig;
import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Precision;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import dev.gannet.trace.DebugView.Branch;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a step shows before and after an update differs by the update alone, whatever chance does to images and networks and
 * whatever is added to D's error.
 */
class SecondLookTest {
    private static final Offset<Double> CLOSE = within(1e-5);

    static Stream<RunConfig> configs() {
        RunConfig augmented = game(modern(), game -> game.withAugment(AugmentConfig.Diff.ALL));
        RunConfig steep = game(augmented, game -> game.withLoss(new LossConfig.Relativistic(100, 4)));
        return Stream.concat(
                ResumeTest.configs(),
                Stream.of(
                        augmented,
                        steep,
                        game(steep, game -> game.withFakes(Fakes.FRESH)),
                        game(vanilla(), game -> game.withFakes(Fakes.FRESH))));
    }

    static Stream<RunConfig> preciseConfigs() {
        return configs().filter(config -> config.precision() == Precision.FP32);
    }

    private static RunConfig modern() {
        return of(Recipe.Modern.class);
    }

    private static RunConfig vanilla() {
        return of(Recipe.Vanilla.class);
    }

    private static RunConfig of(Class<? extends Recipe> kind) {
        return ResumeTest.configs()
                .filter(config -> kind.isInstance(config.recipe()))
                .findFirst()
                .orElseThrow();
    }

    private static RunConfig game(RunConfig config, UnaryOperator<Game> change) {
        return config.withRecipe(
                config.recipe().withGame(change.apply(config.recipe().game())));
    }

    private static Branch branch(RunConfig config, Map<String, String> set) throws InterruptedException {
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source);
                Snapshot now = Snapshot.of(trainer)) {
            return new WhatIf(trainer, now).branch(set);
        }
    }

    /** Steps of a run, each with its trace. */
    private static List<StepTrace> traces(Trainer trainer, int steps) throws InterruptedException {
        StepTrace[] traces = new StepTrace[steps];
        for (int i = 0; i < steps; i++) {
            int step = i;
            traces[step] = StepTrace.EMPTY;
            trainer.step(
                    false,
                    Recorder.of(trainer, Map.of(), (stop, seen) -> traces[step] = traces[step].with(stop, seen)));
        }
        return List.of(traces);
    }

    private static <T extends Seen> T at(StepTrace trace, Stop stop, Class<T> type) {
        return trace.at(stop, type).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void a_detective_that_stands_still_says_the_same_again(RunConfig config) throws Exception {
        StepTrace still = branch(config, Map.of("freeze", "d")).changed();
        Seen.Rescored again = at(still, Stop.RESCORE, Seen.Rescored.class);
        assertThat(again.fakeLogits())
                .containsExactly(at(still, Stop.D_ON_FAKES, Seen.Scores.class).logits(), CLOSE);
        assertThat(again.realLogits())
                .containsExactly(at(still, Stop.D_ON_REALS, Seen.Scores.class).logits(), CLOSE);
        assertThat(again.lossD())
                .isCloseTo(at(still, Stop.ERRORS, Seen.Errors.class).lossD(), CLOSE);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void a_forger_that_stands_still_is_judged_the_same_again(RunConfig config) throws Exception {
        StepTrace still = branch(config, Map.of("freeze", "g")).changed();
        Seen.ForgerError before = at(still, Stop.G_ERROR, Seen.ForgerError.class);
        Seen.Result after = at(still, Stop.RESULT, Seen.Result.class);
        assertThat(after.logits()).containsExactly(before.logits(), CLOSE);
        assertThat(after.lossG()).isCloseTo(before.lossG(), CLOSE);
    }

    @ParameterizedTest
    @MethodSource("preciseConfigs")
    void small_updates_change_the_errors_by_what_the_gradients_promise(RunConfig config) throws Exception {
        StepTrace trace = branch(config, Map.of("lr", "1e-5")).changed();
        double promised = at(trace, Stop.UPDATE_D, Seen.Update.class).predicted();
        double measured = at(trace, Stop.RESCORE, Seen.Rescored.class).lossD()
                - at(trace, Stop.ERRORS, Seen.Errors.class).lossD();
        assertThat(measured).as("D").isCloseTo(promised, within(0.1 * Math.abs(promised) + 2e-7));
        double promisedG = at(trace, Stop.UPDATE_G, Seen.Update.class).predicted();
        double measuredG = at(trace, Stop.RESULT, Seen.Result.class).lossG()
                - at(trace, Stop.G_ERROR, Seen.ForgerError.class).lossG();
        assertThat(measuredG).as("G").isCloseTo(promisedG, within(0.1 * Math.abs(promisedG) + 2e-7));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void the_trainers_own_statistics_are_the_numbers_of_the_step(RunConfig config) throws Exception {
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            StepTrace[] trace = {StepTrace.EMPTY};
            StepStats stats = trainer.step(
                            true, Recorder.of(trainer, Map.of(), (stop, seen) -> trace[0] = trace[0].with(stop, seen)))
                    .orElseThrow();
            boolean pairs = config.recipe().game().loss() instanceof LossConfig.Relativistic;
            DoubleUnaryOperator verdict = pairs ? logit -> 1 / (1 + Math.exp(-logit)) : score -> score;
            Seen.Rescored again = at(trace[0], Stop.RESCORE, Seen.Rescored.class);
            assertThat(mean(again.realVerdicts(), verdict)).isCloseTo(stats.realAfter(), CLOSE);
            assertThat(mean(at(trace[0], Stop.G_ERROR, Seen.ForgerError.class).verdicts(), verdict))
                    .isCloseTo(stats.fakeAfterD(), CLOSE);
            assertThat(mean(at(trace[0], Stop.RESULT, Seen.Result.class).verdicts(), verdict))
                    .isCloseTo(stats.fakeAfterG(), CLOSE);
        }
    }

    private static double mean(double[] values, DoubleUnaryOperator of) {
        return Arrays.stream(values).map(of).average().orElseThrow();
    }

    @Test
    void a_penalty_is_shown_in_the_steps_that_have_one() throws Exception {
        RunConfig config = modern();
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            List<Double> penalties = traces(trainer, 6).stream()
                    .map(trace -> at(trace, Stop.ERRORS, Seen.Errors.class).penalty())
                    .toList();
            assertThat(List.of(penalties.get(0), penalties.get(4)))
                    .allSatisfy(penalty -> assertThat(penalty).isPositive());
            assertThat(List.of(penalties.get(1), penalties.get(2), penalties.get(3), penalties.get(5)))
                    .containsOnly(0.0);
        }
    }

    @Test
    void where_d_judges_the_pictures_are_those_that_it_has_judged() throws Exception {
        RunConfig config = game(modern(), game -> game.withAugment(AugmentConfig.Diff.ALL));
        Augmentation augmentation = Augmentation.of(AugmentConfig.Diff.ALL, new Noise(config.seed()));
        Map<Stop, byte[]> seenByD = new EnumMap<>(Stop.class);
        Tensor[] images = new Tensor[2];
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            StepTrace[] trace = {StepTrace.EMPTY};
            Witness judge = (stop, seen) -> {
                switch (stop) {
                    case GENERATE -> images[0] = seen[0];
                    case REAL -> images[1] = seen[0];
                    // passes of the first step: 0 G, 1 and 2 D, 3 and 4 the penalty, 5 D again
                    case D_ON_FAKES -> seenByD.put(stop, disguised(augmentation, images[0], 1));
                    case D_ON_REALS -> seenByD.put(stop, disguised(augmentation, images[1], 2));
                    case G_ERROR -> seenByD.put(stop, disguised(augmentation, images[0], 5));
                    default -> {}
                }
            };
            trainer.step(
                    false,
                    Recorder.of(trainer, Map.of(), (stop, seen) -> trace[0] = trace[0].with(stop, seen))
                            .and(judge));
            Seen.Reals reals = at(trace[0], Stop.REAL, Seen.Reals.class);
            assertThat(reals.changes()).containsExactly("color", "translation", "cutout");
            assertThat(reals.chance()).isEqualTo(1);
            assertThat(pixels(at(trace[0], Stop.D_ON_FAKES, Seen.Scores.class)
                            .disguised()
                            .orElseThrow()))
                    .isEqualTo(seenByD.get(Stop.D_ON_FAKES));
            assertThat(pixels(at(trace[0], Stop.D_ON_REALS, Seen.Scores.class)
                            .disguised()
                            .orElseThrow()))
                    .isEqualTo(seenByD.get(Stop.D_ON_REALS))
                    .isNotEqualTo(pixels(reals.images()));
            assertThat(pixels(at(trace[0], Stop.G_ERROR, Seen.ForgerError.class)
                            .disguised()
                            .orElseThrow()))
                    .isEqualTo(seenByD.get(Stop.G_ERROR));
        }
    }

    private static byte[] disguised(Augmentation augmentation, Tensor images, long pass) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            return Images.toBytes(augmentation.apply(images.detach(), pass, 1));
        }
    }

    /** The images of a strip one after the other, each by rows, three bytes a pixel. */
    private static byte[] pixels(Strip strip) throws IOException {
        byte[] png = Base64.getDecoder().decode(strip.png().substring("data:image/png;base64,".length()));
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        byte[] all = new byte[strip.count() * strip.width() * strip.height() * 3];
        int to = 0;
        for (int i = 0; i < strip.count(); i++) {
            for (int y = 0; y < strip.height(); y++) {
                for (int x = 0; x < strip.width(); x++) {
                    int colour = picture.getRGB(i * strip.width() + x, y);
                    all[to++] = (byte) (colour >> 16);
                    all[to++] = (byte) (colour >> 8);
                    all[to++] = (byte) colour;
                }
            }
        }
        return all;
    }

    @Test
    void images_that_nothing_happens_to_have_no_second_picture() throws Exception {
        StepTrace trace =
                branch(ResumeTest.configs().findFirst().orElseThrow(), Map.of()).unchanged();
        assertThat(at(trace, Stop.REAL, Seen.Reals.class).changes()).isEmpty();
        assertThat(at(trace, Stop.D_ON_REALS, Seen.Scores.class).disguised()).isEmpty();
        assertThat(at(trace, Stop.RESCORE, Seen.Rescored.class).probe()).isFalse();
        StepTrace drops = branch(vanilla(), Map.of()).unchanged();
        assertThat(at(drops, Stop.RESCORE, Seen.Rescored.class).probe())
                .as("D has left out other parts of itself for G")
                .isTrue();
    }

    @Test
    void the_learning_rate_that_is_shown_is_the_one_that_moves_the_weights() throws Exception {
        RunConfig config = game(ResumeTest.configs().findFirst().orElseThrow(), game -> game.withDecay(0.04));
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            trainer.ledger().guard().lrScale(0.25); // as after trouble
            List<StepTrace> traces = traces(trainer, 5);
            assertThat(lr(traces.getFirst())).isCloseTo(5e-5, within(1e-12));
            int count = 2 * 3 * 4 * 4; // D's first convolution: from 3 channels to 2, 4 x 4
            assertThat(firstChange(traces.getFirst())).isCloseTo(5e-5 * Math.sqrt(count), within(5e-7));
            try (Snapshot now = Snapshot.of(trainer)) {
                StepTrace beside =
                        new WhatIf(trainer, now).branch(Map.of("lr", "0.01")).unchanged();
                StepTrace sixth = traces(trainer, 1).getFirst();
                assertThat(lr(sixth))
                        .as("half of 40 images: 0.1 and half of 0.9")
                        .isCloseTo(2e-4 * 0.25 * 0.55, within(1e-12));
                assertThat(lr(beside)).isEqualTo(lr(sixth));
                assertThat(firstChange(beside)).isEqualTo(firstChange(sixth));
            }
        }
    }

    private static double lr(StepTrace trace) {
        return at(trace, Stop.READY, Seen.Ready.class).lr();
    }

    private static double firstChange(StepTrace trace) {
        return at(trace, Stop.UPDATE_D, Seen.Update.class).weights().getFirst().change();
    }

    /** Losses, and whether D's output becomes a probability. */
    private enum Kind {
        BCE(new LossConfig.Bce(), true),
        SATURATING(new LossConfig.Saturating(), true),
        LEAST_SQUARES(new LossConfig.LeastSquares(), true),
        HINGE(new LossConfig.Hinge(), false),
        WASSERSTEIN(new LossConfig.WassersteinGp(10), false),
        RELATIVISTIC(new LossConfig.Relativistic(0.5, 4), false);

        private final LossConfig loss;
        private final boolean probability;

        Kind(LossConfig loss, boolean probability) {
            this.loss = loss;
            this.probability = probability;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_probability_is_shown_where_the_loss_has_one_and_else_the_score(Kind kind) throws Exception {
        RunConfig config = game(ResumeTest.configs().findFirst().orElseThrow(), game -> game.withLoss(kind.loss));
        StepTrace trace = branch(config, Map.of()).unchanged();
        assertThat(at(trace, Stop.READY, Seen.Ready.class).probability()).isEqualTo(kind.probability);
        Seen.Scores scores = at(trace, Stop.D_ON_REALS, Seen.Scores.class);
        if (kind.probability) {
            for (double verdict : scores.verdicts()) {
                assertThat(verdict).isBetween(0.0, 1.0);
            }
        } else {
            assertThat(scores.verdicts()).isEqualTo(scores.logits());
        }
    }
}
