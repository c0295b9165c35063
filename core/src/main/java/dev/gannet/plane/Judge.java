package dev.gannet.plane;

import dev.gannet.trace.plane.PlaneView.Moment;
import dev.gannet.trace.plane.PlaneView.Outcome;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Says what the numbers of a game say: about its last moments, never about one alone.
 *
 * @param modes how many modes the data have; 0 if they have none
 */
record Judge(int modes) {
    private static final int MOMENTS = 10;
    private static final double SURE = 0.95; // D's mean verdict on real points, and 1 less that on made ones
    private static final double APART = 0.6; // bits of divergence: most made points are where no real ones are
    private static final double CLOSE = 0.5; // bits
    private static final double FEW = 0.5; // of the modes
    private static final double MOST = 0.85; // of the modes
    private static final double FAR = 0.25; // travelled between two moments
    private static final double CLOSER = 0.7; // of the distance before

    /** The verdict on a game with this history. */
    Outcome of(List<Moment> history) {
        if (history.size() < MOMENTS) {
            return Outcome.EARLY;
        }
        List<Moment> last = history.subList(history.size() - MOMENTS, history.size());
        double divergence = mean(last, moment -> moment.metrics().shannon());
        double covered = modes == 0 ? 1 : mean(last, moment -> moment.metrics().modes()) / modes;
        if (divergence > APART && mean(last, Moment::onReal) > SURE && mean(last, Moment::onFake) < 1 - SURE) {
            return Outcome.STRONG;
        }
        if (divergence > APART && mean(last, Moment::travel) > FAR && !comesCloser(last)) {
            return Outcome.OSCILLATION;
        }
        if (modes > 1 && covered <= FEW) {
            return Outcome.COLLAPSE;
        }
        return divergence <= CLOSE && covered >= MOST ? Outcome.GOOD : Outcome.OPEN;
    }

    /** Whether the later half is clearly closer to the data than the earlier one: a long way may be the right way. */
    private static boolean comesCloser(List<Moment> moments) {
        int half = moments.size() / 2;
        ToDoubleFunction<Moment> distance = moment -> moment.metrics().wasserstein();
        return mean(moments.subList(half, moments.size()), distance)
                < CLOSER * mean(moments.subList(0, half), distance);
    }

    private static double mean(List<Moment> moments, ToDoubleFunction<Moment> number) {
        return moments.stream().mapToDouble(number).average().orElse(0);
    }
}
