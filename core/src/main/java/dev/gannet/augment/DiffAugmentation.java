package dev.gannet.augment;

import dev.gannet.config.AugmentConfig;
import dev.gannet.tensor.Noise;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
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
        Axis rows = new Axis(n, height);
        Axis columns = new Axis(n, width);
        for (int i = 0; i < n; i++) {
            Draws.Draw shift = draws.of(i, Kind.TRANSLATION);
            Draws.Draw cut = draws.of(i, Kind.CUTOUT);
            boolean moves = config.translation() && shift.happens(p);
            boolean cuts = config.cutout() && cut.happens(p);
            rows.set(i, moves ? shift(height, shift.first()) : 0, cuts ? Span.half(height, cut.first()) : Span.NOTHING);
            columns.set(
                    i, moves ? shift(width, shift.second()) : 0, cuts ? Span.half(width, cut.second()) : Span.NOTHING);
        }
        Tensor index = rows.from(2).mul(new Scalar((long) width)).add(columns.from(1)); // (N, H, W)
        Tensor inside = rows.inside(2).mul(columns.inside(1));
        Tensor cut = rows.cut(2).mul(columns.cut(1));
        Tensor weight = inside.mul(cut.neg().add(new Scalar(1f)));
        return new Resampling(index.view(n, 1, -1), weight.view(n, 1, -1));
    }

    /** A whole number of pixels from -side/8 to side/8, each as likely. */
    private static int shift(int side, double uniform) {
        int most = side / 8;
        return (int) Math.floor(uniform * (2 * most + 1)) - most;
    }

    /** What happens to the rows, or to the columns, of every image of a batch: (N, side) numbers each. */
    private static final class Axis {
        private final int images;
        private final int side;
        private final long[] from; // where its pixels were, 0 if beyond the edge
        private final float[] inside; // 1 unless they were beyond it
        private final float[] cut; // 1 if they are cut out where the other axis says so too

        Axis(int images, int side) {
            this.images = images;
            this.side = side;
            this.from = new long[images * side];
            this.inside = new float[images * side];
            this.cut = new float[images * side];
        }

        void set(int image, int shift, Span hole) {
            for (int place = 0; place < side; place++) {
                int before = place - shift;
                boolean known = before >= 0 && before < side;
                from[image * side + place] = known ? before : 0;
                inside[image * side + place] = known ? 1 : 0;
                cut[image * side + place] = hole.has(place) ? 1 : 0;
            }
        }

        Tensor from(int otherAxis) {
            return Tensor.create(from, images, side).unsqueeze(otherAxis);
        }

        Tensor inside(int otherAxis) {
            return Tensor.create(inside, images, side).unsqueeze(otherAxis);
        }

        Tensor cut(int otherAxis) {
            return Tensor.create(cut, images, side).unsqueeze(otherAxis);
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
