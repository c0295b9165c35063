package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How long a rule has said what: a finding must have been so for a while, and not be so for a while to be over. */
final class Watch {
    /** Shares of the window, DOCTOR section 4. */
    private static final double FIRES = 0.8;

    private static final double CLEARS = 0.4;
    /** Fewer measured steps prove nothing, however long ago the first of them was. */
    private static final int LEAST = 3;

    private final boolean atOnce;
    private final Deque<Seen> seen = new ArrayDeque<>();

    private record Seen(long step, Sight sight) {
        boolean isAtLeast(Severity severity) {
            return sight instanceof Sight.Ill ill && ill.severity().compareTo(severity) >= 0;
        }
    }

    Watch(boolean atOnce) {
        this.atOnce = atOnce;
    }

    /** Adds what a rule says, and forgets what is too long ago. */
    void add(long step, Sight sight, long window) {
        if (sight instanceof Sight.Unseen) {
            return;
        }
        if (atOnce) {
            seen.clear();
        }
        seen.addLast(new Seen(step, sight));
        while (seen.size() > LEAST && seen.getFirst().step() <= step - window) {
            seen.removeFirst();
        }
    }

    /** Begins anew: the networks are not those that were looked at. */
    void forget() {
        seen.clear();
    }

    /** How bad it is now, if it is. */
    Optional<Severity> level(Optional<Severity> before) {
        if (seen.isEmpty() || (seen.size() < LEAST && !atOnce)) {
            return before;
        }
        Severity[] worstFirst = {Severity.CRITICAL, Severity.WARNING, Severity.INFO};
        for (Severity severity : worstFirst) {
            boolean held = before.filter(was -> was.compareTo(severity) >= 0).isPresent();
            long ill = seen.stream().filter(each -> each.isAtLeast(severity)).count();
            double share = (double) ill / seen.size();
            if (held ? share >= CLEARS : share >= FIRES) {
                return Optional.of(severity);
            }
        }
        return Optional.empty();
    }

    /** The newest thing that was said which is at least so bad. */
    Optional<Sight.Ill> newest(Severity severity) {
        return seen.reversed().stream()
                .filter(each -> each.isAtLeast(severity))
                .map(Seen::sight)
                .map(Sight.Ill.class::cast)
                .findFirst();
    }
}
