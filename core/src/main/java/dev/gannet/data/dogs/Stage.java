package dev.gannet.data.dogs;

/**
 * A picture and where the dog stands in it: in a square as large as the picture's shorter side, in the middle of a wide
 * picture and at the bottom of a tall one, for the dog is cut off by the lower edge. The square is the unit of what is drawn.
 *
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 */
record Stage(int width, int height) {
    int side() {
        return Math.min(width, height);
    }

    int left() {
        return (width - side()) / 2;
    }

    int top() {
        return height - side();
    }

    /** Where a share of the picture's width is, in units of the square. */
    double across(double share) {
        return share * width / side() - (double) left() / side();
    }

    /** Where a share of the picture's height is, in units of the square. */
    double down(double share) {
        return share * height / side() - (double) top() / side();
    }

    /** The same stage, drawn so many times larger. */
    Stage times(int factor) {
        return new Stage(width * factor, height * factor);
    }
}
