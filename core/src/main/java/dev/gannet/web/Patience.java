package dev.gannet.web;

import java.time.Duration;

/**
 * How long a client may take before it is let go.
 *
 * @param firstHeader to say what it wants
 * @param nextHeader to want something else
 * @param body to send what belongs to its request
 * @param stall to read what it is sent
 */
record Patience(Duration firstHeader, Duration nextHeader, Duration body, Duration stall) {
    static final Patience USUAL =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(10));

    /** How often those are looked for that are late. */
    Duration sweep() {
        return firstHeader.dividedBy(5);
    }

    /** How often a stream says that it is there: whoever reads it is never taken for one who does not. */
    Duration beat() {
        return stall.multipliedBy(2).dividedBy(5);
    }
}
