package dev.gannet.evaluate;

import dev.gannet.metric.Features;
import dev.gannet.metric.Frechet;
import dev.gannet.metric.Moments;
import dev.gannet.metric.Prdc;

/**
 * How near pictures are to a set of real ones in a feature space: what is cheap enough to be asked while training.
 *
 * @param n pictures, and as many real ones
 * @param frechet Fréchet distance, lower is better
 * @param prdc precision, recall, density and coverage
 */
public record Score(int n, double frechet, Prdc prdc) {
    /** The score of as many features as there are real ones. */
    static Score of(Features real, Moments realMoments, Features made, Moments madeMoments) {
        return new Score(
                made.count(), Frechet.between(realMoments, madeMoments), Prdc.between(real, made, Prdc.NEIGHBOURS));
    }
}
