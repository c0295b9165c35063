package dev.gannet.data.picture;

/**
 * How a picture must be turned to stand upright. Axes: upright pixels are (y, x), stored ones (row, column).
 *
 * @param tag EXIF orientation, 1 (as it is) to 8
 */
record Orientation(int tag) {
    Orientation {
        if (tag < 1 || tag > 8) {
            throw new IllegalArgumentException("EXIF orientation " + tag);
        }
    }

    /** Whether rows become columns. */
    boolean swaps() {
        return tag >= 5;
    }

    /** Whether the stored rows run against the upright axis that they lie along. */
    private boolean rowsReversed() {
        return tag == 3 || tag == 4 || tag == 6 || tag == 7;
    }

    private boolean columnsReversed() {
        return tag == 2 || tag == 3 || tag == 7 || tag == 8;
    }

    /**
     * Where a window of the upright picture lies in the stored one.
     *
     * @param width of the upright picture
     * @param height of the upright picture
     */
    Window stored(Window upright, int width, int height) {
        int x = upright.left();
        int y = upright.top();
        int fromRight = width - x - upright.width();
        int fromBottom = height - y - upright.height();
        return swaps()
                ? new Window(
                        columnsReversed() ? fromBottom : y,
                        rowsReversed() ? fromRight : x,
                        upright.height(),
                        upright.width())
                : new Window(
                        columnsReversed() ? fromRight : x,
                        rowsReversed() ? fromBottom : y,
                        upright.width(),
                        upright.height());
    }

    /**
     * Turns pixels upright.
     *
     * @param stored (rows, columns, channels)
     * @return (rows, columns, channels), or (columns, rows, channels) where they are swapped; {@code stored} itself for 1
     */
    byte[] turn(byte[] stored, int rows, int columns, int channels) {
        if (tag == 1) {
            return stored;
        }
        int height = swaps() ? columns : rows;
        int width = swaps() ? rows : columns;
        byte[] upright = new byte[stored.length];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++, to += channels) {
                int alongRows = swaps() ? x : y;
                int alongColumns = swaps() ? y : x;
                int row = rowsReversed() ? rows - 1 - alongRows : alongRows;
                int column = columnsReversed() ? columns - 1 - alongColumns : alongColumns;
                System.arraycopy(stored, (row * columns + column) * channels, upright, to, channels);
            }
        }
        return upright;
    }
}
