package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import dev.gannet.trace.WeightGradient;
import dev.gannet.trace.WeightUpdate;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What a step shows, against the formulas of the lecture and the statistics of the trainer. */
class RecorderTest {
    private static final Offset<Double> CLOSE = within(2e-6);

    private StepTrace trace = StepTrace.EMPTY;
    private StepStats stats = recorded();

    /** The first step of a small run with cross-entropy and Adam. */
    private StepStats recorded() {
        RunConfig config = ResumeTest.configs().findFirst().orElseThrow();
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            Recorder recorder = new Recorder(
                    config,
                    trainer.gan(),
                    trainer.forward(),
                    new Recorder.Looking(1, 0, trainer.lr(), Snapshot.hashes(trainer.tensors())),
                    trainer::names,
                    (stop, seen) -> trace = trace.with(stop, seen));
            return trainer.step(true, recorder).orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T extends Seen> T at(Stop stop, Class<T> type) {
        return trace.at(stop, type).orElseThrow();
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static void follows(double[] values, double[] from, DoubleUnaryOperator formula) {
        assertThat(values).hasSameSizeAs(from);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(formula.applyAsDouble(from[i]), CLOSE);
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void verdicts_and_errors_follow_from_the_logits() {
        Seen.Scores fake = at(Stop.D_ON_FAKES, Seen.Scores.class);
        Seen.Scores real = at(Stop.D_ON_REALS, Seen.Scores.class);
        Seen.Errors errors = at(Stop.ERRORS, Seen.Errors.class);
        follows(fake.verdicts(), fake.logits(), RecorderTest::sigmoid);
        follows(errors.fake(), fake.logits(), a -> Math.log1p(Math.exp(a)));
        follows(errors.real(), real.logits(), a -> Math.log1p(Math.exp(-a)));
        follows(errors.fakePull(), fake.logits(), a -> sigmoid(a) - 0);
        follows(errors.realPull(), real.logits(), a -> sigmoid(a) - 1);
        assertThat(errors.lossD()).isCloseTo(mean(errors.fake()) + mean(errors.real()), CLOSE);
        assertThat(errors.lossD()).isCloseTo(stats.lossD(), CLOSE);
        assertThat(mean(real.verdicts())).isCloseTo(stats.realBefore(), CLOSE);
        assertThat(mean(fake.verdicts())).isCloseTo(stats.fakeBefore(), CLOSE);
    }

    @Test
    void the_parts_of_ds_gradient_add_up_and_adam_moves_every_number_by_the_learning_rate() {
        Seen.BackwardD back = at(Stop.BACKWARD_D, Seen.BackwardD.class);
        double squares = 0;
        for (WeightGradient weight : back.weights()) {
            double real = weight.real().orElseThrow();
            double fake = weight.fake().orElseThrow();
            double both = real * real + fake * fake + 2 * weight.cosine().orElse(0) * real * fake;
            assertThat(Math.sqrt(Math.max(0, both)))
                    .as(weight.weight())
                    .isCloseTo(weight.norm(), within(1e-4 * (real + fake)));
            squares += weight.norm() * weight.norm();
        }
        assertThat(Math.sqrt(squares)).isCloseTo(back.norm(), within(1e-5 * back.norm()));
        Seen.Update update = at(Stop.UPDATE_D, Seen.Update.class);
        WeightUpdate first = update.weights().getFirst();
        int count = 2 * 3 * 4 * 4; // D's first convolution: from 3 channels to 2, 4 x 4
        assertThat(first.change()).isCloseTo(2e-4 * Math.sqrt(count), within(2e-6));
        assertThat(first.ratio()).isCloseTo(first.change() / first.weightNorm(), CLOSE);
        assertThat(update.predicted()).isNegative();
        assertThat(update.othersUntouched()).isTrue();
        assertThat(at(Stop.UPDATE_G, Seen.Update.class).othersUntouched()).isTrue();
    }

    @Test
    void the_same_images_are_judged_again_and_g_is_held_against_1() {
        Seen.Rescored again = at(Stop.RESCORE, Seen.Rescored.class);
        Seen.ForgerError error = at(Stop.G_ERROR, Seen.ForgerError.class);
        assertThat(again.fakeLogits()).isEqualTo(error.logits());
        assertThat(again.lossD())
                .isCloseTo(
                        mean(Arrays.stream(again.fakeLogits())
                                        .map(a -> Math.log1p(Math.exp(a)))
                                        .toArray())
                                + mean(Arrays.stream(again.realLogits())
                                        .map(a -> Math.log1p(Math.exp(-a)))
                                        .toArray()),
                        CLOSE);
        assertThat(mean(again.realVerdicts())).isCloseTo(stats.realAfter(), CLOSE);
        assertThat(mean(again.fakeVerdicts())).isCloseTo(stats.fakeAfterD(), CLOSE);
        follows(error.errors(), error.logits(), a -> Math.log1p(Math.exp(-a)));
        assertThat(error.lossG()).isCloseTo(stats.lossG(), CLOSE);
        Seen.BackwardG back = at(Stop.BACKWARD_G, Seen.BackwardG.class);
        assertThat(back.factor()).isCloseTo(1 - mean(error.verdicts()), CLOSE);
        Seen.Result result = at(Stop.RESULT, Seen.Result.class);
        assertThat(mean(result.verdicts())).isCloseTo(stats.fakeAfterG(), CLOSE);
        for (double cosine : result.delivered()) {
            assertThat(cosine).isBetween(-1.0, 1.0);
        }
        assertThat(result.ledger())
                .matches("step 1 e0\\.0 L_D \\S+ L_G \\S+ D\\(x\\) \\S+>\\S+ D\\(G\\(z\\)\\) \\S+>\\S+>\\S+"
                        + " \\|gD\\| \\S+ \\|gG\\| \\S+ acc r [01]\\.\\d\\d f [01]\\.\\d\\d");
    }

    @Test
    void the_pictures_are_those_of_the_batch() throws Exception {
        Seen.Reals reals = at(Stop.REAL, Seen.Reals.class);
        assertThat(reals.names()).hasSize(4);
        Strip strip = reals.images();
        byte[] png = Base64.getDecoder().decode(strip.png().substring("data:image/png;base64,".length()));
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo(4 * 16);
        RunConfig config = ResumeTest.configs().findFirst().orElseThrow();
        try (ImageSource source = Sources.quiet().open(config)) {
            byte[] pixels = new byte[config.image().bytes()];
            for (int i = 0; i < source.count(); i++) {
                if (source.name(i).equals(reals.names().getFirst())) {
                    source.read(i, 0, pixels, 0);
                }
            }
            assertThat(picture.getRGB(5, 7) & 0xff).isEqualTo(pixels[(7 * 16 + 5) * 3 + 2] & 0xff);
        }
    }
}
