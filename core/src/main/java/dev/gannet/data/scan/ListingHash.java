package dev.gannet.data.scan;

import java.nio.charset.StandardCharsets;

/** A 64-bit hash (FNV-1a with a final mix) of names and numbers in their order; not against forgers. */
final class ListingHash {
    private static final long PRIME = 0x100000001b3L;

    private long hash = 0xcbf29ce484222325L;

    /** Adds a name and what belongs to it. */
    void add(String name, long... numbers) {
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            mix(b & 0xff);
        }
        mix(0x100); // no byte: names of different lengths do not run into each other
        for (long number : numbers) {
            mix(number);
        }
    }

    /** Adds two names and what belongs to them. */
    void add(String name, String label, long... numbers) {
        add(name);
        add(label, numbers);
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    /** The hash of all that was added. */
    long value() {
        return hash;
    }
}
