package dev.gannet.train;

import dev.gannet.config.KnownClass;
import dev.gannet.config.Seeds;
import dev.gannet.tensor.Noise;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;

/**
 * Of which class made pictures are to be.
 *
 * @param classes those that G is told of; it is told nothing if there are none
 */
record Casting(List<KnownClass> classes) {
    private static final long STREAM = 0x636c6173; // of the seeds of pictures' classes

    /** (N) int64, attached to the current scope: every class in turn, as many pictures of each as fit. */
    Optional<Tensor> inOrder(int count) {
        return each(0, count, i -> i * classes.size() / count);
    }

    /** (N) int64: drawn in the data's proportions; that of picture i depends on the seed and i alone. */
    Optional<Tensor> drawn(Noise noise, long from, int count) {
        return each(from, count, i -> drawn(noise, i));
    }

    /** (N) int64: all of the class of picture i. */
    Optional<Tensor> like(Noise noise, long i, int count) {
        return each(0, count, _ -> drawn(noise, i));
    }

    /** The class of picture i, where there are classes. */
    int drawn(Noise noise, long i) {
        long images = classes.stream().mapToLong(KnownClass::images).sum();
        return at(Long.remainderUnsigned(Seeds.mix(noise.seed(), STREAM, i), images));
    }

    /** (N) int64: all of one class. */
    Optional<Tensor> all(int number, int count) {
        return each(0, count, _ -> number);
    }

    /** The class of an image, if the images were sorted by it. */
    private int at(long image) {
        long before = 0;
        for (int number = 0; number < classes.size(); number++) {
            before += classes.get(number).images();
            if (image < before) {
                return number;
            }
        }
        throw new IllegalArgumentException("image %d of %d".formatted(image, before));
    }

    private Optional<Tensor> each(long from, int count, LongUnaryOperator number) {
        return classes.isEmpty()
                ? Optional.empty()
                : Optional.of(Tensor.create(
                        LongStream.range(from, from + count).map(number).toArray()));
    }
}
