package dev.gannet.data;

import dev.gannet.config.Seeds;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The order in which a run sees its images: every epoch a new permutation, a pure function of seed and epoch. Not safe for
 * several threads: it remembers the current epoch's permutation.
 */
public final class EpochOrder {
    private final long seed;
    private final int[] permutation;
    private long epoch = -1;

    /** The order of {@code count} images under {@code seed}. */
    public EpochOrder(long seed, int count) {
        this.seed = seed;
        this.permutation = new int[count];
    }

    /**
     * The image that a run sees as its {@code position}-th.
     *
     * @param position counted from 0 over all epochs
     */
    public int at(long position) {
        long wanted = position / permutation.length;
        if (wanted != epoch) {
            shuffle(wanted);
        }
        return permutation[(int) (position % permutation.length)];
    }

    /** Fisher and Yates, drawn from the epoch's own seed. */
    private void shuffle(long newEpoch) {
        RandomGenerator random = new SplittableRandom(Seeds.mix(seed, newEpoch));
        for (int i = 0; i < permutation.length; i++) {
            int j = random.nextInt(i + 1);
            permutation[i] = permutation[j];
            permutation[j] = i;
        }
        epoch = newEpoch;
    }
}
