package dev.gannet.evaluate;

import dev.gannet.data.HoldOut;
import dev.gannet.data.ImageSource;
import dev.gannet.feature.Classifier;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.metric.ClassShares;
import dev.gannet.metric.Copies;
import dev.gannet.metric.Features;
import dev.gannet.metric.Twins;
import dev.gannet.run.Copied;
import dev.gannet.run.Lookalikes;
import dev.gannet.run.Modes;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Scores a training now and then, without taking much of its time. Owns its feature space; belongs to the thread that trains.
 */
public final class Judge implements AutoCloseable {
    /** So many pictures of either kind at each evaluation, where there are enough: noisier than a report's, ten times as fast. */
    public static final int PICTURES = 1_000;

    /** Compared by pixels, each with each: a quarter of the work of all, and enough to tell a few thousand from many. */
    private static final int COMPARED = 500;
    /** Of a class among so many pictures: none at all is then no chance. */
    private static final int EXPECTED = 10;

    private final FeatureSpace space;
    private final Reference reference;
    private final Allowance allowance;
    private final Twins twins;
    private final long realPairs;
    private final double[] heldOut; // to the nearest image that was trained on; none if there are no others

    /**
     * A judge over real images.
     *
     * @param real those that are trained on, and those that are not; borrowed, and not needed any more afterwards
     * @param space from here on the judge's, who closes it; so it does if this fails
     * @param n as for {@link Reference#of}
     * @param seed of which real pictures
     */
    public Judge(HoldOut real, FeatureSpace space, int n, long seed) {
        this.space = space;
        try {
            reference = Reference.of(real.training(), space, n, seed);
            twins = Twins.among(reference.firstPictures().first(COMPARED));
            realPairs = twins.pairs(reference.secondPictures().first(COMPARED));
            heldOut = heldOut(real.heldOut(), seed);
        } catch (RuntimeException e) {
            space.close();
            throw e;
        }
        allowance = new Allowance(Allowance.SHARE, reference.seconds());
    }

    private double[] heldOut(ImageSource source, long seed) {
        int count = Math.min(COMPARED, source.count());
        return count == 0
                ? new double[0]
                : reference.nearest(Sample.of(source, count, seed).pictures());
    }

    /** {@link #PICTURES}, or as many as can be had. */
    public static int usual(ImageSource source) {
        return Math.min(PICTURES, Reference.usual(source));
    }

    /**
     * Whether an evaluation may be made now. The first is due after as long a training as one would take that costs what it
     * took to prepare; the time that a feature network needed to learn is not counted.
     *
     * @param trained seconds of training so far, evaluations not counted
     */
    public boolean due(double trained) {
        return allowance.due(trained);
    }

    /**
     * Evaluates.
     *
     * @param step steps done
     * @param trained seconds of training so far, evaluations not counted
     * @param make makes so many pictures, the same noise each time, in the shape of the real ones
     */
    public RunEvent.Scores judge(long step, double trained, IntFunction<Pictures> make) {
        long start = System.nanoTime();
        Pictures made = make.apply(reference.n());
        Features features = reference.features(made);
        Score score = reference.score(features);
        Score floor = reference.floor();
        Lookalikes alike = alike(made);
        Optional<Modes> modes = modes(features);
        Optional<Copied> copies = copies(made);
        double seconds = (System.nanoTime() - start) / 1e9;
        allowance.spent(trained, seconds);
        return new RunEvent.Scores(
                step,
                seconds,
                score.n(),
                reference.seed(),
                space.name(),
                space.hash(),
                score.frechet(),
                floor.frechet(),
                score.prdc().density(),
                score.prdc().recall(),
                floor.prdc().recall(),
                score.prdc().coverage(),
                floor.prdc().coverage(),
                alike,
                modes,
                copies);
    }

    private Optional<Copied> copies(Pictures made) {
        if (heldOut.length == 0) {
            return Optional.empty();
        }
        Copies copies = Copies.among(reference.nearest(made.first(COMPARED)), heldOut);
        return Optional.of(new Copied(copies.share(), copies.expected(), copies.chance()));
    }

    private Lookalikes alike(Pictures made) {
        Pictures some = made.first(COMPARED);
        return new Lookalikes(some.count(), twins.pairs(some), realPairs);
    }

    private Optional<Modes> modes(Features made) {
        return space instanceof Classifier classifier
                ? Optional.of(modes(
                        classifier.classes(),
                        ClassShares.of(classifier.probabilities(made)),
                        ClassShares.of(classifier.probabilities(reference.firstFeatures()))))
                : Optional.empty();
    }

    private Modes modes(List<String> classes, ClassShares made, ClassShares real) {
        int n = reference.n();
        List<String> missing = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            if (made.shares().get(c) == 0 && real.shares().get(c) * n >= EXPECTED) {
                missing.add(classes.get(c));
            }
        }
        return new Modes(made.divergence(real, n), missing);
    }

    @Override
    public void close() {
        space.close();
    }
}
