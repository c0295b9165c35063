package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.data.Classes;
import dev.gannet.data.ImageSource;
import dev.gannet.evaluate.Sample;
import dev.gannet.run.Hearing;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.bytedeco.pytorch.Tensor;

/** Asks D what it thinks of images, in passes that leave no trace. The images are the same in every interview. */
final class Interview {
    private static final int FEWEST = 2; // in a batch: one has no mates
    private static final int IMAGES = 256; // of either kind where some are held out: a mean of fewer is chance

    private final Trainer trainer;
    private final int size; // of a batch
    private final Stack real;
    private final Optional<Stack> heldOut;

    private Interview(Trainer trainer, int size, Stack real, Optional<Stack> heldOut) {
        this.trainer = trainer;
        this.size = size;
        this.real = real;
        this.heldOut = heldOut;
    }

    /**
     * Images, a whole number of batches, and the class of each if networks are told.
     *
     * @param classes empty if they are not
     */
    private record Stack(Sample sample, long[] classes) {
        static Stack of(ImageSource source, int count, RunConfig config) {
            Sample sample = Sample.of(source, count, config.seed());
            Optional<Classes> labels = config.recipe().classes().isEmpty() ? Optional.empty() : source.labels();
            return new Stack(
                    sample,
                    labels.map(known -> Arrays.stream(sample.numbers())
                                    .mapToLong(known::of)
                                    .toArray())
                            .orElse(new long[0]));
        }

        int count() {
            return sample.pictures().count();
        }

        /** The classes of some, (N) int64, in the current scope. */
        Optional<Tensor> classes(int[] which) {
            return classes.length == 0
                    ? Optional.empty()
                    : Optional.of(Tensor.create(
                            Arrays.stream(which).mapToLong(i -> classes[i]).toArray()));
        }

        /** Some as D takes them, (N, C, H, W), in the current scope. */
        Tensor images(int[] which) {
            ImageShape shape = sample.pictures().shape();
            byte[] pixels = new byte[which.length * shape.bytes()];
            for (int i = 0; i < which.length; i++) {
                System.arraycopy(
                        sample.pictures().pixels(), which[i] * shape.bytes(), pixels, i * shape.bytes(), shape.bytes());
            }
            return Images.toTensor(pixels, which.length, shape);
        }
    }

    /** About some of the run's real images; none if there are too few for two batches of two. */
    static Optional<Interview> of(Trainer trainer) {
        RunConfig config = trainer.config();
        ImageSource training = trainer.images().training();
        ImageSource others = trainer.images().heldOut();
        int size = Math.min(config.recipe().game().batch(), training.count() / 2);
        if (size < FEWEST) {
            return Optional.empty();
        }
        try {
            int wanted = others.count() < size ? 2 : Math.max(2, IMAGES / size); // batches
            Stack real = Stack.of(training, size * Math.min(wanted, training.count() / size), config);
            Optional<Stack> heldOut = others.count() < size
                    ? Optional.empty()
                    : Optional.of(Stack.of(others, size * Math.min(wanted, others.count() / size), config));
            return Optional.of(new Interview(trainer, size, real, heldOut));
        } catch (UserException e) {
            return Optional.empty(); // some cannot be read any more; the loader tells
        }
    }

    /** What D says now. */
    Hearing hear() {
        int batches = real.count() / size;
        double[] once = logits(real, i -> i);
        double[] again = logits(real, i -> i % size * batches + i / size); // every other image, or every third
        double mean = mean(once);
        double apart = 0;
        double square = 0;
        for (int i = 0; i < once.length; i++) {
            apart += Math.abs(again[i] - once[i]) / once.length;
            square += (once[i] - mean) * (once[i] - mean) / once.length;
        }
        return new Hearing(apart, Math.sqrt(square), mean, made(), heldOut.map(stack -> mean(logits(stack, i -> i))));
    }

    /** D's logit of every image, in batches that are filled in some order. */
    private double[] logits(Stack stack, IntUnaryOperator order) {
        double[] logits = new double[stack.count()];
        for (int from = 0; from < logits.length; from += size) {
            int[] which = new int[size];
            int start = from;
            Arrays.setAll(which, i -> order.applyAsInt(start + i));
            try (StepScope scope = StepScope.open()) {
                double[] some = logits(stack.images(which), stack.classes(which));
                for (int i = 0; i < size; i++) {
                    logits[which[i]] = some[i];
                }
            }
        }
        return logits;
    }

    /** D's mean logit of what G makes of the fixed noise, in a batch. */
    private double made() {
        RunConfig config = trainer.config();
        Noise noise = new Noise(config.seed());
        try (StepScope scope = StepScope.open()) {
            Optional<Tensor> classes = new Casting(config.recipe().classes()).drawn(noise, 0, size);
            trainer.forward().tell(classes);
            Tensor z = noise.normal(
                    Noise.Stream.FIXED_LATENT, 0, size, config.recipe().latent());
            return mean(logits(trainer.forward().probe(trainer.gan().generator(), z), classes));
        }
    }

    private double[] logits(Tensor images, Optional<Tensor> classes) {
        trainer.forward().tell(classes);
        return TensorBytes.doubles(trainer.forward().probe(trainer.gan().discriminator(), images));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
