package dev.gannet.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As many of a growing number of things as fit, evenly spread, and always the newest: every one, then every second, then every
 * fourth. Not safe for threads.
 *
 * @param <T> kept by reference
 */
final class Thinned<T> {
    private final int most;
    private final List<T> kept = new ArrayList<>();
    private Optional<T> newest = Optional.empty();
    private long seen;
    private long stride = 1;

    /** @param most how many at most, at least 2 */
    Thinned(int most) {
        this.most = most;
    }

    void add(T value) {
        newest = Optional.empty();
        if (seen++ % stride == 0) {
            if (kept.size() == most - 1) { // the newest, if the stride leaves it out, has a place of its own
                halve();
            }
            if ((seen - 1) % stride == 0) {
                kept.add(value);
                return;
            }
        }
        newest = Optional.of(value);
    }

    private void halve() {
        for (int i = 0; i < kept.size(); i++) {
            if (2 * i < kept.size()) {
                kept.set(i, kept.get(2 * i));
            }
        }
        kept.subList((kept.size() + 1) / 2, kept.size()).clear();
        stride *= 2;
    }

    /** What is kept, oldest first. */
    List<T> all() {
        List<T> all = new ArrayList<>(kept);
        newest.ifPresent(all::add);
        return all;
    }
}
