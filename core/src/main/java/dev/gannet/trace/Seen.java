package dev.gannet.trace;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one stop shows: numbers of the step itself, read from the tensors that trained. N is the batch; {@code shown} of its
 * images appear as pictures, every sum and mean is over all N.
 */
@SuppressWarnings("ArrayRecordComponent") // carriers from tensor to page, never compared
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(Seen.Ready.class),
    @JsonSubTypes.Type(Seen.Noise.class),
    @JsonSubTypes.Type(Seen.Made.class),
    @JsonSubTypes.Type(Seen.Reals.class),
    @JsonSubTypes.Type(Seen.Scores.class),
    @JsonSubTypes.Type(Seen.Errors.class),
    @JsonSubTypes.Type(Seen.BackwardD.class),
    @JsonSubTypes.Type(Seen.Update.class),
    @JsonSubTypes.Type(Seen.Rescored.class),
    @JsonSubTypes.Type(Seen.ForgerError.class),
    @JsonSubTypes.Type(Seen.BackwardG.class),
    @JsonSubTypes.Type(Seen.Result.class)
})
public sealed interface Seen {
    /**
     * {@link Stop#READY}.
     *
     * @param step number of the step that begins, from 1
     * @param epoch passes over the data so far
     * @param batch N
     * @param shown how many of them are pictures here
     * @param dSteps updates of D in this step; the stops show the last of them
     * @param lr learning rate of both, as it is in force in this step
     * @param loss its name
     * @param probability whether D's verdict is a probability; if not it is the logit itself
     * @param same whether G is scored on the images that D has just seen
     * @param hashes of every group of tensors, before the step: SHA-256, in hex
     */
    @JsonTypeName("ready")
    record Ready(
            long step,
            double epoch,
            int batch,
            int shown,
            int dSteps,
            double lr,
            String loss,
            boolean probability,
            boolean same,
            Map<String, String> hashes)
            implements Seen {}

    /**
     * {@link Stop#NOISE}.
     *
     * @param size numbers per image
     * @param values (shown, size), from N(0, 1)
     * @param lengths (N), the norm of each image's noise over the square root of its size: near 1
     */
    @JsonTypeName("noise")
    record Noise(int size, float[][] values, double[] lengths) implements Seen {}

    /**
     * {@link Stop#GENERATE}.
     *
     * @param images what G made
     * @param layers of G, in the order of the pass
     * @param clipped share of values beyond 0.99 of either end of [-1, 1]
     * @param spread how much the images of the batch differ, over all N: the root of a pixel's mean variance
     */
    @JsonTypeName("made")
    record Made(Strip images, List<LayerOutput> layers, double clipped, double spread) implements Seen {}

    /**
     * {@link Stop#REAL}.
     *
     * @param images the real images, as they are trained on
     * @param names (shown), each image's name in the data
     * @param spread as in {@link Made}
     * @param changes what happens to every image, real or made, before D sees it; empty if nothing does
     * @param chance the probability of each change
     */
    @JsonTypeName("reals")
    record Reals(Strip images, List<String> names, double spread, List<String> changes, double chance)
            implements Seen {}

    /**
     * {@link Stop#D_ON_FAKES} and {@link Stop#D_ON_REALS}.
     *
     * @param logits (N), D's output
     * @param verdicts (N), the probability that an image is real, or the logit where the loss knows none
     * @param layers of D, in the order of the pass
     * @param disguised the images as D saw them, if they were changed before
     */
    @JsonTypeName("scores")
    record Scores(double[] logits, double[] verdicts, List<LayerOutput> layers, Optional<Strip> disguised)
            implements Seen {}

