package dev.gannet.train;

/** Training time from the first step on, by the clock that never jumps. */
final class Stopwatch {
    private long startNanos;
    private double before;
    private boolean started;
    private long lapNanos;
    private long lapStep;
    private double lapWaited;

    /** One round of the clock. */
    record Lap(double stepsPerSecond, double waiting) {}

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

    /**
     * What has happened since the last lap.
     *
     * @param waitedSeconds time spent waiting so far
     */
    Lap lap(long step, double waitedSeconds) {
        long now = System.nanoTime();
        double seconds = Math.max(1, now - lapNanos) / 1e9;
        Lap lap = new Lap((step - lapStep) / seconds, Math.clamp((waitedSeconds - lapWaited) / seconds, 0, 1));
        lapNanos = now;
        lapStep = step;
        lapWaited = waitedSeconds;
        return lap;
    }
}
