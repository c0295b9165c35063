package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.AugmentConfig;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Fakes;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.KnownClass;
import dev.gannet.config.LossConfig;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Ask;
import dev.gannet.trace.Looks;
import dev.gannet.trace.Stop;
import dev.gannet.trace.VerdictMap;
import dev.gannet.trace.VerdictMap.Spot;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** D on a plane of images, against the plane by hand and D asked about one image at a time. */
class PlaneSliceTest {
    private static final int IMAGE = 2; // the second
    private static final double NEAR = 2e-4; // of a verdict: float32, and D is steep

    static Stream<RunConfig> configs() {
        Game adam = Recipe.Dcgan.TUTORIAL.game().withBatch(4);
        Game modern = Recipe.Modern.DEFAULT.game().withBatch(4).withAugment(new AugmentConfig.Diff(true, true, true));
        RunConfig hinge = ResumeTest.config(
                new Recipe.Dcgan(4, 2, adam.withLoss(new LossConfig.Hinge()).withFakes(Fakes.FRESH)));
        return Stream.of(
                ResumeTest.config(new Recipe.Dcgan(4, 2, adam)),
                hinge.withData(new DataConfig.Dogs(1, 50), new ImageShape(1, 16, 24)),
                ResumeTest.config(new Recipe.Vanilla(
                        4, 6, 5, 2, Recipe.Vanilla.PAPER.game().withBatch(4).withDSteps(2))),
                ResumeTest.config(new Recipe.Dcgan(4, 2, adam.withLoss(new LossConfig.WassersteinGp(10)))),
                ResumeTest.config(new Recipe.Modern(4, 2, true, modern)));
    }

