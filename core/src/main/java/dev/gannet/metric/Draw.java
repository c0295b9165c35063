package dev.gannet.metric;

import java.util.SplittableRandom;

/** Random choices among numbered things. */
final class Draw {
    private Draw() {}

    /** {@code count} different numbers out of 0 to {@code of} - 1, every choice and order as likely as any other. */
    static int[] without(SplittableRandom random, int count, int of) {
        int[] numbers = new int[of];
        for (int i = 0; i < of; i++) {
            numbers[i] = i;
        }
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            int at = random.nextInt(i, of);
            drawn[i] = numbers[at];
            numbers[at] = numbers[i];
        }
        return drawn;
    }
}
