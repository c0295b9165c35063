package dev.gannet.data.scan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which pictures of a data set are the same or look alike. Pictures go by their places in the arrays they came in.
 *
 * <p>Two hashes that differ in at most 4 of 64 bits agree in at least one of 5 bands of bits, so only those that share a
 * band are compared. Looking alike is passed on: if a is near b and b near c, all three are one group.
 *
 * <p>Of equal hashes one is compared. Within a band, each hash is compared with the next 1,000 in numerical order, so that
 * a data set in which everything looks alike takes seconds as well. What that may lose are pairs in bands that more than
 * 1,000 different hashes share, if no other band and no third picture joins them.
 *
 * @param exact groups with equal pixels
 * @param near groups that look alike, of which each exact group is one picture
 */
public record Duplicates(Groups exact, Groups near) {
    /** Bits in which two pictures that look alike may differ. */
    static final int NEAR = 4;

    private static final int[] BAND_STARTS = {0, 13, 26, 39, 52};
    private static final int[] BAND_BITS = {13, 13, 13, 13, 12};
    private static final int MOST_COMPARED = 1_000;
    private static final int GROUPS_SHOWN = 20;
    private static final int MEMBERS_SHOWN = 10;

    /**
     * Groups of two and more.
     *
     * @param groups how many there are
     * @param superfluous pictures that could go if one of each group stayed
     * @param largest up to 20 of them, the largest first
     */
    public record Groups(int groups, int superfluous, List<Group> largest) {}

    /**
     * A group.
     *
     * @param pictures its size
     * @param members the first ten of it
     */
    public record Group(int pictures, List<Integer> members) {}

    /**
     * Finds all groups. Takes about 50 bytes a picture while it works.
     *
     * @param pixels hash of the pixels of each picture; may be longer than {@code count}
     * @param looks perceptual hash of each; may be longer than {@code count}
     * @param apart pictures that look like many others without being near them: only their pixels count
     * @param count how many pictures there are
     */
    public static Duplicates of(long[] pixels, long[] looks, BitSet apart, int count) {
        UnionFind same = new UnionFind(count);
        joinEqual(pixels, everyone(count), same);
        int[] different = new int[count];
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (same.find(i) == i && !apart.get(i)) {
                different[found++] = i;
            }
        }
        UnionFind alike = new UnionFind(count);
        Distinct distinct = joinEqual(looks, Arrays.copyOf(different, found), alike);
        for (int band = 0; band < BAND_STARTS.length; band++) {
            joinBand(distinct, BAND_STARTS[band], BAND_BITS[band], alike);
        }
        return new Duplicates(same.groups(GROUPS_SHOWN, MEMBERS_SHOWN), alike.groups(GROUPS_SHOWN, MEMBERS_SHOWN));
    }

    /**
     * Different hashes in numerical order.
     *
     * @param hashes of which the first {@code count} are used
     * @param owners the first picture that has each
     */
    @SuppressWarnings("ArrayRecordComponent") // between two steps of one search, never compared
    private record Distinct(long[] hashes, int[] owners, int count) {}

    private static int[] everyone(int count) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = i;
        }
        return all;
    }

    /** Joins those of {@code who} that have the same hash. */
    private static Distinct joinEqual(long[] hashes, int[] who, UnionFind groups) {
        long[] sorted = new long[who.length];
        for (int i = 0; i < who.length; i++) {
            sorted[i] = hashes[who[i]];
        }
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[count - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        int[] owners = new int[count];
        Arrays.fill(owners, -1);
        for (int picture : who) {
            int at = Arrays.binarySearch(sorted, 0, count, hashes[picture]);
            if (owners[at] < 0) {
                owners[at] = picture;
            } else {
                groups.join(owners[at], picture);
            }
        }
        return new Distinct(sorted, owners, count);
    }

    /** Joins near hashes that are equal from bit {@code start} on; buckets by counting, in numerical order within. */
    private static void joinBand(Distinct distinct, int start, int bits, UnionFind alike) {
        int[] ends = new int[(1 << bits) + 1];
        long mask = (1L << bits) - 1;
        for (int i = 0; i < distinct.count(); i++) {
            ends[(int) (distinct.hashes()[i] >>> start & mask) + 1]++;
        }
        for (int bucket = 1; bucket < ends.length; bucket++) {
            ends[bucket] += ends[bucket - 1];
        }
        long[] hashes = new long[distinct.count()];
        int[] owners = new int[distinct.count()];
        for (int i = 0; i < distinct.count(); i++) {
            long hash = distinct.hashes()[i];
            int at = ends[(int) (hash >>> start & mask)]++;
            hashes[at] = hash;
            owners[at] = distinct.owners()[i];
        }
        int from = 0;
        for (int bucket = 0; bucket < 1 << bits; bucket++) {
            joinBucket(hashes, owners, from, ends[bucket], alike);
            from = ends[bucket];
        }
    }

    private static void joinBucket(long[] hashes, int[] owners, int from, int end, UnionFind alike) {
        for (int i = from; i < end; i++) {
            int last = Math.min(end, i + 1 + MOST_COMPARED);
            for (int j = i + 1; j < last; j++) {
                if (Long.bitCount(hashes[i] ^ hashes[j]) <= NEAR) {
                    alike.join(owners[i], owners[j]);
                }
            }
        }
    }
}
