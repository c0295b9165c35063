package dev.gannet.data;

/** Turns a square picture upright as its EXIF tag says. */
final class Orientation {
    private Orientation() {}

    /**
     * The picture as it was seen.
     *
     * @param square (side, side, 3) as stored
     * @param tag EXIF orientation, 1 to 8
     */
    static float[] apply(float[] square, int side, int tag) {
        if (tag == 1) {
            return square;
        }
        float[] out = new float[square.length];
        int last = side - 1;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int source = 3
                        * switch (tag) {
                            case 2 -> y * side + (last - x);
                            case 3 -> (last - y) * side + (last - x);
                            case 4 -> (last - y) * side + x;
                            case 5 -> x * side + y;
                            case 6 -> (last - x) * side + y;
                            case 7 -> (last - x) * side + (last - y);
                            case 8 -> x * side + (last - y);
                            default -> throw new IllegalArgumentException("EXIF orientation " + tag);
                        };
                System.arraycopy(square, source, out, 3 * (y * side + x), 3);
            }
        }
        return out;
    }
}
