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
 * Some different pictures of a data set, drawn by a seed.
 *
 * @param pictures in the order in which they were drawn
 * @param numbers which of the data's images they are
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Sample(Pictures pictures, int[] numbers) {
    /**
     * Draws them. One that could be read when the data was opened, and cannot now, gives its place to another.
     *
     * @param source borrowed
     * @param count at least 1
     * @param seed of which
     * @throws UserException (data) if there are not so many that can be read
     */
    public static Sample of(ImageSource source, int count, long seed) {
        if (count > source.count()) {
            throw tooFew(source, count);
        }
        EpochOrder order = new EpochOrder(Seeds.mix(seed, 1), source.count());
        int[] numbers = new int[count];
        Arrays.setAll(numbers, order::at);
        int bytes = source.shape().bytes();
        byte[] pixels = new byte[Math.multiplyExact(count, bytes)];
        boolean[] read = new boolean[count];
        IntStream.range(0, count).parallel().forEach(i -> read[i] = read(source, numbers[i], pixels, i * bytes));
        int next = count;
        for (int i = 0; i < count; i++) {
            while (!read[i]) {
                if (next == source.count()) {
                    throw tooFew(source, count);
                }
                numbers[i] = order.at(next++);
                read[i] = read(source, numbers[i], pixels, i * bytes);
            }
        }
        return new Sample(new Pictures(source.shape(), pixels), numbers);
    }

    /** The pictures from number {@code from} on, before number {@code to}. */
    Pictures slice(int from, int to) {
        int bytes = pictures.shape().bytes();
        return new Pictures(pictures.shape(), Arrays.copyOfRange(pictures.pixels(), from * bytes, to * bytes));
    }

    private static boolean read(ImageSource source, int number, byte[] target, int offset) {
        try {
            source.read(number, 0, target, offset);
            return true;
        } catch (Rejected e) {
            return false;
        }
    }

    private static UserException tooFew(ImageSource source, int count) {
        return new UserException(
                Kind.DATA,
                "%s: fewer than %,d images can be read; compare fewer with --n".formatted(source.describe(), count));
    }
}
