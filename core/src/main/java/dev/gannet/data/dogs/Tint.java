package dev.gannet.data.dogs;

/** Arithmetic on colours packed as 0xRRGGBB. Stateless. */
final class Tint {

    static final int WHITE = 0xFFFFFF;
    static final int INK = 0x1B1416;

    private Tint() {}

    /** The colour that lies {@code t} (0 to 1) of the way from {@code from} to {@code to}. */
    static int mix(int from, int to, double t) {
        int w = (int) Math.round(t * 256);
        return channel(from, to, w, 16) | channel(from, to, w, 8) | channel(from, to, w, 0);
    }

    static int darker(int rgb, double t) {
        return mix(rgb, INK, t);
    }

    static int lighter(int rgb, double t) {
        return mix(rgb, WHITE, t);
    }

    /** Perceived brightness, 0 to 1. */
    static double brightness(int rgb) {
        return (0.30 * (rgb >> 16 & 255) + 0.59 * (rgb >> 8 & 255) + 0.11 * (rgb & 255)) / 255;
    }

    private static int channel(int from, int to, int w, int shift) {
        int a = from >> shift & 255;
        int b = to >> shift & 255;
        return (a * (256 - w) + b * w + 128 >> 8) << shift;
    }
}
