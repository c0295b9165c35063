package dev.gannet.web;

import java.util.concurrent.TimeUnit;

/** Lets through so many a second, after a rest a few more: a bucket that fills steadily. */
final class Pace {
    private final double perNano;
    private final double most;
    private double there;
    private long filled;

    /**
     * @param perSecond how many a second
     * @param burst how many at once, after a rest
     */
    Pace(double perSecond, double burst, long now) {
        this.perNano = perSecond / TimeUnit.SECONDS.toNanos(1);
        this.most = burst;
        this.there = burst;
        this.filled = now;
    }

    /** Whether one more may pass; it has, if so. */
    synchronized boolean pass(long now) {
        there = Math.min(most, there + (now - filled) * perNano);
        filled = now;
        if (there < 1) {
            return false;
        }
        there--;
        return true;
    }
}
