package dev.gannet.trace;

/**
 * D's verdicts on a plane of images: the one through a made image, the real image of the same number, and the made image moved
 * down G's error. The made image is at (0, 0), the real one at (1, 0); upwards goes what is left of the way down G's error
 * across the way to the real image, so that the two directions are at right angles. D is asked about one image at a time, in
 * the made image's seat in its batch, which otherwise stays as it was in the step.
 *
 * @param step the step, from 1
 * @param image its number in the batch, from 1
 * @param right places, rising
 * @param up places, rising
 * @param before (up, right), by D before its update: probabilities, or scores where the loss knows none
 * @param after (up, right), by D after its update
 * @param distance from the made image to the real one, one unit to the right: the root of the mean square of the difference of
 *     a value, as a share of that from black to white
 * @param unit how long one unit upwards is, as a share of one to the right
 * @param real the real image
 * @param made the made image
 * @param moved the made image moved by {@code unit} down G's error; it stays where it is if that has no slope there
 * @param arrived what G's update has made of the made image, which need not lie in the plane: its foot on it, and what D says
 *     to the image itself
 * @param way how far that is from the made image, as a share of the distance
 * @param share how much of that way lies in the plane, 0 to 1; 0 without a move
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier from tensor to page, never compared
public record VerdictMap(
        long step,
        int image,
        double[] right,
        double[] up,
        double[][] before,
        double[][] after,
        double distance,
        double unit,
        Spot real,
        Spot made,
        Spot moved,
        Spot arrived,
        double way,
        double share)
        implements Look {
    /** The same of a step. */
    public VerdictMap of(long number) {
        return new VerdictMap(
                number, image, right, up, before, after, distance, unit, real, made, moved, arrived, way, share);
    }

    /**
     * A place on the plane and D's verdicts there.
     *
     * @param before by D before its update
     * @param after by D after its update
     */
    public record Spot(double right, double up, double before, double after) {}
}