    /**
     * {@link Stop#ERRORS}.
     *
     * @param fake (N), each made image's error against target 0
     * @param real (N), each real image's error against target 1
     * @param fakePull (N), N times the slope of L_D along each made image's logit; for cross-entropy p - 0
     * @param realPull (N), the same for real images; for cross-entropy p - 1
     * @param lossD mean of fake plus mean of real
     * @param penalty what a penalty on D's slope adds; 0 without one
     */
    @JsonTypeName("errors")
    record Errors(double[] fake, double[] real, double[] fakePull, double[] realPull, double lossD, double penalty)
            implements Seen {}

    /**
     * {@link Stop#BACKWARD_D}.
     *
     * @param weights one per weight tensor of D
     * @param norm of D's whole gradient
     */
    @JsonTypeName("backward-d")
    record BackwardD(List<WeightGradient> weights, double norm) implements Seen {}

    /**
     * {@link Stop#UPDATE_D} and {@link Stop#UPDATE_G}.
     *
     * @param weights one per weight tensor of the network that has changed
     * @param predicted change of its loss on the images if the loss were a plane: its gradient, without what a penalty adds,
     *     times the change
     * @param othersUntouched whether the other network's weights hash to what they were
     */
    @JsonTypeName("update")
    record Update(List<WeightUpdate> weights, double predicted, boolean othersUntouched) implements Seen {}

    /**
     * {@link Stop#RESCORE}: the same images as in {@link Stop#D_ON_FAKES} and {@link Stop#D_ON_REALS}, changed and judged by
     * the same chance as there, so that only D's update is between the two.
     *
     * @param fakeLogits (N)
     * @param fakeVerdicts (N)
     * @param realLogits (N)
     * @param realVerdicts (N)
     * @param lossD D's loss on the same images after its update
     * @param fresh other images, if G is scored on other ones
     * @param probe whether the made images were judged for this view alone, because training took fresh ones, or the same ones
     *     by other chance
     */
    @JsonTypeName("rescored")
    record Rescored(
            double[] fakeLogits,
            double[] fakeVerdicts,
            double[] realLogits,
            double[] realVerdicts,
            double lossD,
            Optional<Strip> fresh,
            boolean probe)
            implements Seen {}

    /**
     * {@link Stop#G_ERROR}: of the images that G is scored on.
     *
     * @param logits (N), of the updated D
     * @param verdicts (N)
     * @param errors (N), each image's error against target 1
     * @param lossG their mean
     * @param disguised the images as D saw them, if they were changed before
     */
    @JsonTypeName("forger-error")
    record ForgerError(double[] logits, double[] verdicts, double[] errors, double lossG, Optional<Strip> disguised)
            implements Seen {}

    /**
     * {@link Stop#BACKWARD_G}.
     *
     * @param wanted what D wants changed in each image: the error's slope with its sign turned, blue darker, orange lighter
     * @param scale the slope that has full colour
     * @param norms (N), norm of each image's slope, times N
     * @param factor mean of |slope of G's error along the logit|: for cross-entropy the mean of 1 - p
     * @param slope median norm of the logit's slope along the image
     * @param weights one per weight tensor of G
     * @param norm of G's whole gradient
     */
    @JsonTypeName("backward-g")
    record BackwardG(
            Strip wanted,
            double scale,
            double[] norms,
            double factor,
            double slope,
            List<WeightGradient> weights,
            double norm)
            implements Seen {}

    /**
     * {@link Stop#RESULT}.
     *
     * @param images what G makes of the scored noise after its update
     * @param change how the images have changed, blue darker, orange lighter
     * @param scale the change that has full colour, of a range of 2
     * @param logits (N), of the same D, by the same chance as at {@link Stop#G_ERROR}
     * @param verdicts (N)
     * @param delivered (N), cosine between the change that D wanted and the one that G made; 0 where either is 0
     * @param lossG G's loss on the same noise after its update
     * @param ledger the step on one line
     */
    @JsonTypeName("result")
    record Result(
            Strip images,
            Strip change,
            double scale,
            double[] logits,
            double[] verdicts,
            double[] delivered,
            double lossG,
            String ledger)
            implements Seen {}
}
