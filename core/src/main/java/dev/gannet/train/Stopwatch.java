package dev.gannet.train;

/** Training time from the first step on, by the clock that never jumps. */
final class Stopwatch {
    private long startNanos;
    private double before;
    private boolean started;
    private long lapNanos;
    private long lapStep;
    private double lapWaited;
    private double held;
    private double lapHeld;

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
        return started ? before + (System.nanoTime() - startNanos) / 1e9 - held : 0;
    }

    /** So many seconds since the start, in all, were no training. */
    void held(double seconds) {
        held = seconds;
    }

    /**
     * What has happened since the last lap.
     *
     * @param waitedSeconds time spent waiting so far
     */
    Lap lap(long step, double waitedSeconds) {
        long now = System.nanoTime();
        double seconds = Math.max(1e-9, (now - lapNanos) / 1e9 - (held - lapHeld));
        Lap lap = new Lap((step - lapStep) / seconds, Math.clamp((waitedSeconds - lapWaited) / seconds, 0, 1));
        lapNanos = now;
        lapStep = step;
        lapWaited = waitedSeconds;
        lapHeld = held;
        return lap;
    }
}
