package dev.gannet.augment;

import dev.gannet.config.AugmentConfig;
import dev.gannet.tensor.Noise;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * Colour, translation and cutout. Each happens to an image with probability {@code p}; the paper's is 1.
 *
 * @param config which of the three
 * @param noise of the run
 * @see <a href="https://arxiv.org/abs/2006.10738">Zhao et al. 2020, section 4</a>
 */
record DiffAugmentation(AugmentConfig.Diff config, Noise noise) implements Augmentation {
    private enum Kind {
        BRIGHTNESS,
        SATURATION,
        CONTRAST,
        TRANSLATION,
        CUTOUT
    }

    @Override
    public Tensor apply(Tensor images, long counter, double p) {
        Inputs.check(images, p);
        if (p == 0) {
            return images;
        }
        int n = Math.toIntExact(images.size(0));
        Draws draws = Draws.of(noise, counter, n, Kind.values().length);
        Tensor changed = config.color() ? Colour.apply(colours(draws, n, p), images) : images;
        return config.translation() || config.cutout()
                ? window(draws, images, p).apply(changed)
                : changed.contiguous(MemoryFormat.ChannelsLast);
    }

    private static List<Colour> colours(Draws draws, int n, double p) {
        List<Colour> colours = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            Draws.Draw brightness = draws.of(i, Kind.BRIGHTNESS);
            colours.add(
                    brightness.happens(p) // one chance for the three, as they are one kind
                            ? Colour.SAME
                                    .brighter(brightness.between(-0.5, 0.5))
                                    .saturated(draws.of(i, Kind.SATURATION).between(0, 2))
                                    .contrasted(draws.of(i, Kind.CONTRAST).between(0.5, 1.5))
                            : Colour.SAME);
        }
        return colours;
    }

    /** Where each new pixel comes from, and which are 0: those from beyond the edge and those cut out. */
    private Resampling window(Draws draws, Tensor images, double p) {
        int n = Math.toIntExact(images.size(0));
        int height = Math.toIntExact(images.size(2));
        int width = Math.toIntExact(images.size(3));
        long[] index = new long[n * height * width];
        float[] weight = new float[index.length];
        for (int i = 0; i < n; i++) {
            Draws.Draw shift = draws.of(i, Kind.TRANSLATION);
            Draws.Draw cut = draws.of(i, Kind.CUTOUT);
            boolean moves = config.translation() && shift.happens(p);
            boolean cuts = config.cutout() && cut.happens(p);
            int down = moves ? shift(height, shift.first()) : 0;
            int right = moves ? shift(width, shift.second()) : 0;
            Span rows = cuts ? Span.half(height, cut.first()) : Span.NOTHING;
            Span columns = cuts ? Span.half(width, cut.second()) : Span.NOTHING;
            for (int pixel = 0; pixel < height * width; pixel++) {
                int y = pixel / width;
                int x = pixel % width;
                int fromY = y - down;
                int fromX = x - right;
                boolean inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
                boolean kept = inside && !(rows.has(y) && columns.has(x));
                int at = i * height * width + pixel;
                index[at] = kept ? fromY * width + fromX : 0;
                weight[at] = kept ? 1 : 0;
            }
        }
        return new Resampling(Tensor.create(index, n, 1, height * width), Tensor.create(weight, n, 1, height * width));
    }

    /** A whole number of pixels from -side/8 to side/8, each as likely. */
    private static int shift(int side, double uniform) {
        int most = (int) (side / 8.0 + 0.5);
        return (int) Math.floor(uniform * (2 * most + 1)) - most;
    }

    /** Rows or columns from {@code from} up to but without {@code to}. */
    private record Span(int from, int to) {
        static final Span NOTHING = new Span(0, 0);

        /** Half of a side around a random place of it; part of it may lie beyond the edge. */
        static Span half(int side, double uniform) {
            int size = (int) (side * 0.5 + 0.5);
            int middle = (int) Math.floor(uniform * (side + 1 - size % 2));
            return new Span(middle - size / 2, middle - size / 2 + size);
        }

        boolean has(int place) {
            return place >= from && place < to;
        }
    }
}
