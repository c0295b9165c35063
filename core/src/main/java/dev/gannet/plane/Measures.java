package dev.gannet.plane;

import dev.gannet.trace.plane.PlaneView.Metrics;
import java.util.Arrays;

/** Exact numbers about points in the plane. All points are (count, 2). */
final class Measures {
    private static final double REACH = 3; // standard deviations of a mode
    private static final double FAIR = 0.1; // of a mode's equal share: enough to count as covered
    private static final int BINS = 32;
    private static final double EDGE = 1.6; // histograms go from -EDGE to EDGE; what lies outside has a bin of its own
    private static final int DIRECTIONS = 32;

    private final Distribution data;
    private final double[] real; // histogram
    private final double[][] realAlong;

    /** Compares with these real points of some data. */
    Measures(Distribution data, double[][] reals) {
        this.data = data;
        this.real = histogram(reals);
        this.realAlong = along(reals);
    }

    /** Everything about made points, as many as there are real ones. */
    Metrics of(double[][] made) {
        int[] share = nearModes(made);
        double quality = Arrays.stream(share).sum() / (double) made.length;
        double fair = FAIR * made.length / Math.max(1, share.length);
        int covered = (int) Arrays.stream(share).filter(count -> count >= fair).count();
        return new Metrics(covered, quality, divergence(real, histogram(made)), wasserstein(realAlong, along(made)));
    }

    /** How many points are within three standard deviations of each mode; each counts for the nearest. */
    int[] nearModes(double[][] points) {
        double[][] modes = data.modes();
        int[] counts = new int[modes.length];
        double most = REACH * data.sigma();
        for (double[] point : points) {
            int nearest = -1;
            double best = most;
            for (int i = 0; i < modes.length; i++) {
                double distance = Math.hypot(point[0] - modes[i][0], point[1] - modes[i][1]);
                if (distance <= best) {
                    best = distance;
                    nearest = i;
                }
            }
            if (nearest >= 0) {
                counts[nearest]++;
            }
        }
        return counts;
    }

    /** The share of points in each bin; they sum to 1. */
    static double[] histogram(double[][] points) {
        double[] shares = new double[BINS * BINS + 1];
        for (double[] point : points) {
            int column = bin(point[0]);
            int row = bin(point[1]);
            boolean inside = column >= 0 && column < BINS && row >= 0 && row < BINS;
            shares[inside ? row * BINS + column : BINS * BINS] += 1.0 / points.length;
        }
        return shares;
    }

    private static int bin(double x) {
        return (int) Math.floor((x + EDGE) / (2 * EDGE) * BINS);
    }

    /** Jensen-Shannon divergence in bits of two histograms that sum to 1 each: 0 equal, 1 without a common bin. */
    static double divergence(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double middle = (p[i] + q[i]) / 2;
            sum += part(p[i], middle) + part(q[i], middle);
        }
        return Math.clamp(sum / 2, 0, 1);
    }

    private static double part(double share, double middle) {
        return share == 0 ? 0 : share * Math.log(share / middle) / Math.log(2);
    }

    /** The points' positions along each direction, sorted. */
    static double[][] along(double[][] points) {
        double[][] all = new double[DIRECTIONS][points.length];
        for (int d = 0; d < DIRECTIONS; d++) {
            double cos = Math.cos(Math.PI * d / DIRECTIONS);
            double sin = Math.sin(Math.PI * d / DIRECTIONS);
            for (int i = 0; i < points.length; i++) {
                all[d][i] = cos * points[i][0] + sin * points[i][1];
            }
            Arrays.sort(all[d]);
        }
        return all;
    }

    /** Sliced Wasserstein-1 distance between as many points: the mean distance of those with the same rank. */
    static double wasserstein(double[][] a, double[][] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            for (int i = 0; i < a[d].length; i++) {
                sum += Math.abs(a[d][i] - b[d][i]);
            }
        }
        return sum / (a.length * (double) a[0].length);
    }

    /** The mean distance between points of the same number. */
    static double travel(double[][] before, double[][] now) {
        double sum = 0;
        for (int i = 0; i < now.length; i++) {
            sum += Math.hypot(now[i][0] - before[i][0], now[i][1] - before[i][1]);
        }
        return sum / now.length;
    }
}
