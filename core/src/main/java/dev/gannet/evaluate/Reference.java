package dev.gannet.evaluate;

import dev.gannet.config.ImageShape;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.feature.Inception;
import dev.gannet.metric.Copies;
import dev.gannet.metric.Features;
import dev.gannet.metric.KernelDistance;
import dev.gannet.metric.Moments;
import dev.gannet.metric.Nearest;
import dev.gannet.run.Pictures;
import java.util.Arrays;

/**
 * The real side of a comparison, which stays the same however often made pictures are compared with it: two sets of real
 * pictures, their features, and what the second set gets against the first. Holds pictures and numbers, no native memory; the
 * feature space stays its owner's.
 */
public final class Reference {
    /** So many pictures of either kind, where there are enough. */
    public static final int USUAL = 5_000;

    /** The fewest that can be compared at all. */
    public static final int FEWEST = 10;

    private static final int MOST_BYTES = 1 << 28; // of one set of pictures

    private final FeatureSpace space;
    private final Pictures firstPictures;
    private final Pictures secondPictures;
    private final Features first;
    private final Features second;
    private final Moments moments;
    private final Score floor;
    private final long seed;
    private final double seconds;

    private Reference(FeatureSpace space, Sample real, long seed, long start) {
        this.space = space;
        int n = real.pictures().count() / 2;
        this.firstPictures = real.slice(0, n);
        this.secondPictures = real.slice(n, 2 * n);
        this.seed = seed;
        first = space.of(firstPictures);
        second = space.of(secondPictures);
        moments = moments(first);
        floor = score(second);
        seconds = (System.nanoTime() - start) / 1e9;
    }

    /**
     * Draws real pictures and looks at them.
     *
     * @param source borrowed, and not needed any more afterwards
     * @param space borrowed for as long as this is used
     * @param n pictures in each of the two sets, {@link #FEWEST} to {@link #most}
     * @param seed of which
     * @throws UserException (usage) if n is outside of its range, (data) if too few can be read
     */
    public static Reference of(ImageSource source, FeatureSpace space, int n, long seed) {
        long start = System.nanoTime();
        int most = most(source);
        if (most < FEWEST) {
            throw new UserException(
                    UserException.Kind.DATA,
                    "%s: two sets of real images are compared; expected at least %d images"
                            .formatted(source.describe(), 2 * FEWEST));
        }
        if (n < FEWEST || n > most) {
            throw UserException.range(
                    "--n",
                    n,
                    "%,d to %,d: of %,d real images, half are compared with the made ones, half with the other half"
                            .formatted(FEWEST, most, source.count()));
        }
        return new Reference(space, Sample.of(source, 2 * n, seed), seed, start);
    }

    /** The most pictures in each set: half of those that there are, and no more than an array holds. */
    public static int most(ImageSource source) {
        return Math.min(
                source.count() / 2, (Integer.MAX_VALUE - 8) / source.shape().bytes());
    }

    /** As many as {@link #USUAL}, fewer if the data has not twice as many, or if they are so large that they would fill the memory. */
    public static int usual(ImageSource source) {
        return Math.min(
                Math.min(USUAL, most(source)),
                Math.max(FEWEST, MOST_BYTES / source.shape().bytes()));
    }

    /** Scores pictures. */
    public Score score(Pictures made) {
        return score(features(made));
    }

    Score score(Features made) {
        return Score.of(first, moments, made, moments(made));
    }

    /** All that a race asks of made pictures. */
    public Comparison compare(Pictures made) {
        Features seen = features(made);
        return new Comparison(score(seen), kernel(seen).mean(), copies(made, secondPictures));
    }

    /** Whether made pictures lie nearer to the first set, pixel by pixel, than others do. */
    Copies copies(Pictures made, Pictures others) {
        return Copies.among(nearest(made), nearest(others));
    }

    /** How far each picture is from the nearest of the first set, by pixels. */
    double[] nearest(Pictures pictures) {
        return Nearest.byPixels(pictures, firstPictures, 1).stream()
                .mapToDouble(list -> list.getFirst().distance())
                .toArray();
    }

    /** Of the standard FID, the protocol divides by N; elsewhere by N - 1. */
    private Moments moments(Features features) {
        Moments unbiased = Moments.of(features);
        if (!(space instanceof Inception)) {
            return unbiased;
        }
        double factor = (features.count() - 1.0) / features.count();
        double[] sigma =
                Arrays.stream(unbiased.sigma()).map(value -> value * factor).toArray();
        return new Moments(unbiased.mu(), sigma);
    }

    /** The features of made pictures, as many as there are real ones. */
    Features features(Pictures made) {
        if (!made.shape().equals(shape()) || made.count() != n()) {
            throw new IllegalArgumentException("%d made pictures of %s and %d real ones of %s: expected the same"
                    .formatted(made.count(), made.shape(), n(), shape()));
        }
        return space.of(made);
    }

    /** What real pictures get against other real ones. */
    public Score floor() {
        return floor;
    }

    /** Kernel distance of real pictures to other real ones, around 0: what chance alone makes of it. */
    public double floorKernel() {
        return kernel(second).mean();
    }

    /** Kernel distance to the first set; which subsets, the seed decides. */
    KernelDistance.Estimate kernel(Features other) {
        return KernelDistance.STANDARD.withSeed(seed).between(first, other);
    }

    /** Pictures in each set. */
    public int n() {
        return firstPictures.count();
    }

    /** Of the pictures. */
    public ImageShape shape() {
        return firstPictures.shape();
    }

    /** Decides which real pictures were drawn, and all else that is random in a comparison. */
    public long seed() {
        return seed;
    }

    /** In which is compared; borrowed. */
    public FeatureSpace space() {
        return space;
    }

    /** How long it took to draw the pictures and to look at them. */
    public double seconds() {
        return seconds;
    }

    /** Features of the first set. */
    Features first() {
        return first;
    }

    Pictures firstPictures() {
        return firstPictures;
    }

    Pictures secondPictures() {
        return secondPictures;
    }

    Features firstFeatures() {
        return first;
    }

    Features secondFeatures() {
        return second;
    }
}
