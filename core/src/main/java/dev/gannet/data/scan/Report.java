package dev.gannet.data.scan;

import java.util.List;
import java.util.SortedMap;

/**
 * What a data set is like. Shares are 0 to 1; names are as the archive has them, not escaped.
 *
 * @param counts how many pictures there are
 * @param sizes of the pictures that can be used, as of everything below
 * @param shapes how wide they are for their height
 * @param formats pictures by file format
 * @param modes pictures by how their colours are kept, such as {@code grey-alpha}
 * @param animated files with more than one picture
 * @param exact groups with equal pixels
 * @param near groups that look alike
 * @param suspicions by name, such as {@code upsampled}; all of them, also those that nothing falls under
 * @param labels the classes
 * @param rejections the first 100 that cannot be used
 */
public record Report(
        Counts counts,
        Sizes sizes,
        Shapes shapes,
        SortedMap<String, Integer> formats,
        SortedMap<String, Integer> modes,
        Named animated,
        Repeats exact,
        Repeats near,
        SortedMap<String, Named> suspicions,
        Labels labels,
        List<Rejection> rejections) {
    /**
     * How many pictures there are.
     *
     * @param accepted that can be used
     * @param rejected that cannot
     * @param skipped files that are no pictures to train on
     * @param bytes of the accepted and the rejected, as stored
     * @param rejectedBy by reason code
     * @param skippedBy by reason; beyond 100 different ones as {@code other}
     */
    public record Counts(
            int accepted,
            int rejected,
            int skipped,
            long bytes,
            SortedMap<String, Integer> rejectedBy,
            SortedMap<String, Integer> skippedBy) {}

    /**
     * A size, upright.
     *
     * @param width in pixels
     * @param height in pixels
     * @param count how many pictures have it
     */
    public record Size(int width, int height, int count) {
        @Override
        public String toString() {
            return width + "x" + height;
        }
    }

    /**
     * How large the pictures are. All 0 where there are none.
     *
     * @param smallest by area
     * @param largest by area
     * @param medianShorter median of the shorter sides, in pixels; of an even number the upper of the middle two
     * @param different how many sizes there are
     * @param frequent up to ten of them, the most frequent first
     * @param smaller pictures that have fewer pixels than a training image along a side
     * @param enough the share of the training size that nine of ten pictures have along both sides; may be above 1
     */
    public record Sizes(
            Size smallest,
            Size largest,
            int medianShorter,
            int different,
            List<Size> frequent,
            int smaller,
            double enough) {}

    /**
     * How wide the pictures are for their height.
     *
     * @param portrait higher than wide
     * @param landscape wider than high
     * @param square as high as wide
     * @param widest size with the greatest width for its height
     * @param tallest size with the greatest height for its width
     * @param lost what a window of the training's shape cuts off, median of the shares; of an even number the upper one
     */
    public record Shapes(int portrait, int landscape, int square, Size widest, Size tallest, double lost) {}

    /**
     * Some pictures.
     *
     * @param count how many
     * @param names of the first 20
     */
    public record Named(int count, List<String> names) {}

    /**
     * Pictures that repeat others.
     *
     * @param groups of two and more
     * @param superfluous pictures that could go if one of each group stayed
     * @param largest up to 20 of the groups, the largest first
     */
    public record Repeats(int groups, int superfluous, List<Group> largest) {}

    /**
     * Pictures that repeat each other.
     *
     * @param pictures how many
     * @param names of the first ten
     */
    public record Group(int pictures, List<String> names) {}

    /**
     * A class.
     *
     * @param name as the archive has it
     * @param count of its pictures
     */
    public record Label(String name, int count) {}

    /**
     * The classes.
     *
     * @param different how many there are; at most 100,000 are told apart
     * @param without pictures that have none
     * @param uncounted pictures of a class that came after 100,000 others
     * @param shown up to 1,000 of them, the most frequent first
     * @param smallest the rarest; count 0 where there are no classes
     * @param balance pictures of the most frequent over those of the rarest; 0 where there are no classes
     */
    public record Labels(
            int different, int without, int uncounted, List<Label> shown, Label smallest, double balance) {}

    /**
     * A picture that cannot be used.
     *
     * @param name as the archive has it
     * @param code such as {@code not-an-image}
     * @param detail why, for people
     */
    public record Rejection(String name, String code, String detail) {}

    /** Pictures whose colours are kept in one of these ways. */
    int inModes(List<String> some) {
        return some.stream().mapToInt(mode -> modes.getOrDefault(mode, 0)).sum();
    }

    /** Whether there are several pictures and all are the same. */
    boolean allTheSame() {
        return counts.accepted() > 1 && exact.superfluous() == counts.accepted() - 1;
    }
}
