package dev.gannet.data.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
    private static long flipped(long hash, int bits, Random random) {
        long flipped = hash;
        while (Long.bitCount(flipped ^ hash) < bits) {
            flipped ^= 1L << random.nextInt(64);
        }
        return flipped;
    }

    /** Names each picture's group by its first member, by repeated passes over all pairs. */
    private static int[] byHand(int count, BiPredicate<Integer, Integer> together) {
        int[] group = new int[count];
        for (int i = 0; i < count; i++) {
            group[i] = i;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < i; j++) {
                    if (group[i] != group[j] && together.test(i, j)) {
                        int least = Math.min(group[i], group[j]);
                        group[i] = least;
                        group[j] = least;
                        changed = true;
                    }
                }
            }
        }
        return group;
    }

    private static Duplicates.Groups summary(int[] group) {
        TreeMap<Integer, List<Integer>> members = new TreeMap<>();
        for (int i = 0; i < group.length; i++) {
            members.computeIfAbsent(group[i], root -> new ArrayList<>()).add(i);
        }
        List<Duplicates.Group> several = members.values().stream()
                .filter(list -> list.size() > 1)
                .sorted((a, b) -> b.size() != a.size()
                        ? Integer.compare(b.size(), a.size())
                        : Integer.compare(a.getFirst(), b.getFirst()))
                .map(list -> new Duplicates.Group(list.size(), list.subList(0, Math.min(10, list.size()))))
                .toList();
        int superfluous =
                several.stream().mapToInt(group1 -> group1.pictures() - 1).sum();
        return new Duplicates.Groups(several.size(), superfluous, several.subList(0, Math.min(20, several.size())));
    }

    @Test
    void groups_are_those_of_all_pairs_compared() {
        Random random = new Random(1);
        int count = 3_000;
        long[] pixels = new long[count];
        long[] looks = new long[count];
        BitSet apart = new BitSet();
        for (int i = 0; i < count; i++) {
            pixels[i] = random.nextLong();
            looks[i] = random.nextLong();
            int kind = random.nextInt(10);
            int other = i == 0 ? 0 : random.nextInt(i);
            if (kind < 2) {
                pixels[i] = pixels[other];
                looks[i] = looks[other];
            } else if (kind < 5) {
                looks[i] = flipped(looks[other], random.nextInt(8), random);
            }
            apart.set(i, random.nextInt(10) == 0);
        }
        Duplicates found = Duplicates.of(pixels, looks, apart, count);
        int[] exact = byHand(count, (i, j) -> pixels[i] == pixels[j]);
        int[] near = byHand(
                count,
                (i, j) -> exact[i] == i
                        && exact[j] == j
                        && !apart.get(i)
                        && !apart.get(j)
                        && Long.bitCount(looks[i] ^ looks[j]) <= 4);
        assertThat(found.exact()).isEqualTo(summary(exact));
        assertThat(found.near()).isEqualTo(summary(near));
        assertThat(found.near().groups()).as("enough to compare").isGreaterThan(100);
    }

    @Test
    void copies_are_not_counted_again_as_near_and_four_bits_are_near_but_five_are_not() {
        long[] pixels = {1, 1, 2, 3, 4};
        long[] looks = {0, 0, 0b1111, 0b1111L << 60 | 0b1, 0b11111L << 30};
        Duplicates found = Duplicates.of(pixels, looks, new BitSet(), 3);
        assertThat(found.exact())
                .isEqualTo(new Duplicates.Groups(1, 1, List.of(new Duplicates.Group(2, List.of(0, 1)))));
        assertThat(found.near())
                .isEqualTo(new Duplicates.Groups(1, 1, List.of(new Duplicates.Group(2, List.of(0, 2)))));
        assertThat(Duplicates.of(pixels, looks, new BitSet(), 5).near().superfluous())
                .isEqualTo(1);
        assertThat(Duplicates.of(pixels, looks, new BitSet(), 0).exact())
                .isEqualTo(new Duplicates.Groups(0, 0, List.of()));
    }

    @Test
    void a_million_hashes_take_seconds_and_every_planted_pair_is_found() {
        Random random = new Random(2);
        int count = 1_000_000;
        long[] pixels = random.longs(count).toArray();
        long[] looks = random.longs(count).toArray();
        int planted = 500;
        for (int i = 0; i < planted; i++) {
            looks[count - 1 - i * 7] = flipped(looks[i * 11], i % 5, random);
            pixels[500_000 + i] = pixels[600_000 + i];
        }
        Duplicates found = Assertions.assertTimeout(
                Duration.ofSeconds(20), () -> Duplicates.of(pixels, looks, new BitSet(), count));
        assertThat(found.near().groups()).isEqualTo(planted);
        assertThat(found.exact().superfluous()).isEqualTo(planted);
        assertThat(found.near().largest()).hasSize(20);
        assertThat(found.near().largest().getFirst().members()).containsExactly(0, count - 1);
    }

    @Test
    void many_pictures_that_all_look_alike_take_seconds_as_well() {
        Random random = new Random(3);
        int count = Faults.amount(200_000, 1_000_000);
        long[] pixels = random.longs(count).toArray();
        long[] looks = new long[count];
        for (int i = 0; i < count; i++) {
            looks[i] = random.nextLong() & 0xfffffL; // three of the five bands agree for all
        }
        Duplicates found = Assertions.assertTimeout(
                Duration.ofSeconds(60), () -> Duplicates.of(pixels, looks, new BitSet(), count));
        assertThat(found.near().groups()).isEqualTo(1);
        assertThat(found.near().superfluous()).isEqualTo(count - 1);
    }
}
