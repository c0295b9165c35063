package dev.gannet.train;

import dev.gannet.run.Hearing;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Asks D what it thinks of images, in passes that leave no trace. The images are the same in every interview. */
final class Interview {
    private static final int FEWEST = 2; // in a batch: one has no mates

    private final Trainer trainer;
    private final Pictures real; // two batches

    private Interview(Trainer trainer, Pictures real) {
        this.trainer = trainer;
        this.real = real;
    }

    /** About the first real images of the run; none if there are too few. */
    static Optional<Interview> of(Trainer trainer) {
        int batch = trainer.config().recipe().game().batch();
        Pictures some = trainer.reals(2 * batch);
        int half = some.count() / 2;
        return half < FEWEST ? Optional.empty() : Optional.of(new Interview(trainer, some.first(2 * half)));
    }

    /** What D says now. */
    Hearing hear() {
        int half = real.count() / 2;
        double[] once = logits(i -> i);
        double[] again = logits(i -> i < half ? 2 * i : 2 * (i - half) + 1); // every other image
        double mean = Arrays.stream(once).average().orElse(0);
        double apart = 0;
        double square = 0;
        for (int i = 0; i < once.length; i++) {
            apart += Math.abs(again[i] - once[i]) / once.length;
            square += (once[i] - mean) * (once[i] - mean) / once.length;
        }
        return new Hearing(apart, Math.sqrt(square));
    }

    /** D's logit of every image, in two batches that are filled in some order. */
    private double[] logits(IntUnaryOperator order) {
        int half = real.count() / 2;
        int bytes = real.shape().bytes();
        double[] logits = new double[real.count()];
        for (int from = 0; from < real.count(); from += half) {
            byte[] batch = new byte[half * bytes];
            for (int i = 0; i < half; i++) {
                System.arraycopy(real.pixels(), order.applyAsInt(from + i) * bytes, batch, i * bytes, bytes);
            }
            try (StepScope scope = StepScope.open()) {
                double[] some = TensorBytes.doubles(trainer.forward()
                        .probe(trainer.gan().discriminator(), Images.toTensor(batch, half, real.shape())));
                for (int i = 0; i < half; i++) {
                    logits[order.applyAsInt(from + i)] = some[i];
                }
            }
        }
        return logits;
    }
}
