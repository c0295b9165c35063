package dev.gannet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gannet.config.Fakes;
import dev.gannet.config.ImageShape;
import dev.gannet.config.KnownClass;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.nn.Net;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Ask;
import dev.gannet.trace.LatentMap;
import dev.gannet.trace.Look;
import dev.gannet.trace.Looks;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What G makes of noise around and between that of a step's images, against forward passes of our own. */
class LatentPlaneTest {
    private static final Ask.Latent ASKED = new Ask.Latent(3, 2);
    private static final int IMAGE = ASKED.image() - 1;
    private static final int OTHER = ASKED.other() - 1;
    private static final int MIDDLE = 4;

    static Stream<RunConfig> configs() {
        return Stream.concat(ResumeTest.configs(), Stream.of(wideGreys(), greysOfClasses()));
    }

    private static RunConfig wideGreys() {
        RunConfig colours = ResumeTest.configs().findFirst().orElseThrow();
        return colours.withData(colours.data(), new ImageShape(1, 16, 24));
    }

    /** Told of classes, and scored on fresh images after several updates of D. */
    private static RunConfig greysOfClasses() {
        Recipe.Modern small = new Recipe.Modern(
                6,
                2,
                false,
                Recipe.Modern.DEFAULT.game().withBatch(5).withDSteps(2).withFakes(Fakes.FRESH));
        return RunConfig.defaults()
                .withData(RunConfig.defaults().data(), TwoTones.SHAPE)
                .withRecipe(small.withClasses(List.of(new KnownClass("dark", 48), new KnownClass("light", 16))))
                .withThreads(1);
    }

