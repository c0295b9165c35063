package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Gallery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/** What the pictures of the fixed noise were like lately, and how far they have come. */
final class Grids {
    private static final int RECENT = 4;
    /** From the first of the recent grids to the last. By experiment, see docs/doctor.md. */
    private static final double GROWTH = 1.1;
    /** Steps between two grids that are compared, DOCTOR C6; more if grids are drawn more seldom. */
    private static final long APART = 100;

    private final Deque<Grid> grids = new ArrayDeque<>();
    private double mostSpread;

    private record Grid(long step, Gallery gallery) {}

    /** Adds the newest; forgets what nobody looks back to. */
    void add(long step, Gallery gallery) {
        mostSpread = Math.max(mostSpread, gallery.spread());
        grids.addLast(new Grid(step, gallery));
        while (grids.size() > RECENT && second().step() <= step - APART) {
            grids.removeFirst();
        }
    }

    private Grid second() {
        Iterator<Grid> all = grids.iterator();
        all.next();
        return all.next();
    }

    /** The largest distance of the made pictures so far. */
    double mostSpread() {
        return mostSpread;
    }

    /** Whether the made pictures are further apart than they were a few grids ago. */
    boolean growDiverse() {
        return !grids.isEmpty()
                && grids.getLast().gallery().spread()
                        > GROWTH * recent().getFirst().gallery().spread();
    }

    /** Whether the made pictures' colours are nearer to those of real ones than they were a few grids ago. */
    boolean losesTint() {
        return !grids.isEmpty()
                && GROWTH * tint(grids.getLast().gallery())
                        < tint(recent().getFirst().gallery());
    }

    private static double tint(Gallery gallery) {
        return gallery.tint().stream().mapToDouble(Math::abs).max().orElse(0);
    }

    private List<Grid> recent() {
        return grids.stream().skip(Math.max(0, grids.size() - RECENT)).toList();
    }

    /** How far the mean of the made pictures has moved in the last hundred steps or a few more, in [-1, 1]; nothing before that. */
    OptionalDouble moved() {
        return grids.stream()
                .filter(grid -> grid.step() <= grids.getLast().step() - APART)
                .reduce((earlier, later) -> later)
                .map(before -> OptionalDouble.of(distance(
                        before.gallery().mean(), grids.getLast().gallery().mean())))
                .orElse(OptionalDouble.empty());
    }

    private static double distance(List<Double> one, List<Double> other) {
        double square = 0;
        for (int i = 0; i < one.size(); i++) {
            square += (one.get(i) - other.get(i)) * (one.get(i) - other.get(i));
        }
        return Math.sqrt(square / one.size());
    }
}
