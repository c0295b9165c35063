package dev.gannet.data.scan;

/**
 * Finds bars of one colour at two opposite edges, with a picture between them that reaches the other two. A picture on a
 * plain ground has such edges all around and is left alone.
 */
final class Bars {
    /** Levels by which a bar's pixel may differ from its colour: the noise of a JPEG. */
    private static final int TOLERANCE = 16;

    private static final int BLOCK = 16;

    private final Lightness picture;

    Bars(Lightness picture) {
        this.picture = picture;
    }

    /** Whether there are bars at the top and bottom, or at the left and right. */
    boolean found() {
        return found(true) != found(false);
    }

    private boolean found(boolean across) {
        int lines = across ? picture.height() : picture.width();
        int length = across ? picture.width() : picture.height();
        int least = Math.max(2, (3 * lines + 99) / 100);
        if (lines < 3 * least || length < 8) {
            return false;
        }
        int[] colour = meanColour(across, length);
        int first = 0;
        while (first < lines && isBar(across, first, length, colour)) {
            first++;
        }
        int last = lines - 1;
        while (last > first && isBar(across, last, length, colour)) {
            last--;
        }
        return first >= least
                && lines - 1 - last >= least
                && last - first >= lines / 4
                && reaches(across, first, last, length, colour);
    }

    /** Of the first line. */
    private int[] meanColour(boolean across, int length) {
        int[] colour = new int[3];
        for (int channel = 0; channel < 3; channel++) {
            long sum = 0;
            for (int i = 0; i < length; i++) {
                sum += colour(across, 0, i, channel);
            }
            colour[channel] = (int) (sum / length);
        }
        return colour;
    }

    /** One pixel of fifty may be something else, such as a speck of dust or what a sharp edge left. */
    private boolean isBar(boolean across, int line, int length, int[] colour) {
        int others = 0;
        for (int i = 0; i < length; i++) {
            if (differs(across, line, i, colour) && ++others > length / 50) {
                return false;
            }
        }
        return true;
    }

    /**
     * Half of what lies at the other two edges, and a quarter of what lies next to the bars, has other colours. A little
     * further in each time: bars are often drawn together with a thin frame, and the last block of a JPEG's bar has some
     * of the picture in it.
     */
    private boolean reaches(boolean across, int first, int last, int length, int[] colour) {
        int start = 0;
        int end = 0;
        for (int line = first; line <= last; line++) {
            start += differs(across, line, 2, colour) ? 1 : 0;
            end += differs(across, line, length - 3, colour) ? 1 : 0;
        }
        int inset = Math.min(BLOCK, (last - first) / 4);
        int inFirst = 0;
        int inLast = 0;
        for (int i = 0; i < length; i++) {
            inFirst += differs(across, first + inset, i, colour) ? 1 : 0;
            inLast += differs(across, last - inset, i, colour) ? 1 : 0;
        }
        int half = (last - first + 1) / 2;
        return start >= half && end >= half && inFirst >= length / 4 && inLast >= length / 4;
    }

    private boolean differs(boolean across, int line, int i, int[] colour) {
        for (int channel = 0; channel < 3; channel++) {
            if (Math.abs(colour(across, line, i, channel) - colour[channel]) > TOLERANCE) {
                return true;
            }
        }
        return false;
    }

    private int colour(boolean across, int line, int i, int channel) {
        return across ? picture.colour(i, line, channel) : picture.colour(line, i, channel);
    }
}
