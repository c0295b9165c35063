package dev.gannet.data.archive;

/**
 * Names and a number for each, in 24 bytes a name or so: a fingerprint of 64 bits is kept in place of the name. Among
 * two million names, two share one by chance once in ten million archives. For one thread.
 */
final class NameTable {
    private static final int ABSENT = -1;
    /** Takes the place of the fingerprint 0, which marks a free slot. */
    private static final long FOR_ZERO = 0x9E3779B97F4A7C15L;

    private long[] prints = new long[1024];
    private int[] numbers = new int[1024];
    private int size;

    /** How many names it holds. */
    int size() {
        return size;
    }

    /**
     * Adds a name.
     *
     * @param number at least 0
     * @return false, and nothing is changed, if the name is there already
     */
    boolean add(String name, int number) {
        long print = print(name);
        int slot = slot(prints, print);
        if (prints[slot] != 0) {
            return false;
        }
        prints[slot] = print;
        numbers[slot] = number;
        size++;
        if (size > prints.length / 2) {
            grow();
        }
        return true;
    }

    /** A name's number; -1 if it is not there. */
    int number(String name) {
        int slot = slot(prints, print(name));
        return prints[slot] == 0 ? ABSENT : numbers[slot];
    }

    private void grow() {
        long[] more = new long[prints.length * 2];
        int[] moreNumbers = new int[more.length];
        for (int i = 0; i < prints.length; i++) {
            if (prints[i] != 0) {
                int slot = slot(more, prints[i]);
                more[slot] = prints[i];
                moreNumbers[slot] = numbers[i];
            }
        }
        prints = more;
        numbers = moreNumbers;
    }

    /** Where a fingerprint is, or the free slot where it belongs; at least half of the slots are free. */
    private static int slot(long[] prints, long print) {
        int slot = (int) (print >>> 32) & (prints.length - 1);
        while (prints[slot] != 0 && prints[slot] != print) {
            slot = (slot + 1) & (prints.length - 1);
        }
        return slot;
    }

    private static long print(String name) {
        long print = name.length();
        for (int i = 0; i < name.length(); i++) {
            print = (print ^ name.charAt(i)) * 0xD6E8FEB86659FD93L;
            print ^= print >>> 32;
        }
        print *= 0xD6E8FEB86659FD93L;
        print ^= print >>> 29;
        return print == 0 ? FOR_ZERO : print;
    }
}