    @ParameterizedTest
    @MethodSource("configs")
    void every_place_is_one_image_in_the_seat_of_the_made_one(RunConfig config) throws Exception {
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source);
                Gan twin = Models.of(config.recipe(), config.image(), new Noise(1))) {
            trainer.tape().record(true);
            trainer.step(false, Witness.NONE);
            VerdictMap map = looked(trainer, IMAGE);
            assertThat(map.step()).isEqualTo(2);
            assertThat(map.image()).isEqualTo(IMAGE);
            assertThat(map.right()).hasSize(24).startsWith(-0.5).endsWith(1.5).isEqualTo(map.up());
            Eyes eyes = new Eyes(map, trainer.gan(), twin.discriminator(), reading(config), Optional.empty());
            trainer.step(false, eyes);
            assertThat(eyes.looked).isEqualTo(1);
        }
    }

    @Test
    void networks_that_are_told_classes_are_told_that_of_the_real_image() throws Exception {
        List<KnownClass> tones = List.of(new KnownClass("dark", 48), new KnownClass("light", 16));
        Recipe.Modern modern =
                new Recipe.Modern(4, 2, false, Recipe.Modern.DEFAULT.game().withBatch(4));
        RunConfig config = ResumeTest.config(modern.withClasses(tones))
                .withData(RunConfig.defaults().data(), TwoTones.SHAPE);
        try (ImageSource source = new TwoTones(true);
                Trainer trainer = new Trainer(config, source);
                Gan twin = Models.of(config.recipe(), config.image(), new Noise(1))) {
            trainer.tape().record(true);
            trainer.step(false, Witness.NONE);
            VerdictMap map = looked(trainer, IMAGE);
            Optional<Tensor> classes =
                    trainer.reals().classes(trainer.tape().ahead(1).getFirst());
            assertThat(classes).isPresent();
            Eyes eyes = new Eyes(map, trainer.gan(), twin.discriminator(), reading(config), classes);
            trainer.step(false, eyes);
            assertThat(eyes.looked).isEqualTo(1);
        }
    }

    @Test
    void an_image_that_is_not_shown_is_refused() throws Exception {
        RunConfig config = configs().findFirst().orElseThrow();
        try (ImageSource source = Sources.quiet().open(config);
                Trainer trainer = new Trainer(config, source)) {
            trainer.tape().record(true);
            for (int image : new int[] {0, 5}) {
                assertThatThrownBy(() -> looked(trainer, image))
                        .isInstanceOf(UserException.class)
                        .hasMessage("image is %d; expected 1 to 4".formatted(image));
            }
        }
    }

    private static VerdictMap looked(Trainer trainer, int image) throws Exception {
        try (Snapshot before = Snapshot.of(trainer)) {
            Map<String, String> hashes = Snapshot.hashes(trainer.tensors());
            VerdictMap map = Looks.NONE
                    .with(new WhatIf(trainer, before).look(new Ask.Plane(image)))
                    .map()
                    .orElseThrow();
            assertThat(Snapshot.hashes(trainer.tensors())).as("the run").isEqualTo(hashes);
            return map;
        }
    }

    /** What pages show of D's output. */
    private static DoubleUnaryOperator reading(RunConfig config) {
        return switch (config.recipe().game().loss()) {
            case LossConfig.Bce _, LossConfig.Saturating _ -> logit -> 1 / (1 + Math.exp(-logit));
            case LossConfig.Hinge _, LossConfig.WassersteinGp _, LossConfig.Relativistic _ -> score -> score;
            case LossConfig.LeastSquares _, LossConfig.Smoothed _ -> throw new AssertionError("not tried here");
        };
    }

    /** Looks at a step and holds the map against what it ought to say. */
    private static final class Eyes implements Witness {
        private final VerdictMap map;
        private final Gan gan;
        private final Net old;
        private final DoubleUnaryOperator reading;
        private final Optional<Tensor> classes;
        private Tensor z = new Tensor();
        private Tensor batch = new Tensor();
        private double[] real = {};
        private double[] made = {};
        private double[] wish = {};
        private int looked;

        Eyes(VerdictMap map, Gan gan, Net old, DoubleUnaryOperator reading, Optional<Tensor> classes) {
            this.map = map;
            this.gan = gan;
            this.old = old;
            this.reading = reading;
            this.classes = classes;
        }

        @Override
        public void at(Stop stop, Tensor... seen) {
            switch (stop) {
                case REAL -> real = image(seen[0]);
                case D_ON_REALS -> {
                    Map<String, Tensor> weights = gan.discriminator().parameters();
                    old.parameters()
                            .forEach((name, weight) -> TensorBytes.copyInto(
                                    weight, TensorBytes.of(Objects.requireNonNull(weights.get(name)))));
                }
                case RESCORE -> {
                    z = seen[0];
                    batch = seen[1];
                    made = image(batch);
                }
                case G_ERROR -> wish = image(Slopes.of(seen[0], batch).neg());
                case RESULT -> result();
                case READY, NOISE, GENERATE, D_ON_FAKES, ERRORS, BACKWARD_D, UPDATE_D, BACKWARD_G, UPDATE_G -> {}
            }
        }

        private void result() {
            try (StepScope scope = StepScope.open();
                    NoGradGuard frozen = new NoGradGuard()) {
                double[] arrived = image(gan.generator().forward(z, new Pass.Probe(classes)));
                double[] right = sum(real, made, -1);
                double[] across = sum(wish, right, -dot(wish, right) / dot(right, right));
                double[] up = sum(new double[made.length], across, map.unit() * norm(right) / norm(across));
                double[] moved = sum(made, wish, map.unit() * norm(right) / norm(wish));
                double[] move = sum(arrived, made, -1);

                assertThat(map.unit()).isEqualTo(0.1);
                assertThat(map.distance()).isCloseTo(norm(right) / Math.sqrt(made.length) / 2, within(1e-6));
                assertThat(map.way()).isCloseTo(norm(move) / norm(right), within(1e-5));
                for (int[] place : new int[][] {{0, 0}, {23, 23}, {17, 5}, {3, 20}, {11, 7}}) {
                    double[] there = sum(sum(made, right, map.right()[place[0]]), up, map.up()[place[1]]);
                    says(map.before()[place[1]][place[0]], old, there);
                    says(map.after()[place[1]][place[0]], gan.discriminator(), there);
                }
                is(map.real(), 1, 0, real);
                is(map.made(), 0, 0, made);
                double[] off = sum(moved, made, -1);
                is(map.moved(), dot(off, right) / dot(right, right), dot(off, up) / dot(up, up), moved);
                double ahead = dot(move, right) / dot(right, right);
                double above = dot(move, up) / dot(up, up);
                is(map.arrived(), ahead, above, arrived);
                double[] foot = sum(sum(new double[made.length], right, ahead), up, above);
                assertThat(map.share()).isCloseTo(norm(foot) / norm(move), within(1e-5));
            }
            looked++;
        }

        private void is(Spot spot, double right, double up, double[] image) {
            assertThat(spot.right()).isCloseTo(right, within(1e-5));
            assertThat(spot.up()).isCloseTo(up, within(1e-5));
            says(spot.before(), old, image);
            says(spot.after(), gan.discriminator(), image);
        }

        /** D's word on one image in the seat. */
        private void says(double verdict, Net detective, double[] image) {
            double expected = reading.applyAsDouble(
                    detective.buffers().isEmpty() ? inTheBatch(detective, image) : byTheBatch(detective, image));
            assertThat(verdict).isCloseTo(expected, within(NEAR * Math.max(1, Math.abs(expected))));
        }

        /** The batch with the image in it, if D does not measure it by the others' averages. */
        private double inTheBatch(Net detective, double[] image) {
            Tensor whole = batch.detach().clone();
            whole.select(0, IMAGE - 1).copy_(tensor(image).squeeze(0));
            return TensorBytes.doubles(detective.forward(whole, new Pass.Probe(classes)))[IMAGE - 1];
        }

        /** As if D were done learning and had seen nothing but this batch. */
        private double byTheBatch(Net detective, double[] image) {
            Map<String, double[][]> numbers = new HashMap<>();
            String[] last = {""};
            detective.forward(batch.detach(), new Pass.Probe(), (layer, kind, output) -> {
                if (output.dim() == 4) {
                    numbers.put(layer, channels(output));
                }
                if (kind.equals("BatchNorm")) {
                    double[][] before = Objects.requireNonNull(numbers.get(last[0]));
                    set(
                            detective,
                            layer + ".running_mean",
                            IntStream.range(0, before.length).mapToDouble(channel -> mean(before[channel])));
                    set(
                            detective,
                            layer + ".running_var",
                            IntStream.range(0, before.length).mapToDouble(channel -> variance(before[channel])));
                }
                last[0] = layer;
            });
            return TensorBytes.doubles(detective.forward(tensor(image), new Pass.Eval()))[0];
        }

        private static void set(Net net, String buffer, DoubleStream values) {
            double[] all = values.toArray();
            float[] narrow = new float[all.length];
            for (int i = 0; i < all.length; i++) {
                narrow[i] = (float) all[i];
            }
            Objects.requireNonNull(net.buffers().get(buffer)).copy_(Tensor.create(narrow));
        }

        /** (N, C, H, W) to each channel's numbers. */
        private static double[][] channels(Tensor output) {
            return IntStream.range(0, Math.toIntExact(output.size(1)))
                    .mapToObj(channel -> TensorBytes.doubles(output.select(1, channel)))
                    .toArray(double[][]::new);
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElseThrow();
        }

        private static double variance(double[] values) {
            double mean = mean(values);
            return Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
        }

        private static double[] image(Tensor batch) {
            return TensorBytes.doubles(batch.detach().select(0, IMAGE - 1));
        }

        private Tensor tensor(double[] image) {
            return Tensor.create(image, 1, batch.size(1), batch.size(2), batch.size(3))
                    .to(ScalarType.Float);
        }

        private static double[] sum(double[] a, double[] b, double times) {
            return IntStream.range(0, a.length)
                    .mapToDouble(i -> a[i] + times * b[i])
                    .toArray();
        }

        private static double dot(double[] a, double[] b) {
            return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
        }

        private static double norm(double[] a) {
            return Math.sqrt(dot(a, a));
        }
    }
}
