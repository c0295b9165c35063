package dev.gannet.doctor;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/** How far weights stretch what they are given, now and a hundred steps ago. */
final class Stretches {
    private static final long STEPS = 100;

    private final Deque<Dated> all = new ArrayDeque<>();

    private record Dated(long step, Map<String, Double> values) {}

    /**
     * A weight that grows.
     *
     * @param weight its network and name
     * @param before its largest singular value some time ago
     * @param now its largest singular value
     * @param steps between the two
     */
    record Growth(String weight, double before, double now, long steps) {
        /** How many times as large it would be after a hundred steps. */
        double pace() {
            return Math.pow(now / before, (double) STEPS / steps);
        }
    }

    void add(long step, Map<String, Double> values) {
        all.removeIf(dated -> dated.step() >= step); // the run went back
        all.addLast(new Dated(step, values));
        while (all.stream().filter(dated -> dated.step() <= step - STEPS).count() > 1) {
            all.removeFirst();
        }
    }

    /** The weight that has grown fastest since a hundred steps ago or, if they were not measured then, since before. */
    Optional<Growth> fastest() {
        return Optional.ofNullable(all.peekFirst()).flatMap(old -> fastest(old, all.getLast()));
    }

    private static Optional<Growth> fastest(Dated old, Dated now) {
        long steps = now.step() - old.step();
        if (steps < STEPS) {
            return Optional.empty();
        }
        return now.values().entrySet().stream()
                .map(weight -> new Growth(
                        weight.getKey(), old.values().getOrDefault(weight.getKey(), 0.0), weight.getValue(), steps))
                .filter(growth -> growth.before() > 0)
                .max(Comparator.comparingDouble(Growth::pace));
    }
}
