package dev.gannet.train;

/** Training time from the first step on, by the clock that never jumps. */
final class Stopwatch {
    private long startNanos;
    private boolean started;
    private long lapNanos;
    private long lapStep;

    void start() {
        startNanos = System.nanoTime();
        lapNanos = startNanos;
        started = true;
    }

    double seconds() {
        return started ? (System.nanoTime() - startNanos) / 1e9 : 0;
    }

    /** Steps per second since the last lap. */
    double lap(long step) {
        long now = System.nanoTime();
        double rate = (step - lapStep) * 1e9 / Math.max(1, now - lapNanos);
        lapNanos = now;
        lapStep = step;
        return rate;
    }
}
