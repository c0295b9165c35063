package dev.gannet.feature;

import dev.gannet.config.OptimizerConfig;
import dev.gannet.config.Seeds;
import dev.gannet.data.Cache;
import dev.gannet.data.ImageSource;
import dev.gannet.nn.Net;
import dev.gannet.optim.Optimizer;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How a feature network learns from a data set: once, and then it is kept in the cache.
 *
 * @param cache where trained networks are kept; stays the caller's
 * @param seed of weights and order
 * @param images how many 32x32 pictures it sees, repeated ones included; of larger pictures it sees fewer, for the same work
 * @param progress told after every step
 */
public record Learning(Cache cache, long seed, long images, Consumer<Progress> progress) {
    /** About a minute on two cores where labels say what to learn; without, it takes {@link SelfSupervised} some. */
    public static final long IMAGES = 180_000;

    /** Raise it when networks or their training change: what is kept from before is then not used. */
    private static final int VERSION = 1;

    private static final int MOST_EPOCHS = 40;
    private static final int PROBES = 32;
    private static final double RATE = 2e-3;
    private static final double WARM_UP = 0.1; // of all steps

    /**
     * How far a network has come.
     *
     * @param space the name of its feature space
     * @param step from 1 to {@code steps}
     * @param steps of the whole training
     */
    public record Progress(String space, long step, long steps) {}

    /** One number to make smaller. */
    @FunctionalInterface
    interface Loss {
        /** A scalar that depends on the weights, attached to the current scope; {@code step} counts from 0. */
        Tensor at(long step);
    }

    Noise noise() {
        return new Noise(Seeds.mix(seed, VERSION));
    }

    /** How many steps there are with {@code learned} pictures of a step's {@code batch}, {@code times} as many as usual. */
    long steps(ImageSource source, int learned, int batch, int times) {
        double pixels = source.shape().height() * (double) source.shape().width();
        double share = Math.clamp(1024 / pixels, 0.25, 1); // above 64 pixels, they are made smaller
        return Math.max(1, times * Math.min(Math.round(images * share), (long) MOST_EPOCHS * learned) / batch);
    }

    /** Trains all the networks together on a loss. The learning rate rises for a tenth of the steps and falls to 0. */
    void run(String space, long steps, List<Net> nets, Loss loss) throws InterruptedException {
        SequencedMap<String, Tensor> weights = new LinkedHashMap<>();
        nets.forEach(net -> net.parameters().forEach((name, weight) -> weights.put(net.name() + "." + name, weight)));
        try (Optimizer adam = Optimizer.of(new OptimizerConfig.Adam(RATE, 0.9, 0.99, 1e-8), weights)) {
            for (long step = 0; step < steps; step++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                try (StepScope scope = StepScope.open()) {
                    nets.forEach(Net::clearGradients);
                    loss.at(step).backward();
                    adam.step(rate(step, steps), torch.zeros(new long[] {}));
                }
                progress.accept(new Progress(space, step + 1, steps));
            }
        }
    }

    private static double rate(long step, long steps) {
        double done = (step + 0.5) / steps;
        return RATE * Math.min(done / WARM_UP, (1 - done) / (1 - WARM_UP));
    }

    /**
     * The file in which a trained network is kept: another one for other pictures, another shape or other settings. Its folder
     * is there.
     *
     * @param kind of network, a word
     * @param labels changes when labels do
     */
    Path file(String kind, ImageSource source, long labels) {
        MessageDigest digest = Weights.sha256();
        digest.update("%s %d %d %d %d %s %s"
                .formatted(kind, VERSION, seed, images, labels, source.fingerprint(), source.shape())
                .getBytes(StandardCharsets.UTF_8));
        int[] probes = new int[Math.min(PROBES, source.count())]; // the fingerprint does not know the framing
        for (int i = 0; i < probes.length; i++) {
            probes[i] = (int) ((long) i * source.count() / probes.length);
        }
        digest.update(new Draw(source).pixels(probes, 0));
        return cache.ready().resolve("features-%s-%s.safetensors".formatted(kind, Weights.digits(digest)));
    }
}
