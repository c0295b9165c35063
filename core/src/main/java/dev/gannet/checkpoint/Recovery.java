package dev.gannet.checkpoint;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of steps with non-finite numbers, and the rule for it: such a step is skipped; after 3 in a row, or 10 within
 * 1,000 steps, the run goes back to its last healthy checkpoint and on from there with other images and noise, from the
 * second time on also at half the learning rate; after 5 times in all, or 3 within 10,000 images, it stops.
 *
 * @param skipped steps that changed nothing, in all
 * @param inARow the latest of them without a good one in between
 * @param recent the latest of them, no more than 1,000 steps old
 * @param rollbacks steps at which the run went back
 * @param lost steps that were done and then taken back, in all
 * @param lrScale what the configured learning rate is multiplied by
 */
public record Recovery(long skipped, int inARow, List<Long> recent, List<Long> rollbacks, long lost, double lrScale) {
    /** A run in which all has been well. */
    public static final Recovery NONE = new Recovery(0, 0, List.of(), List.of(), 0, 1);

    private static final int MOST_IN_A_ROW = 3;
    private static final int MOST_RECENT = 10;
    private static final int RECENT_STEPS = 1000;
    private static final int MOST_ROLLBACKS = 5;
    private static final int MOST_CLOSE_ROLLBACKS = 3;
    private static final int CLOSE_IMAGES = 10_000;

    /** After a step in which all was well. */
    public Recovery good() {
        return inARow == 0 ? this : new Recovery(skipped, 0, recent, rollbacks, lost, lrScale);
    }

    /** After step {@code step} was skipped. */
    public Recovery skip(long step) {
        List<Long> now = new ArrayList<>(
                recent.stream().filter(old -> old > step - RECENT_STEPS).toList());
        now.add(step);
        return new Recovery(skipped + 1, inARow + 1, List.copyOf(now), rollbacks, lost, lrScale);
    }

    /** Whether skipping is no longer enough. */
    public boolean mustGoBack() {
        return inARow >= MOST_IN_A_ROW || recent.size() >= MOST_RECENT;
    }

    /** Whether going back has been tried often enough. */
    public boolean isExhausted(long step, int imagesPerStep) {
        long close = rollbacks.stream()
                .filter(old -> (step - old) * imagesPerStep < CLOSE_IMAGES)
                .count();
        return rollbacks.size() >= MOST_ROLLBACKS || close >= MOST_CLOSE_ROLLBACKS;
    }

    /** After the run went back at step {@code step} to what it was after step {@code to}. */
    public Recovery wentBack(long step, long to) {
        List<Long> now = new ArrayList<>(rollbacks);
        now.add(step);
        double scale = rollbacks.isEmpty() ? lrScale : lrScale / 2;
        return new Recovery(skipped, 0, List.of(), List.copyOf(now), lost + step - to, scale);
    }
}
