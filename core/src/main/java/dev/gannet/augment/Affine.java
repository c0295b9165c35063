package dev.gannet.augment;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Where a new pixel comes from: a new place (x, y) shows what was at (xx x + xy y + x0, yx x + yy y + y0), in pixels from the
 * image's centre, x to the right and y down.
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
    private static final int TAPS = 4;

    static final Affine SAME = new Affine(1, 0, 0, 0, 1, 0);

    /** Left and right exchanged. */
    static final Affine MIRROR = new Affine(-1, 0, 0, 0, 1, 0);

    /** A turn by 90 degrees. */
    static final Affine QUARTER = new Affine(0, -1, 0, 1, 0, 0);

    /** A turn by an angle in radians. */
    static Affine rotation(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new Affine(cos, -sin, 0, sin, cos, 0);
    }

    /** Larger by these factors. */
    static Affine scaling(double x, double y) {
        return new Affine(1 / x, 0, 0, 0, 1 / y, 0);
    }

    /** Moved to the right and down by these numbers of pixels. */
    static Affine translation(double right, double down) {
        return new Affine(1, 0, -right, 0, 1, -down);
    }

    /** This change and then {@code next}: what next looks for in an image that this one has changed. */
    Affine then(Affine next) {
        return new Affine(
                xx * next.xx + xy * next.yx,
                xx * next.xy + xy * next.yy,
                xx * next.x0 + xy * next.y0 + x0,
                yx * next.xx + yy * next.yx,
                yx * next.xy + yy * next.yy,
                yx * next.x0 + yy * next.y0 + y0);
    }

    /** The new pixels of a batch as bilinear mixtures of four old ones; beyond its edges an image is mirrored. */
    static Resampling bilinear(List<Affine> changes, int height, int width) {
        int n = changes.size();
        int pixels = height * width;
        long[] index = new long[n * TAPS * pixels];
        float[] weight = new float[index.length];
        for (int i = 0; i < n; i++) {
            Affine change = changes.get(i);
            int at = i * TAPS * pixels;
            for (int pixel = 0; pixel < pixels; pixel++) {
                double x = pixel % width - (width - 1) / 2.0;
                double y = pixel / width - (height - 1) / 2.0;
                double fromX = change.xx * x + change.xy * y + change.x0 + (width - 1) / 2.0;
                double fromY = change.yx * x + change.yy * y + change.y0 + (height - 1) / 2.0;
                int left = (int) Math.floor(fromX);
                int top = (int) Math.floor(fromY);
                for (int tap = 0; tap < TAPS; tap++) {
                    int column = left + tap % 2;
                    int row = top + tap / 2;
                    int to = at + tap * pixels + pixel;
                    index[to] = (long) mirrored(row, height) * width + mirrored(column, width);
                    weight[to] = (float) ((1 - Math.abs(fromX - column)) * (1 - Math.abs(fromY - row)));
                }
            }
        }
        return new Resampling(Tensor.create(index, n, TAPS, pixels), Tensor.create(weight, n, TAPS, pixels));
    }

    /** A place beyond the edges, reflected in the first and last pixels until it lies between them. */
    private static int mirrored(int place, int side) {
        int last = side - 1;
        return last == 0 ? 0 : last - Math.abs(Math.floorMod(place, 2 * last) - last);
    }
}
