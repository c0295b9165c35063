package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.LossConfig;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Ask;
import dev.gannet.trace.Look;
import dev.gannet.trace.Looks;
import dev.gannet.trace.Slice;
import dev.gannet.trace.Stop;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** D along the way from real images to made ones, against forward passes of our own. */
class LineSliceTest {
    private static final int SOME = 20; // a place in between: t = -0.5 + 20 / 32

    private final Map<String, double[]> expected = new HashMap<>();

    private boolean score; // instead of a probability

    static Stream<LossConfig> losses() {
        return Stream.of(new LossConfig.Bce(), new LossConfig.Hinge());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void every_place_is_a_forward_pass_of_the_mixed_batch_and_both_ends_are_the_step_itself(LossConfig loss)
            throws Exception {
        RunConfig usual = ResumeTest.configs().findFirst().orElseThrow();
        RunConfig config =
                usual.withRecipe(usual.recipe().withGame(usual.recipe().game().withLoss(loss)));
        score = loss instanceof LossConfig.Hinge;
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            trainer.tape().record(true);
            trainer.step(false, Witness.NONE);
            Look look;
            try (Snapshot before = Snapshot.of(trainer)) {
                Map<String, String> hashes = Snapshot.hashes(trainer.tensors());
                look = new WhatIf(trainer, before).look(new Ask.Slice());
                assertThat(Snapshot.hashes(trainer.tensors())).as("the run").isEqualTo(hashes);
            }
            trainer.step(
                    false, new Eyes(trainer.gan().generator(), trainer.gan().discriminator()));

            Slice slice = Looks.NONE.with(look).slice().orElseThrow();
            assertThat(slice.step()).isEqualTo(2);
            assertThat(slice.places()).hasSize(65).startsWith(-0.5).endsWith(1.5);
            assertThat(slice.places()[16]).isZero();
            assertThat(slice.places()[48]).isEqualTo(1);
            for (int image = 0; image < slice.before().length; image++) {
                is(slice.before()[image][16], "real before", image);
                is(slice.before()[image][48], "made before", image);
                is(slice.before()[image][SOME], "between before", image);
                is(slice.after()[image][16], "real after", image);
                is(slice.after()[image][48], "made after", image);
                is(slice.after()[image][SOME], "between after", image);
                is(slice.verdict()[image], "arrived", image);
                is(slice.arrival()[image], "arrival", image);
                is(slice.share()[image], "share", image);
            }
        }
    }

    private void is(double value, String name, int image) {
        assertThat(value)
                .as("%s of image %d", name, image)
                .isCloseTo(Objects.requireNonNull(expected.get(name))[image], within(1e-6));
    }

    /** Looks at a step and computes what the slice ought to say. */
    private final class Eyes implements Witness {
        private final Net generator;
        private final Net detective;
        private Tensor z = new Tensor();
        private Tensor made = new Tensor();
        private Tensor real = new Tensor();

        Eyes(Net generator, Net detective) {
            this.generator = generator;
            this.detective = detective;
        }

        @Override
        public void at(Stop stop, Tensor... seen) {
            switch (stop) {
                case NOISE -> z = seen[0];
                case GENERATE -> made = seen[0].detach();
                case REAL -> real = seen[0];
                case D_ON_FAKES -> expected.put("made before", shown(seen[0]));
                case D_ON_REALS -> {
                    expected.put("real before", shown(seen[0]));
                    between("between before");
                }
                case RESCORE -> {
                    expected.put("made after", shown(seen[2]));
                    expected.put("real after", judged(real));
                    between("between after");
                }
                case RESULT -> result();
                case READY, ERRORS, BACKWARD_D, UPDATE_D, G_ERROR, BACKWARD_G, UPDATE_G -> {}
            }
        }

        private void between(String name) {
            try (StepScope scope = StepScope.open();
                    NoGradGuard frozen = new NoGradGuard()) {
                Tensor far = made.sub(real).mul(new Scalar(-0.5 + SOME / 32.0));
                expected.put(name, judged(real.add(far)));
            }
        }

        private void result() {
            try (StepScope scope = StepScope.open();
                    NoGradGuard frozen = new NoGradGuard()) {
                Tensor arrived = generator.forward(z, new Pass.Probe());
                expected.put("arrived", judged(arrived));
                float[] a = TensorBytes.floats(arrived);
                float[] m = TensorBytes.floats(made);
                float[] r = TensorBytes.floats(real);
                int count = Math.toIntExact(z.size(0));
                double[] arrival = new double[count];
                double[] share = new double[count];
                int size = a.length / count;
                for (int image = 0; image < count; image++) {
                    double along = 0;
                    double way = 0;
                    double step = 0;
                    for (int i = image * size; i < (image + 1) * size; i++) {
                        along += (a[i] - m[i]) * (double) (m[i] - r[i]);
                        way += (m[i] - r[i]) * (double) (m[i] - r[i]);
                        step += (a[i] - m[i]) * (double) (a[i] - m[i]);
                    }
                    arrival[image] = 1 + along / way;
                    share[image] = -along / Math.sqrt(way * step);
                }
                expected.put("arrival", arrival);
                expected.put("share", share);
            }
        }

        private double[] judged(Tensor images) {
            try (NoGradGuard frozen = new NoGradGuard()) {
                return shown(detective.forward(images, new Pass.Probe()));
            }
        }

        private double[] shown(Tensor logits) {
            double[] values = TensorBytes.doubles(logits.detach());
            for (int i = 0; i < values.length; i++) {
                values[i] = score ? values[i] : 1 / (1 + Math.exp(-values[i]));
            }
            return values;
        }
    }
}
