package dev.gannet.feature;

import dev.gannet.config.Seeds;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.EpochOrder;
import dev.gannet.data.ImageSource;
import java.util.Arrays;

/**
 * Which images a network learns from and which it is tested on: a tenth, 5,000 at most, drawn by the seed.
 *
 * @param learned numbers of images
 * @param heldOut numbers of other images
 * @param order in which those that are learned from are seen
 * @param most images of one step
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Split(int[] learned, int[] heldOut, EpochOrder order, int most) {
    private static final int FEWEST = 20;
    private static final int MOST_HELD_OUT = 5_000;

    static Split of(ImageSource source, long seed, int batch) {
        int count = source.count();
        if (count < FEWEST) {
            throw new UserException(
                    Kind.DATA,
                    "%s: a feature network cannot learn from %d images; expected %d or more, or choose random features"
                            .formatted(source.describe(), count, FEWEST));
        }
        EpochOrder drawn = new EpochOrder(Seeds.mix(seed, 1), count);
        int[] all = new int[count];
        Arrays.setAll(all, drawn::at);
        int held = Math.min(MOST_HELD_OUT, count / 10);
        int[] learned = Arrays.copyOfRange(all, held, count);
        return new Split(learned, Arrays.copyOf(all, held), new EpochOrder(Seeds.mix(seed, 2), learned.length), batch);
    }

    /** Images of one step. */
    int batch() {
        return Math.min(most, learned.length);
    }

    /** The images of a step, from 0. */
    int[] at(long step) {
        int[] numbers = new int[batch()];
        Arrays.setAll(numbers, i -> learned[order.at(step * numbers.length + i)]);
        return numbers;
    }
}
