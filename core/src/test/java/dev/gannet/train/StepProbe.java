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
    private static final int PIXELS = 64;
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
        return RunConfig.defaults()
                .withData(RunConfig.defaults().data(), IMAGE)
                .withRecipe(new Recipe.Vanilla(LATENT, 6, 5, 2, game))
                .withThreads(1)
                .withSeed(NOISE.seed());
    }

    /** The largest difference after {@code steps} steps. */
    public static double difference(Game game, int steps, Maker maker) throws Exception {
        try (Gan gan = pair()) {
            ReferenceGan reference =
                    new ReferenceGan(copy(gan.generator(), true), copy(gan.discriminator(), false), game);
            Stepper stepper = maker.make(gan, config(game));
            int[] taken = {0};
            for (int step = 0; step < steps; step++) {
                int now = step;
                int before = taken[0];
                stepper.step(() -> real(game.batch(), taken[0]++));
                IntFunction<double[][]> reals = k -> pixels(real(game.batch(), before + k));
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
        Init init = new Init(NOISE, 9);
        SequencedMap<String, Layer> g = new LinkedHashMap<>();
        g.put("hidden", Linear.of(init, LATENT, 6, 0.5));
        g.put("leaky", Activation.LEAKY_RELU);
        g.put("pixels", Linear.of(init, 6, PIXELS, 0.5));
        g.put("tanh", Activation.TANH);
        g.put("image", new Reshape(1, 8, 8));
        SequencedMap<String, Layer> d = new LinkedHashMap<>();
        d.put("pixels", new Reshape(PIXELS));
        d.put("hidden", Linear.of(init, PIXELS, 5, 0.3));
        d.put("leaky", Activation.LEAKY_RELU);
        d.put("score", new LogitHead(Linear.of(init, 5, 1, 0.5)));
        return new Gan(new Net("G", new long[] {LATENT}, g), new Net("D", new long[] {1, 8, 8}, d));
    }

    private static ReferenceGan.Perceptron copy(Net net, boolean squashed) {
        List<double[]> weights = new ArrayList<>();
        net.parameters().values().forEach(weight -> weights.add(Tensors.doubles(weight)));
        return new ReferenceGan.Perceptron(weights, squashed);
    }

    static Batch real(int count, int number) {
        byte[] pixels = new byte[count * PIXELS];
        new SplittableRandom(number).nextBytes(pixels);
        return new Batch(pixels, count);
    }

    private static double[][] pixels(Batch batch) {
        double[][] rows = new double[batch.count()][PIXELS];
        for (int i = 0; i < batch.pixels().length; i++) {
            rows[i / PIXELS][i % PIXELS] = (batch.pixels()[i] & 0xff) / 127.5 - 1;
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
