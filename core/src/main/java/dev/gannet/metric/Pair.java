package dev.gannet.metric;

import dev.gannet.run.Pictures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Two pictures, for people to look at.
 *
 * @param one the number of one of them
 * @param other the number of the other
 * @param distance by pixels, the root of the mean squared difference, where black to white is 1; by features, Euclidean
 */
public record Pair(int one, int other, double distance) {
    private static final Comparator<Pair> NEAREST_FIRST = Comparator.comparingDouble(Pair::distance)
            .thenComparingInt(Pair::one)
            .thenComparingInt(Pair::other);

    /**
     * The pictures of a set that are nearest to each other by pixels, the nearest first: what {@link Twins} counts.
     *
     * @param most pairs, at least 1
     */
    public static List<Pair> closest(Pictures pictures, int most) {
        double bytes = pictures.shape().bytes();
        Rows rows = Nearest.rows(pictures);
        PriorityQueue<Pair> nearest = new PriorityQueue<>(NEAREST_FIRST.reversed());
        Distances.each(rows, rows, (i, j, squared) -> {
            double distance = Math.sqrt(squared / bytes);
            if (i < j && (nearest.size() < most || distance < nearest.element().distance())) {
                nearest.add(new Pair(i, j, distance));
                if (nearest.size() > most) {
                    nearest.remove();
                }
            }
        });
        return nearest.stream().sorted(NEAREST_FIRST).toList();
    }

    /**
     * The real pictures that are farthest from all made ones by features, the farthest first; {@code one} is the real one,
     * {@code other} the made one nearest to it.
     *
     * @param most pairs, at least 1
     */
    public static List<Pair> leftOut(Features real, Features made, int most) {
        List<List<Nearest>> nearest = Nearest.byFeatures(real, made, 1);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < nearest.size(); i++) {
            Nearest closest = nearest.get(i).getFirst();
            pairs.add(new Pair(i, closest.index(), closest.distance()));
        }
        return pairs.stream()
                .sorted(Comparator.comparingDouble(Pair::distance).reversed())
                .limit(most)
                .toList();
    }
}
