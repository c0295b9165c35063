package dev.gannet.config;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sizes that doubling reaches: from a first image of 4 by k pixels, k from 4 to 16, to a shorter side of 8 to 256. Stateless.
 */
final class DoublingSizes {
    private static final int SHORTEST = 8;
    private static final int LONGEST_SHORTER = 256;
    private static final int MOST_QUARTERS = 16;

    private DoublingSizes() {}

    static boolean makes(ImageShape image) {
        int shorter = Math.min(image.height(), image.width());
        int longer = Math.max(image.height(), image.width());
        int quarter = shorter / 4;
        return Integer.bitCount(shorter) == 1
                && shorter >= SHORTEST
                && shorter <= LONGEST_SHORTER
                && longer % quarter == 0
                && longer / quarter <= MOST_QUARTERS;
    }

    /** Why not, and the sizes next to it that are made. */
    static String refusal(String recipe, ImageShape image) {
        if (image.height() == image.width()) {
            return "--size %s: recipe %s doubles 4 pixels up to the image, so it needs a power of two from 8 to 256; try %s"
                    .formatted(
                            image.size(),
                            recipe,
                            options(shorterSides(image.height()).mapToObj(side -> new Size(side, side))));
        }
        return ("--size %s: recipe %s doubles 4 pixels up to the shorter side, so that needs a power of two from 8 to 256,"
                        + " and the longer side a multiple of its quarter, at most 4 times as long; try %s")
                .formatted(image.size(), recipe, options(near(image)));
    }

    private static String options(Stream<Size> sizes) {
        return sizes.map(size -> "--size " + size).distinct().collect(Collectors.joining(" or "));
    }

    /** The powers of two below and above, which may be the same. */
    private static IntStream shorterSides(int side) {
        int lower = Math.clamp(Integer.highestOneBit(side), SHORTEST, LONGEST_SHORTER);
        int upper = lower >= side ? lower : Math.min(LONGEST_SHORTER, lower * 2);
        return IntStream.of(lower, upper).distinct();
    }

    /** With other shorter sides, the proportions kept as well as can be; with this one, other longer sides. */
    private static Stream<Size> near(ImageShape image) {
        boolean upright = image.height() > image.width();
        int shorter = Math.min(image.height(), image.width());
        int longer = Math.max(image.height(), image.width());
        double quarters = 4.0 * longer / shorter;
        int[] sides = shorterSides(shorter).toArray();
        IntStream counts = sides[0] == shorter
                ? IntStream.of((int) Math.floor(quarters), (int) Math.ceil(quarters))
                : IntStream.of((int) Math.round(quarters));
        return counts.map(count -> Math.clamp(count, 4, MOST_QUARTERS))
                .boxed()
                .flatMap(count -> IntStream.of(sides)
                        .mapToObj(
                                side -> upright ? new Size(side, side / 4 * count) : new Size(side / 4 * count, side)));
    }
}
