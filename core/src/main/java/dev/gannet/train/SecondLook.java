package dev.gannet.train;

import dev.gannet.nn.Net;
import org.bytedeco.pytorch.Tensor;

/**
 * Has judgements of D again within a step: the same images in the same disguise, judged by the same dropout, so that nothing
 * but D itself can have changed. Neither D nor the run's chance notices.
 *
 * @param forward which has made the judgements
 * @param detective D
 */
record SecondLook(Forward forward, Net detective) {
    /**
     * A judgement.
     *
     * @param images as D saw them; borrowed
     * @param number of the judgement
     * @param disguised whether they had been changed
     */
    record Judged(Tensor images, long number, boolean disguised) {}

    /** The judgement that D has just made of some images, (N, C, H, W). */
    Judged just(Tensor images) {
        long number = forward.judged();
        boolean disguised = !forward.disguise().changes().isEmpty();
        return new Judged(forward.disguised(images, number), number, disguised);
    }

    /** What D says to the same images now, (N). */
    Tensor now(Judged once) {
        return forward.judgeAgain(detective, once.images(), once.number());
    }

    /** What D says to others in their place, (N). */
    Tensor now(Judged once, Tensor others) {
        return forward.judgeAgain(detective, forward.disguised(others, once.number()), once.number());
    }
}
