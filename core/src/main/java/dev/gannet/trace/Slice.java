package dev.gannet.trace;

/**
 * D's verdicts on the straight way from each real image to a made one, x(t) = (1 - t) real + t made. The whole batch goes
 * along, as D may judge an image by the others beside it: at t = 0 and t = 1 it sees the batches of the step.
 *
 * @param step the step, from 1
 * @param places t, rising, from -0.5 to 1.5
 * @param before (shown, places), by D before its update: probabilities, or logits where the loss knows none
 * @param after (shown, places), by D after its update
 * @param arrival (shown), the t nearest to which G's update has taken the made image
 * @param verdict (shown), what the updated D says to that image
 * @param share (shown), how much of that move lies on the way: the cosine, -1 to 1, positive towards the real image; 0
 *     without a move
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier from tensor to page, never compared
public record Slice(
        long step,
        double[] places,
        double[][] before,
        double[][] after,
        double[] arrival,
        double[] verdict,
        double[] share)
        implements Look {}
