package dev.gannet.metric;

import java.util.Arrays;

/** The smallest few of the numbers seen so far, in order. */
final class Closest {
    private final float[] smallest;

    /** Of no numbers yet. */
    Closest(int count) {
        smallest = new float[count];
        Arrays.fill(smallest, Float.POSITIVE_INFINITY);
    }

    /** Sees one more. */
    void see(float number) {
        int at = smallest.length - 1;
        if (number >= smallest[at]) {
            return;
        }
        while (at > 0 && smallest[at - 1] > number) {
            smallest[at] = smallest[at - 1];
            at--;
        }
        smallest[at] = number;
    }

    /** The largest of the smallest. */
    float last() {
        return smallest[smallest.length - 1];
    }
}
