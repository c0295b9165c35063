package dev.gannet.evaluate;

import dev.gannet.config.Seeds;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.EpochOrder;
import dev.gannet.data.ImageSource;
import dev.gannet.data.picture.Rejected;
import dev.gannet.run.Pictures;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Two sets of different real pictures, as many in each: made pictures are compared with the first, and the second shows what
 * pictures get that are real.
 *
 * @param first n pictures
 * @param second n others
 * @param numbers which of the data's images they are, the first set's first
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Halves(Pictures first, Pictures second, int[] numbers) {
    /**
     * Draws them.
     *
     * @param source borrowed
     * @param n at most half as many as there are
     * @param seed of which
     * @throws UserException (data) if too few can be read
     */
    static Halves of(ImageSource source, int n, long seed) {
        EpochOrder order = new EpochOrder(Seeds.mix(seed, 1), source.count());
        int[] numbers = new int[2 * n];
        Arrays.setAll(numbers, order::at);
        int bytes = source.shape().bytes();
        byte[][] pixels = {new byte[Math.multiplyExact(n, bytes)], new byte[n * bytes]};
        boolean[] read = new boolean[2 * n];
        IntStream.range(0, 2 * n)
                .parallel()
                .forEach(i -> read[i] = read(source, numbers[i], pixels[i / n], i % n * bytes));
        int next = 2 * n;
        for (int i = 0; i < 2 * n; i++) {
            while (!read[i]) {
                if (next == source.count()) {
                    throw new UserException(
                            Kind.DATA,
                            "%s: fewer than %,d images can be read; compare fewer with --n"
                                    .formatted(source.describe(), 2 * n));
                }
                numbers[i] = order.at(next++);
                read[i] = read(source, numbers[i], pixels[i / n], i % n * bytes);
            }
        }
        return new Halves(new Pictures(source.shape(), pixels[0]), new Pictures(source.shape(), pixels[1]), numbers);
    }

    private static boolean read(ImageSource source, int number, byte[] target, int offset) {
        try {
            source.read(number, 0, target, offset);
            return true;
        } catch (Rejected e) {
            return false; // it was readable when the data was opened; another one takes its place
        }
    }

    /** Pictures in each. */
    int n() {
        return first.count();
    }
}
