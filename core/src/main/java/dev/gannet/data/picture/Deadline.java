package dev.gannet.data.picture;

import java.time.Duration;

/** The end of the time that one picture may take. */
final class Deadline {
    private final Duration limit;
    private final long start = System.nanoTime();

    Deadline(Duration limit) {
        this.limit = limit;
    }

    /** Thrown from within a reader, which cannot be stopped in any other way. */
    static final class Passed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Passed() {
            super("out of time", null, false, false);
        }
    }

    /** Whether there is no time left. */
    boolean passed() {
        return System.nanoTime() - start > limit.toNanos();
    }

    /** Throws {@link Passed} if there is no time left. */
    void check() {
        if (passed()) {
            throw new Passed();
        }
    }

    /** What to say about a picture that took longer. */
    Rejected rejected() {
        return new Rejected(Reason.TOO_SLOW, "is not decoded within %,d ms".formatted(limit.toMillis()));
    }
}
