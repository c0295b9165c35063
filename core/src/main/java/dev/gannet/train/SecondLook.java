package dev.gannet.train;

import dev.gannet.nn.Net;
import dev.gannet.train.Disguise.Chance;
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
     * @param images before their disguise; borrowed
     * @param chance of the judgement
     */
    record Judged(Tensor images, Chance chance) {
        /** Whether the images were changed before D saw them. */
        boolean disguised() {
            return chance.strength() > 0;
        }
    }

    /** The judgement that D has just made of some images, (N, C, H, W). */
    Judged just(Tensor images) {
        return new Judged(images, forward.judged());
    }

    /** The images as D saw them. */
    Tensor seen(Judged once) {
        return forward.disguised(once.images(), once.chance());
    }

    /** What D says to the same images now, (N). */
    Tensor now(Judged once) {
        return now(once, once.images());
    }

    /** What D says to others in their place, (N). */
    Tensor now(Judged once, Tensor others) {
        return forward.judgeAgain(detective, others, once.chance());
    }
}
