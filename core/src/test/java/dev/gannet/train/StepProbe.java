package dev.gannet.train;

import dev.gannet.Tensors;
import dev.gannet.config.Game;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.Batch;
import dev.gannet.model.Gan;
import dev.gannet.nn.Activation;
import dev.gannet.nn.Init;
import dev.gannet.nn.Layer;
import dev.gannet.nn.Linear;
import dev.gannet.nn.LogitHead;
import dev.gannet.nn.Net;
import dev.gannet.nn.Reshape;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * A small network pair, the same pair in plain Java, and the largest difference between them after some steps: in weights,
 * and in the gradients that D is left with.
 */
public final class StepProbe {
    private static final ImageShape IMAGE = new ImageShape(1, 8);
    private static final int LATENT = 4;
    private static final Noise NOISE = new Noise(5);

    /** Steps one trainer: a step's number is its own to count. */
    @FunctionalInterface
    public interface Stepper {
        /** Takes one step. */
        void step(Batches reals) throws Exception;
    }

    /** Makes a stepper for a network pair. */
    @FunctionalInterface
    public interface Maker {
        /** Makes it. */
        Stepper make(Gan gan, RunConfig config) throws Exception;
    }

    private StepProbe() {}

    /** The configuration that a game is played with here. */
    static RunConfig config(Game game) {
        return config(game, IMAGE);
    }

    private static RunConfig config(Game game, ImageShape image) {
        return RunConfig.defaults()
                .withData(RunConfig.defaults().data(), image)
                .withRecipe(new Recipe.Vanilla(LATENT, 6, 5, 2, game))
                .withThreads(1)
                .withSeed(NOISE.seed());
    }

    /** The largest difference after {@code steps} steps on 8x8 grey images. */
    public static double difference(Game game, int steps, Maker maker) throws Exception {
        return difference(game, IMAGE, steps, maker);
    }

    /** The largest difference after {@code steps} steps. */
    static double difference(Game game, ImageShape image, int steps, Maker maker) throws Exception {
        try (Gan gan = pair(image)) {
            ReferenceGan reference =
                    new ReferenceGan(copy(gan.generator(), true), copy(gan.discriminator(), false), game);
            Stepper stepper = maker.make(gan, config(game, image));
            int[] taken = {0};
            for (int step = 0; step < steps; step++) {
                int now = step;
                int before = taken[0];
                stepper.step(() ->
                        Images.toTensor(real(image, game.batch(), taken[0]++).pixels(), game.batch(), image));
                IntFunction<double[][]> reals = k -> pixels(image, real(image, game.batch(), before + k));
                reference.step(k -> latents(now, k, game.batch()), reals);
            }
            double weights = Math.max(
                    compare(
                            gan.generator().parameters().values(),
                            reference.generator().weights(),
                            false),
                    compare(
                            gan.discriminator().parameters().values(),
                            reference.discriminator().weights(),
                            false));
            double leftInD = compare(
                    gan.discriminator().parameters().values(),
                    reference.discriminator().lastGradient(),
                    true);
            return Math.max(weights, leftInD);
        }
    }

    static Gan pair() {
        return pair(IMAGE);
    }

    private static Gan pair(ImageShape image) {
        int values = image.bytes();
        Init init = new Init(NOISE, 9);
        SequencedMap<String, Layer> g = new LinkedHashMap<>();
        g.put("hidden", Linear.of(init, LATENT, 6, 0.5));
        g.put("leaky", Activation.LEAKY_RELU);
        g.put("pixels", Linear.of(init, 6, values, 0.5));
        g.put("tanh", Activation.TANH);
        g.put("image", new Reshape(image.channels(), image.height(), image.width()));
        SequencedMap<String, Layer> d = new LinkedHashMap<>();
        d.put("pixels", new Reshape(values));
        d.put("hidden", Linear.of(init, values, 5, 0.3));
        d.put("leaky", Activation.LEAKY_RELU);
        d.put("score", new LogitHead(Linear.of(init, 5, 1, 0.5)));
        long[] shape = {image.channels(), image.height(), image.width()};
        return new Gan(new Net("G", new long[] {LATENT}, g), new Net("D", shape, d));
    }

    private static ReferenceGan.Perceptron copy(Net net, boolean squashed) {
        List<double[]> weights = new ArrayList<>();
        net.parameters().values().forEach(weight -> weights.add(Tensors.doubles(weight)));
        return new ReferenceGan.Perceptron(weights, squashed);
    }

    private static Batch real(ImageShape image, int count, int number) {
        byte[] pixels = new byte[count * image.bytes()];
        new SplittableRandom(number).nextBytes(pixels);
        return new Batch(pixels, count, new int[count], List.of());
    }

    /** Bytes (N, H, W, C) to rows in the order (C, H, W). */
    private static double[][] pixels(ImageShape image, Batch batch) {
        int channels = image.channels();
        int plane = image.height() * image.width();
        double[][] rows = new double[batch.count()][image.bytes()];
        for (int i = 0; i < batch.pixels().length; i++) {
            int inImage = i % image.bytes();
            int at = inImage % channels * plane + inImage / channels;
            rows[i / image.bytes()][at] = (batch.pixels()[i] & 0xff) / 127.5 - 1;
        }
        return rows;
    }

    /** The trainer's documented counters: 128 noise batches a step. */
    private static double[][] latents(long step, int k, int count) {
        try (StepScope scope = StepScope.open()) {
            double[] all = Tensors.doubles(NOISE.normal(Noise.Stream.LATENT, step * 128 + k, count, LATENT));
            double[][] rows = new double[count][LATENT];
            for (int i = 0; i < all.length; i++) {
                rows[i / LATENT][i % LATENT] = all[i];
            }
            return rows;
        }
    }

    private static double compare(Iterable<Tensor> tensors, List<double[]> expected, boolean gradients) {
        double worst = 0;
        int index = 0;
        for (Tensor tensor : tensors) {
            double[] want = expected.get(index++);
            double[] got = Tensors.doubles(gradients ? tensor.grad() : tensor);
            for (int i = 0; i < want.length; i++) {
                double off = Math.abs(got[i] - want[i]);
                worst = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(worst, off);
            }
        }
        return worst;
    }
}
