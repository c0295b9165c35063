package dev.gannet.storage;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which checkpoints stay: the newest {@code last}, the newest that has a score, which was the best when it was saved, the
 * newest healthy one, and that of step 0, at which every comparison can begin.
 *
 * @param last at least 1
 */
public record Retention(int last) {
    /** Of the newest, two. */
    public static final Retention DEFAULT = new Retention(2);

    /** Checks the range. */
    public Retention {
        if (last < 1) {
            throw new IllegalArgumentException("keeps %d; expected at least 1".formatted(last));
        }
    }

    /** Steps to keep of these checkpoints, which are in the order of their steps. */
    Set<Long> keeps(List<Manifest> all) {
        Stream<Manifest> newest = all.stream().skip(Math.max(0, all.size() - last));
        Stream<Manifest> best = all.reversed().stream()
                .filter(manifest -> manifest.score().isPresent())
                .limit(1);
        Stream<Manifest> healthy =
                all.reversed().stream().filter(Manifest::healthy).limit(1);
        Stream<Manifest> beginning = all.stream().filter(manifest -> manifest.step() == 0);
        return Stream.of(newest, best, healthy, beginning)
                .flatMap(kept -> kept)
                .map(Manifest::step)
                .collect(Collectors.toSet());
    }
}
