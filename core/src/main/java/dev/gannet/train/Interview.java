package dev.gannet.train;

import dev.gannet.data.Batch;
import dev.gannet.run.Hearing;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Asks D what it thinks of images, in passes that leave no trace. The images are the same in every interview. */
final class Interview {
    private static final int FEWEST = 2; // in a batch: one has no mates

    private final Trainer trainer;
    private final Batch real;
    private final int size; // of a batch; there are two

    private Interview(Trainer trainer, Batch real) {
        this.trainer = trainer;
        this.real = real;
        this.size = real.count() / 2;
    }

    /** About the first real images of the run; none if there are too few. */
    static Optional<Interview> of(Trainer trainer) {
        Batch real = trainer.first(2 * trainer.config().recipe().game().batch());
        return real.count() < 2 * FEWEST ? Optional.empty() : Optional.of(new Interview(trainer, real));
    }

    /** What D says now. */
    Hearing hear() {
        double[] once = logits(i -> i);
        double[] again = logits(i -> i % size * 2 + i / size); // every other image
        double mean = Arrays.stream(once).average().orElse(0);
        double apart = 0;
        double square = 0;
        for (int i = 0; i < once.length; i++) {
            apart += Math.abs(again[i] - once[i]) / once.length;
            square += (once[i] - mean) * (once[i] - mean) / once.length;
        }
        return new Hearing(apart, Math.sqrt(square));
    }

    /** D's logit of every image, in batches that are filled in some order. */
    private double[] logits(IntUnaryOperator order) {
        double[] logits = new double[2 * size];
        for (int from = 0; from < logits.length; from += size) {
            int start = from;
            double[] some = logits(batch(i -> order.applyAsInt(start + i)));
            for (int i = 0; i < size; i++) {
                logits[order.applyAsInt(start + i)] = some[i];
            }
        }
        return logits;
    }

    private Batch batch(IntUnaryOperator which) {
        int bytes = trainer.config().image().bytes();
        byte[] pixels = new byte[size * bytes];
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            System.arraycopy(real.pixels(), which.applyAsInt(i) * bytes, pixels, i * bytes, bytes);
            numbers[i] = real.indices()[which.applyAsInt(i)];
        }
        return new Batch(pixels, size, numbers, List.of());
    }

    private double[] logits(Batch batch) {
        try (StepScope scope = StepScope.open()) {
            trainer.forward().tell(trainer.reals().classes(batch));
            return TensorBytes.doubles(trainer.forward()
                    .probe(
                            trainer.gan().discriminator(),
                            Images.toTensor(batch.pixels(), size, trainer.config().image())));
        }
    }
}
