package dev.gannet.data.scan;

import java.util.Arrays;

/**
 * A picture averaged over the 32 x 32 cells of a grid, as stored, and what its lightness spans.
 *
 * @param cells (32, 32) sums of lightness, each over the same area; exact
 * @param darkest in thousandths of a level
 * @param lightest in thousandths of a level
 */
@SuppressWarnings("ArrayRecordComponent") // between two steps of one look, never compared
record Thumbnail(long[] cells, int darkest, int lightest) {
    /** Cells along a side. */
    static final int SIDE = 32;

    /** One pass over all pixels. A pixel that lies in several cells counts in each by the area that is in it. */
    static Thumbnail of(Lightness picture) {
        long[] cells = new long[SIDE * SIDE];
        long[] row = new long[SIDE];
        int darkest = Integer.MAX_VALUE;
        int lightest = 0;
        for (int y = 0; y < picture.height(); y++) {
            Arrays.fill(row, 0);
            for (int x = 0; x < picture.width(); x++) {
                int light = picture.at(x, y);
                darkest = Math.min(darkest, light);
                lightest = Math.max(lightest, light);
                spread(row, 0, 1, x, picture.width(), light);
            }
            for (int column = 0; column < SIDE; column++) {
                spread(cells, column, SIDE, y, picture.height(), row[column]);
            }
        }
        return new Thumbnail(cells, darkest, lightest);
    }

    /** Pixel i of n covers [32 i, 32 i + 32) of a line on which each cell is n long. */
    private static void spread(long[] to, int first, int step, int i, int n, long light) {
        long from = (long) SIDE * i;
        long end = from + SIDE;
        while (from < end) {
            long cell = from / n;
            long until = Math.min(end, (cell + 1) * n);
            to[first + (int) cell * step] += (until - from) * light;
            from = until;
        }
    }
}
