package dev.gannet.data.archive;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damaged copies of files. */
final class Mutants {
    private Mutants() {}

    /** Changes up to four bytes, or takes some out, doubles some, or cuts the end off. */
    static byte[] of(byte[] whole, SplittableRandom random) {
        byte[] mutant = whole.clone();
        switch (random.nextInt(6)) {
            case 0 -> mutant = Arrays.copyOf(mutant, random.nextInt(mutant.length));
            case 1 -> mutant = splice(whole, random.nextInt(whole.length), random.nextInt(-8, 9));
            default -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    int at = random.nextInt(mutant.length);
                    int[] tempting = {0, 1, 0x7f, 0x80, 0xff, mutant[at] ^ (1 << random.nextInt(8)), random.nextInt()};
                    mutant[at] = (byte) tempting[random.nextInt(tempting.length)];
                }
            }
        }
        return mutant;
    }

    /** Doubles ({@code shift} positive) or removes (negative) some bytes. */
    private static byte[] splice(byte[] whole, int at, int shift) {
        int from = Math.clamp((long) at - shift, 0, whole.length);
        byte[] mutant = Arrays.copyOf(whole, at + whole.length - from);
        System.arraycopy(whole, from, mutant, at, whole.length - from);
        return mutant;
    }
}
