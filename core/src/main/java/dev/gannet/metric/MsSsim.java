package dev.gannet.metric;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much alike the pictures of one set are: multi-scale structural similarity (MS-SSIM) of random pairs, on average. 1 if all
 * are the same, lower for more diverse ones; to be held against the real pictures' own value. Says nothing about quality.
 *
 * <p>Five scales where sizes stay even and the fifth still has 4 pixels a side (64: 64, 32, 16, 8, 4), otherwise up to three
 * (32: 32, 16, 8; 28: 28, 14, 7) with the first weights, scaled to sum 1.
 *
 * @param pairs how many, at least 1
 * @param seed of the pairs
 * @see <a href="https://www.cns.nyu.edu/pub/eero/wang03b.pdf">Wang, Simoncelli, Bovik 2003</a>
 * @see <a href="https://arxiv.org/abs/1610.09585">Odena et al. 2017, section 4.2, for diversity</a>
 */
public record MsSsim(int pairs, long seed) {
    /** A thousand pairs. */
    public static final MsSsim STANDARD = new MsSsim(1000, 1);

    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    private static final int FEWER = 3;
    private static final int SMALLEST = 4; // pixels
    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double C1 = 0.01 * 255 * 0.01 * 255;
    private static final double C2 = 0.03 * 255 * 0.03 * 255;

    /** The same with other pairs. */
    public MsSsim withSeed(long other) {
        return new MsSsim(pairs, other);
    }

    /** Of at least two pictures: mean over pairs of different ones. */
    public double of(Pictures pictures) {
        if (pictures.count() < 2 || pairs < 1) {
            throw new IllegalArgumentException(
                    "%d pairs of %d pictures: expected at least 1 of at least 2".formatted(pairs, pictures.count()));
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[] one = new int[pairs];
        int[] other = new int[pairs];
        for (int i = 0; i < pairs; i++) {
            one[i] = random.nextInt(pictures.count());
            other[i] = (one[i] + 1 + random.nextInt(pictures.count() - 1)) % pictures.count();
        }
        double[] all = IntStream.range(0, pairs)
                .parallel()
                .mapToDouble(i -> similarity(pictures, one[i], other[i]))
                .toArray();
        return Arrays.stream(all).sum() / pairs;
    }

    /** How many scales there are for pictures of a shape. */
    public static int scales(ImageShape shape) {
        int scales = 1;
        int width = shape.width();
        int height = shape.height();
        while (scales < WEIGHTS.length
                && width % 2 == 0
                && height % 2 == 0
                && Math.min(width, height) / 2 >= SMALLEST) {
            width /= 2;
            height /= 2;
            scales++;
        }
        return scales == WEIGHTS.length ? scales : Math.min(scales, FEWER);
    }

    /**
     * Of two pictures of one set: contrast and structure at all scales but the last, everything at the last. Negative
     * factors, of pictures that are each other's negatives, count as 0.
     *
     * @return 0 to 1
     */
    static double similarity(Pictures pictures, int one, int other) {
        int channels = pictures.shape().channels();
        Plane[] a = new Plane[channels];
        Plane[] b = new Plane[channels];
        Arrays.setAll(a, channel -> Plane.of(pictures, one, channel));
        Arrays.setAll(b, channel -> Plane.of(pictures, other, channel));
        int scales = scales(pictures.shape());
        double weights = Arrays.stream(WEIGHTS, 0, scales).sum();
        double product = 1;
        for (int scale = 0; scale < scales; scale++) {
            boolean last = scale == scales - 1;
            double factor = 0;
            for (int channel = 0; channel < channels; channel++) {
                Likeness likeness = likeness(a[channel], b[channel]);
                factor += (last ? likeness.full : likeness.contrast) / channels;
                if (!last) {
                    a[channel] = a[channel].halved();
                    b[channel] = b[channel].halved();
                }
            }
            product *= Math.pow(Math.max(0, factor), WEIGHTS[scale] / weights);
        }
        return product;
    }

    /** At one scale: all of it, and without the part for brightness. */
    private record Likeness(double full, double contrast) {}

    private static Likeness likeness(Plane a, Plane b) {
        double[] window = window(Math.min(WINDOW, Math.min(a.width(), a.height())));
        double[] meanA = filtered(a, a, false, window);
        double[] meanB = filtered(b, b, false, window);
        double[] squareA = filtered(a, a, true, window);
        double[] squareB = filtered(b, b, true, window);
        double[] product = filtered(a, b, true, window);
        double full = 0;
        double contrast = 0;
        for (int i = 0; i < product.length; i++) {
            double both = meanA[i] * meanB[i];
            double squares = meanA[i] * meanA[i] + meanB[i] * meanB[i];
            double structure = (2 * (product[i] - both) + C2) / (squareA[i] + squareB[i] - squares + C2);
            full += structure * (2 * both + C1) / (squares + C1);
            contrast += structure;
        }
        return new Likeness(full / product.length, contrast / product.length);
    }

    /** A Gaussian of sum 1; a smaller one is narrower in proportion. */
    private static double[] window(int size) {
        double sigma = SIGMA * size / WINDOW;
        double[] window = new double[size];
        for (int i = 0; i < size; i++) {
            double at = i - (size - 1) / 2.0;
            window[i] = Math.exp(-at * at / (2 * sigma * sigma));
        }
        double sum = Arrays.stream(window).sum();
        for (int i = 0; i < size; i++) {
            window[i] /= sum;
        }
        return window;
    }

    /** One plane, or the product of two, under the window wherever that lies inside whole. */
    private static double[] filtered(Plane a, Plane b, boolean product, double[] window) {
        int width = a.width() - window.length + 1;
        int height = a.height() - window.length + 1;
        double[] rows = new double[width * a.height()];
        for (int i = 0; i < rows.length; i++) {
            int start = i / width * a.width() + i % width;
            for (int tap = 0; tap < window.length; tap++) {
                double value = a.values()[start + tap];
                rows[i] += window[tap] * (product ? value * b.values()[start + tap] : value);
            }
        }
        double[] both = new double[width * height];
        for (int i = 0; i < both.length; i++) {
            for (int tap = 0; tap < window.length; tap++) {
                both[i] += window[tap] * rows[i + tap * width];
            }
        }
        return both;
    }
}
