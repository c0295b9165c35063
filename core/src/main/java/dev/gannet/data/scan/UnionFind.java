package dev.gannet.data.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Groups of numbers 0 to n - 1; each group is known by its smallest member. */
final class UnionFind {
    private final int[] parent;

    UnionFind(int count) {
        parent = new int[count];
        for (int i = 0; i < count; i++) {
            parent[i] = i;
        }
    }

    /** The smallest member of the group that i is in. */
    int find(int i) {
        int at = i;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** Makes one group of two. */
    void join(int a, int b) {
        int first = find(a);
        int second = find(b);
        parent[Math.max(first, second)] = Math.min(first, second);
    }

    /** The groups of two and more; the members of the largest are kept, those of the rest only counted. */
    Duplicates.Groups groups(int shown, int members) {
        int[] sizes = new int[parent.length];
        for (int i = 0; i < parent.length; i++) {
            sizes[find(i)]++;
        }
        Comparator<Integer> bySize = Comparator.comparingInt(root -> sizes[root]);
        PriorityQueue<Integer> largest = new PriorityQueue<>(bySize.thenComparing(Comparator.reverseOrder()));
        int groups = 0;
        int superfluous = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] > 1) {
                groups++;
                superfluous += sizes[i] - 1;
                largest.add(i);
                if (largest.size() > shown) {
                    largest.remove();
                }
            }
        }
        List<Integer> roots = new ArrayList<>(largest);
        roots.sort(bySize.reversed().thenComparing(Comparator.naturalOrder()));
        return new Duplicates.Groups(
                groups,
                superfluous,
                roots.stream()
                        .map(root -> new Duplicates.Group(sizes[root], members(root, members)))
                        .toList());
    }

    private List<Integer> members(int root, int most) {
        List<Integer> members = new ArrayList<>();
        for (int i = root; i < parent.length && members.size() < most; i++) {
            if (find(i) == root) {
                members.add(i);
            }
        }
        return members;
    }
}