    private static ImageSource source(RunConfig config) throws InterruptedException {
        return config.image().equals(TwoTones.SHAPE)
                ? new TwoTones(true)
                : Sources.quiet().open(config);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void every_picture_is_a_forward_pass_of_the_steps_batch_with_other_noise_in_one_place(RunConfig config)
            throws Exception {
        try (ImageSource source = source(config);
                Trainer trainer = new Trainer(config, source)) {
            trainer.tape().record(true);
            trainer.step(false, Witness.NONE);
            Look look;
            try (Snapshot before = Snapshot.of(trainer)) {
                Map<String, String> hashes = Snapshot.hashes(trainer.tensors());
                look = new WhatIf(trainer, before).look(ASKED);
                assertThat(Snapshot.hashes(trainer.tensors())).as("the run").isEqualTo(hashes);
            }
            LatentMap map = Looks.NONE.with(look).latent().orElseThrow();
            assertThat(map.step()).isEqualTo(2);
            assertThat(map.image()).isEqualTo(3);
            assertThat(map.other()).isEqualTo(2);
            assertThat(map.cell()).isEqualTo(1);
            assertThat(map.neighbours()).isEqualTo(config.recipe() instanceof Recipe.Dcgan);
            assertThat(map.grid())
                    .hasSize(9)
                    .allSatisfy(row -> assertThat(row.count()).isEqualTo(9));
            assertThat(map.walk().count()).isEqualTo(11);
            Eyes eyes = new Eyes(trainer, map);
            trainer.step(false, eyes);
            assertThat(eyes.looked).isTrue();
        }
    }

    /** Looks at a step and compares what the map has of it. */
    private static final class Eyes implements Witness {
        private final Trainer trainer;
        private final LatentMap map;
        private Tensor z = new Tensor();
        private boolean looked;

        Eyes(Trainer trainer, LatentMap map) {
            this.trainer = trainer;
            this.map = map;
        }

        @Override
        public void at(Stop stop, Tensor... seen) {
            if (stop == Stop.NOISE) {
                z = seen[0];
            }
            if (stop == Stop.GENERATE) {
                try (StepScope scope = StepScope.open();
                        NoGradGuard frozen = new NoGradGuard()) {
                    compare(seen[0].detach());
                }
                looked = true;
            }
        }

        private void compare(Tensor made) {
            ImageShape shape = trainer.config().image();
            byte[] own = Images.toBytes(made.narrow(0, IMAGE, 1));
            assertThat(pixels(map.grid().get(MIDDLE), MIDDLE, shape))
                    .as("the middle is the step's own image, bit for bit")
                    .isEqualTo(own);
            assertThat(pixels(map.walk(), 0, shape)).as("the walk begins there").isEqualTo(own);
            assertThat(map.apart()[MIDDLE][MIDDLE]).isZero();
            assertThat(map.walked()[0]).isZero();

            Tensor from = z.select(0, IMAGE);
            Tensor to = z.select(0, OTHER);
            like(map.walk(), 10, map.walked()[10], to, made);
            double angle = Math.acos(from.dot(to).item_float()
                    / Math.sqrt(
                            from.dot(from).item_float() * (double) to.dot(to).item_float()));
            assertThat(map.angle()).isCloseTo(Math.toDegrees(angle), within(1e-3));
            Tensor third = times(from, Math.sin(0.7 * angle) / Math.sin(angle))
                    .add(times(to, Math.sin(0.3 * angle) / Math.sin(angle)));
            like(map.walk(), 3, map.walked()[3], third, made);

            Noise noise = new Noise(trainer.config().seed());
            Tensor right = unit(noise.normal(Noise.Stream.DIRECTION, 0, from.numel()));
            Tensor up = noise.normal(Noise.Stream.DIRECTION, 1, from.numel());
            up = unit(up.sub(right.mul(right.dot(up))));
            like(
                    map.grid().get(0),
                    8,
                    map.apart()[0][8],
                    from.add(times(right, 4)).add(times(up, 4)),
                    made);
            like(map.grid().get(6), 3, map.apart()[6][3], from.sub(right).sub(times(up, 2)), made);
            assertThat(map.ofClass()).isEqualTo(nameOfClass());
        }

        private Optional<String> nameOfClass() {
            return trainer.forward().told().map(told -> told.select(0, IMAGE).item_long() == 0 ? "dark" : "light");
        }

        private static Tensor times(Tensor tensor, double factor) {
            return tensor.mul(new Scalar(factor));
        }

        private static Tensor unit(Tensor vector) {
            return vector.div(vector.square().sum().sqrt());
        }

        /** The picture is what G makes of this noise, among the other images of the batch; to a level of 255. */
        private void like(Strip strip, int index, double apart, Tensor noise, Tensor made) {
            Net generator = trainer.gan().generator();
            Tensor batch = torch.cat(new TensorVector(
                    z.narrow(0, 0, IMAGE),
                    noise.reshape(1, noise.numel()),
                    z.narrow(0, ASKED.image(), z.size(0) - ASKED.image())));
            Tensor expected = trainer.forward().probe(generator, batch).narrow(0, IMAGE, 1);
            byte[] bytes = Images.toBytes(expected);
            byte[] shown = pixels(strip, index, trainer.config().image());
            for (int i = 0; i < bytes.length; i++) {
                assertThat(shown[i] & 0xff).as("number %d", i).isCloseTo(bytes[i] & 0xff, within(1));
            }
            double[] wide = TensorBytes.doubles(expected.sub(made.narrow(0, IMAGE, 1)));
            double square = 0;
            for (double difference : wide) {
                square += difference * difference;
            }
            assertThat(apart)
                    .isCloseTo(Math.sqrt(square / wide.length), within(1e-3))
                    .isPositive();
        }
    }

    /** What a page would see of one image: (H, W, C) bytes. */
    private static byte[] pixels(Strip strip, int index, ImageShape shape) {
        BufferedImage picture;
        try {
            String png = strip.png().substring("data:image/png;base64,".length());
            picture = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(png)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(picture.getHeight()).isEqualTo(shape.height());
        assertThat(picture.getWidth()).isEqualTo(strip.count() * shape.width());
        byte[] pixels = new byte[shape.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            int at = i / shape.channels();
            int rgb = picture.getRGB(index * shape.width() + at % shape.width(), at / shape.width());
            pixels[i] = (byte) (rgb >> (shape.channels() == 1 ? 0 : 16 - 8 * (i % shape.channels())));
        }
        return pixels;
    }

    @Test
    void images_that_are_not_there_are_told() throws Exception {
        RunConfig config = ResumeTest.configs().findFirst().orElseThrow();
        try (ImageSource source = source(config);
                Trainer trainer = new Trainer(config, source)) {
            trainer.tape().record(true);
            try (Snapshot now = Snapshot.of(trainer)) {
                WhatIf beside = new WhatIf(trainer, now);
                assertThatThrownBy(() -> beside.look(new Ask.Latent(5, 1)))
                        .isInstanceOf(UserException.class)
                        .hasMessage("image is 5; expected 1 to 4");
                assertThatThrownBy(() -> beside.look(new Ask.Latent(1, 0)))
                        .isInstanceOf(UserException.class)
                        .hasMessage("other is 0; expected 1 to 4");
            }
        }
    }

    @Test
    void noise_of_one_number_has_no_plane() throws Exception {
        RunConfig config = ResumeTest.config(
                new Recipe.Dcgan(1, 2, Recipe.Dcgan.TUTORIAL.game().withBatch(4)));
        try (ImageSource source = source(config);
                Trainer trainer = new Trainer(config, source)) {
            trainer.tape().record(true);
            try (Snapshot now = Snapshot.of(trainer)) {
                assertThatThrownBy(() -> new WhatIf(trainer, now).look(ASKED))
                        .isInstanceOf(UserException.class)
                        .hasMessage("noise of one number lies on a line: there is no plane to look at");
            }
        }
    }
}
