package dev.gannet.data.scan;

/**
 * Where the pixels of an upright picture lie in the stored one.
 *
 * @param orientation EXIF orientation, 1 to 8
 * @param width as stored
 * @param height as stored
 */
record Turn(int orientation, int width, int height) {
    Turn {
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("EXIF orientation " + orientation);
        }
    }

    /** Width of the upright picture. */
    int uprightWidth() {
        return orientation < 5 ? width : height;
    }

    /** Height of the upright picture. */
    int uprightHeight() {
        return orientation < 5 ? height : width;
    }

    /** Number of the stored pixel that is seen at column x and row y. */
    int source(int x, int y) {
        return switch (orientation) {
            case 2 -> y * width + width - 1 - x;
            case 3 -> (height - 1 - y) * width + width - 1 - x;
            case 4 -> (height - 1 - y) * width + x;
            case 5 -> x * width + y;
            case 6 -> (height - 1 - x) * width + y;
            case 7 -> (height - 1 - x) * width + width - 1 - y;
            case 8 -> x * width + width - 1 - y;
            default -> y * width + x;
        };
    }
}
