package dev.gannet.data.picture;

import dev.gannet.data.picture.Traits.Mode;

/**
 * What a file says about itself, checked, and the part of it that a reader of pixels needs.
 *
 * @param format of the file
 * @param clean the file without metadata, other frames and anything else that a reader could stumble over
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 * @param mode how its colours are kept
 * @param frames pictures in the file
 * @param orientation EXIF orientation, 1 to 8
 * @param profile ICC profile; empty if there is none
 * @param key the samples of the transparent colour, before they are made 8 bits wide; empty if there is none
 * @param inks how inks are stored
 * @param swapped whether the second and the third row have changed places in {@code clean}
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record Parsed(
        Format format,
        byte[] clean,
        int width,
        int height,
        Mode mode,
        int frames,
        int orientation,
        byte[] profile,
        int[] key,
        Inks inks,
        boolean swapped) {
    private static final long MOST_PIXELS = 100_000_000;
    private static final int MOST_SIDE = 32_768;

    /** How inks are stored. */
    enum Inks {
        /** There are none. */
        NONE,
        /** 255 is all of an ink, as in TIFF. */
        FULL,
        /** 0 is all of an ink, as in JPEG. */
        INVERTED,
        /** As {@link #INVERTED}, the first three as brightness and two differences of colour. */
        INVERTED_YCC
    }

    /** A picture without inks, with its rows in order. */
    Parsed(
            Format format,
            byte[] clean,
            int width,
            int height,
            Mode mode,
            int frames,
            int orientation,
            byte[] profile,
            int[] key) {
        this(format, clean, width, height, mode, frames, orientation, profile, key, Inks.NONE, false);
    }

    /** Refuses a size of nothing and one that is too large to be decoded. */
    static void checkSize(long width, long height) throws Rejected {
        if (width <= 0 || height <= 0) {
            throw new Rejected(Reason.ZERO_SIZE, "is %dx%d".formatted(width, height));
        }
        if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS) {
            throw new Rejected(
                    Reason.TOO_LARGE,
                    "is %dx%d; at most %,d pixels and %,d on a side are read"
                            .formatted(width, height, MOST_PIXELS, MOST_SIDE));
        }
    }

    /** What to tell about the picture. */
    Traits traits() {
        boolean turned = orientation >= 5;
        return new Traits(format.label(), mode, turned ? height : width, turned ? width : height, frames);
    }

    /** Channels of the samples that its mode becomes. */
    int channels() {
        return switch (mode) {
            case GREY -> 1;
            case GREY_ALPHA -> 2;
            case RGB, PALETTE, CMYK -> 3;
            case RGBA, PALETTE_ALPHA -> 4;
        };
    }
}
