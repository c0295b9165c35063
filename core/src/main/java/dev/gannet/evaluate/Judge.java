package dev.gannet.evaluate;

import dev.gannet.data.ImageSource;
import dev.gannet.feature.FeatureSpace;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunEvent;
import java.util.function.IntFunction;

/**
 * Scores a training now and then, without taking much of its time. Owns its feature space; belongs to the thread that trains.
 */
public final class Judge implements AutoCloseable {
    /** So many pictures of either kind at each evaluation, where there are enough: noisier than a report's, ten times as fast. */
    public static final int PICTURES = 1_000;

    private final FeatureSpace space;
    private final Reference reference;
    private final Allowance allowance;

    /**
     * A judge over real images.
     *
     * @param source borrowed, and not needed any more afterwards
     * @param space from here on the judge's, who closes it; so it does if this fails
     * @param n as for {@link Reference#of}
     * @param seed of which real pictures
     */
    public Judge(ImageSource source, FeatureSpace space, int n, long seed) {
        this.space = space;
        try {
            reference = Reference.of(source, space, n, seed);
        } catch (RuntimeException e) {
            space.close();
            throw e;
        }
        allowance = new Allowance(Allowance.SHARE, reference.seconds());
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
        Score score = reference.score(make.apply(reference.n()));
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
                reference.floor().frechet(),
                score.prdc().density(),
                score.prdc().coverage(),
                reference.floor().prdc().coverage());
    }

    @Override
    public void close() {
        space.close();
    }
}
