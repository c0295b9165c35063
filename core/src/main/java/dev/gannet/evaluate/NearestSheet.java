package dev.gannet.evaluate;

import dev.gannet.config.ImageShape;
import dev.gannet.data.ImageSource;
import dev.gannet.data.picture.Rejected;
import dev.gannet.evaluate.Report.Neighbours;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.metric.Features;
import dev.gannet.metric.Nearest;
import dev.gannet.run.Pictures;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Made pictures, each beside the training images that are nearest to it, for people to see whether they are copies. Goes
 * through all training images.
 *
 * @param source the training images, borrowed
 * @param space borrowed
 */
public record NearestSheet(ImageSource source, FeatureSpace space) {
    /** Made pictures that go on a sheet. */
    public static final int PICTURES = 16;

    private static final int NEIGHBOURS = 3;
    private static final int AT_ONCE = 1_024;
    private static final int BLOCKS = 2; // side by side
    private static final int CELLS = 1 + 2 * NEIGHBOURS; // of a block
    static final int GAP = 2;
    static final int WIDE = 12; // between what is made and what is near, by either distance
    static final int SMALL = 64; // pixels; what is smaller is enlarged
    static final Color BACKGROUND = new Color(0x202020);

    /**
     * Looks for the three training images nearest by pixels, mirrored or not, and the three nearest by features.
     *
     * @param made the first {@link #PICTURES} of them are looked at
     * @return for each of these
     */
    public List<Neighbours> find(Pictures made) {
        Pictures shown = made.first(PICTURES);
        List<List<Nearest>> byPixels = nothing(shown.count());
        List<List<Nearest>> byFeatures = nothing(shown.count());
        Features features = space.of(shown);
        for (int from = 0; from < source.count(); from += AT_ONCE) {
            Sample some = read(from, Math.min(from + AT_ONCE, source.count()));
            if (some.numbers().length > 0) {
                merge(byPixels, Nearest.byPixels(shown, some.pictures(), NEIGHBOURS), some);
                Features near = space.of(some.pictures());
                merge(byFeatures, Nearest.byFeatures(features, near, NEIGHBOURS), some);
            }
        }
        return IntStream.range(0, shown.count())
                .mapToObj(i -> new Neighbours(byPixels.get(i), byFeatures.get(i)))
                .toList();
    }

    private static List<List<Nearest>> nothing(int count) {
        List<List<Nearest>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(List.of());
        }
        return lists;
    }

    /** What can be read of a stretch of images. */
    private Sample read(int from, int to) {
        int bytes = source.shape().bytes();
        byte[] pixels = new byte[(to - from) * bytes];
        int[] numbers = new int[to - from];
        int done = 0;
        for (int i = from; i < to; i++) {
            try {
                source.read(i, 0, pixels, done * bytes);
                numbers[done++] = i;
            } catch (Rejected e) {
                continue; // what cannot be read cannot be shown
            }
        }
        return new Sample(
                new Pictures(source.shape(), Arrays.copyOf(pixels, done * bytes)), Arrays.copyOf(numbers, done));
    }

    private static void merge(List<List<Nearest>> lists, List<List<Nearest>> found, Sample among) {
        for (int i = 0; i < lists.size(); i++) {
            List<Nearest> all = new ArrayList<>(lists.get(i));
            found.get(i)
                    .forEach(near ->
                            all.add(new Nearest(among.numbers()[near.index()], near.distance(), near.mirrored())));
            all.sort(Comparator.comparingDouble(Nearest::distance));
            lists.set(i, List.copyOf(all.subList(0, Math.min(NEIGHBOURS, all.size()))));
        }
    }

    /**
     * Draws it: in each block of a row a made picture, then those nearest to it by pixels, then those nearest by features.
     *
     * @param made the first of them are on the sheet
     * @param found what {@link #find} has found for these
     */
    public BufferedImage draw(Pictures made, List<Neighbours> found) {
        ImageShape shape = made.shape();
        int scale = Math.max(1, Math.ceilDiv(SMALL, Math.max(shape.width(), shape.height())));
        int width = shape.width() * scale;
        int height = shape.height() * scale;
        int block = CELLS * (width + GAP) + 2 * WIDE;
        int rows = Math.ceilDiv(found.size(), BLOCKS);
        BufferedImage sheet = new BufferedImage(
                BLOCKS * block + (BLOCKS + 1) * WIDE, rows * (height + WIDE) + WIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(BACKGROUND);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < found.size(); i++) {
            int left = WIDE + i % BLOCKS * (block + WIDE);
            int top = WIDE + i / BLOCKS * (height + WIDE);
            pen.drawImage(made.single(i), left, top, width, height, null);
            left += width + GAP + WIDE;
            for (List<Nearest> near :
                    List.of(found.get(i).byPixels(), found.get(i).byFeatures())) {
                for (int k = 0; k < near.size(); k++) {
                    BufferedImage image = single(near.get(k).index());
                    pen.drawImage(image, left + k * (width + GAP), top, width, height, null);
                }
                left += NEIGHBOURS * (width + GAP) + WIDE;
            }
        }
        pen.dispose();
        return sheet;
    }

    private BufferedImage single(int number) {
        Sample one = read(number, number + 1);
        return one.pictures().count() == 1
                ? one.pictures().single(0)
                : new BufferedImage(source.shape().width(), source.shape().height(), BufferedImage.TYPE_INT_RGB);
    }
}
