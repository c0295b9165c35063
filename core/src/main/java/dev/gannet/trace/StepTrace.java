package dev.gannet.trace;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * As much of a step as has been done.
 *
 * @param seen what each stop showed, from {@link Stop#READY} on without a gap
 */
public record StepTrace(Map<Stop, Seen> seen) {
    /** Nothing yet. */
    public static final StepTrace EMPTY = new StepTrace(Map.of());

    /** Copies the map. */
    public StepTrace {
        seen = seen.isEmpty() ? Map.of() : Map.copyOf(seen);
    }

    /** One stop more; a new step after {@link Stop#READY}. */
    public StepTrace with(Stop stop, Seen more) {
        Map<Stop, Seen> all = new EnumMap<>(Stop.class);
        if (stop != Stop.READY) {
            all.putAll(seen);
        }
        all.put(stop, more);
        return new StepTrace(all);
    }

    /** How far the step has got. */
    public Optional<Stop> reached() {
        return seen.keySet().stream().max(Stop::compareTo);
    }

    /** Whether it begins at {@link Stop#READY}, has no gap, and every stop shows what it should. */
    public boolean hasNoGap() {
        return !seen.isEmpty()
                && seen.keySet().stream().mapToInt(Stop::ordinal).max().orElse(0) == seen.size() - 1
                && seen.entrySet().stream()
                        .allMatch(stop -> stop.getKey().shows().isInstance(stop.getValue()));
    }

    /** What a stop showed, if the step has got there. */
    public <T extends Seen> Optional<T> at(Stop stop, Class<T> type) {
        return Optional.ofNullable(seen.get(stop)).filter(type::isInstance).map(type::cast);
    }
}
