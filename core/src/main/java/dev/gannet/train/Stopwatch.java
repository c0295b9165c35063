package dev.gannet.train;

/** Training time from the first step on, by the clock that never jumps. */
final class Stopwatch {
    private long startNanos;
    private double before;
    private boolean started;
    private long lapNanos;
    private long lapStep;

    /** Begins with so much on the clock. */
    void start(double seconds, long step) {
        before = seconds;
        lapStep = step;
        startNanos = System.nanoTime();
        lapNanos = startNanos;
        started = true;
    }

    double seconds() {
        return started ? before + (System.nanoTime() - startNanos) / 1e9 : 0;
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
