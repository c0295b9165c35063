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
 * @see <a href="https://arxiv.org/abs/2006.10738">Zhao et al. 2020, section 3</a>
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
        Taps taps = new Taps(n, height, width);
        for (int i = 0; i < n; i++) {
            Draws.Draw shift = draws.of(i, Kind.TRANSLATION);
            Draws.Draw cut = draws.of(i, Kind.CUTOUT);
            boolean moves = config.translation() && shift.happens(p);
            boolean cuts = config.cutout() && cut.happens(p);
            taps.set(
                    i,
                    moves ? shift(height, shift.first()) : 0,
                    moves ? shift(width, shift.second()) : 0,
                    cuts ? Span.half(height, cut.first()) : Span.NOTHING,
                    cuts ? Span.half(width, cut.second()) : Span.NOTHING);
        }
        return taps.resampling();
    }

    /** A whole number of pixels from -side/8 to side/8, each as likely. */
    private static int shift(int side, double uniform) {
        int most = side / 8;
        return (int) Math.floor(uniform * (2 * most + 1)) - most;
    }

    /** One old pixel, or nothing, for each new one of (N, height, width). */
    private static final class Taps {
        private final int images;
        private final int height;
        private final int width;
        private final long[] from;
        private final float[] seen; // 1, or 0 for nothing

        Taps(int images, int height, int width) {
            this.images = images;
            this.height = height;
            this.width = width;
            this.from = new long[images * height * width];
            this.seen = new float[from.length];
        }

        /** Moves an image so many pixels down and right, and cuts out where {@code rows} and {@code columns} meet. */
        void set(int image, int down, int right, Span rows, Span columns) {
            for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
                int start = (image * height + y) * width;
                for (int x = Math.max(0, right); x < Math.min(width, width + right); x++) {
                    from[start + x] = (long) (y - down) * width + x - right;
                    seen[start + x] = rows.has(y) && columns.has(x) ? 0 : 1;
                }
            }
        }

        Resampling resampling() {
            long[] shape = {images, 1, (long) height * width};
            return new Resampling(Tensor.create(from, shape), Tensor.create(seen, shape));
        }
    }

    /** Rows or columns from {@code from} up to but without {@code to}. */
    private record Span(int from, int to) {
        static final Span NOTHING = new Span(0, 0);

        /** Half of a side around a random place of it; part of it may lie beyond the edge. */
        static Span half(int side, double uniform) {
            int size = side / 2;
            int middle = (int) Math.floor(uniform * (side + 1 - size % 2));
            return new Span(middle - size / 2, middle - size / 2 + size);
        }

        boolean has(int place) {
            return place >= from && place < to;
        }
    }
}
