package dev.gannet.config;

/**
 * Counter-based randomness: every random number of a run is a pure function of the run's seed and of counters (what it
 * is for, step, epoch, index), never of how many numbers were drawn before. Prefetching cannot disturb it.
 */
public final class Seeds {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long MULTIPLIER = 0xD1342543DE82EF95L;

    private Seeds() {}

    /** A well-mixed seed for one use: the SplitMix64 finaliser (Steele et al. 2014) folded over the words. */
    public static long mix(long seed, long... counters) {
        long state = finish(seed + GOLDEN_GAMMA);
        for (long counter : counters) {
            state = finish(state * MULTIPLIER + counter + GOLDEN_GAMMA); // the order of the words matters
        }
        return state;
    }

    private static long finish(long word) {
        long z = word;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
