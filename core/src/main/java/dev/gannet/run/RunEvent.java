package dev.gannet.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What happens in a run, one line of {@code events.jsonl} each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(RunEvent.Started.class),
    @JsonSubTypes.Type(RunEvent.Tick.class),
    @JsonSubTypes.Type(RunEvent.Vitals.class),
    @JsonSubTypes.Type(RunEvent.Found.class),
    @JsonSubTypes.Type(RunEvent.Cleared.class),
    @JsonSubTypes.Type(RunEvent.Scores.class),
    @JsonSubTypes.Type(RunEvent.Sample.class),
    @JsonSubTypes.Type(RunEvent.Saved.class),
    @JsonSubTypes.Type(RunEvent.NotSaved.class),
    @JsonSubTypes.Type(RunEvent.Skipped.class),
    @JsonSubTypes.Type(RunEvent.WentBack.class),
    @JsonSubTypes.Type(RunEvent.Edited.class),
    @JsonSubTypes.Type(RunEvent.Lost.class),
    @JsonSubTypes.Type(RunEvent.Notice.class),
    @JsonSubTypes.Type(RunEvent.Stopped.class),
    @JsonSubTypes.Type(RunEvent.Failed.class)
})
public sealed interface RunEvent {
    /** The newest event of a kind. */
    static <T extends RunEvent> Optional<T> last(List<RunEvent> events, Class<T> kind) {
        return events.reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /** All events of a kind, in their order. */
    static <T extends RunEvent> List<T> all(List<RunEvent> events, Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * Before the first step.
     *
     * @param time wall clock, ISO 8601
     * @param gannet version of this program
     * @param engine version of libtorch
     * @param data what it is trained on
     * @param images how many real images there are
     */
    @JsonTypeName("started")
    record Started(String time, String gannet, String engine, String data, int images) implements RunEvent {}

    /**
     * Progress, every few steps. D(x) is the discriminator's verdict on real images, D(G(z)) on made ones.
     *
     * @param step steps done
     * @param epoch passes over the data, with a fraction
     * @param seconds training time so far
     * @param imagesPerSecond real images per second since the last tick
     * @param waiting share of the time since the last tick that steps have waited for images, 0 to 1
     * @param lossD D's mean loss since the last tick
     * @param lossG G's mean loss since the last tick
     * @param realBefore D(x) in this step, before D's update
     * @param realAfter D(x) of the same images, after it
     * @param fakeBefore D(G(z)) in this step, before D's update
     * @param fakeAfterD D(G(z)) after D's update
     * @param fakeAfterG D(G(z)) of the same noise after G's update
     */
    @JsonTypeName("tick")
    record Tick(
            long step,
            double epoch,
            double seconds,
            double imagesPerSecond,
            double waiting,
            double lossD,
            double lossG,
            double realBefore,
            double realAfter,
            double fakeBefore,
            double fakeAfterD,
            double fakeAfterG)
            implements RunEvent {}

    /**
     * The insides of the networks in the step of a tick. Accuracies are shares of images on the right side of what D decides
     * by: 0 in logits, halfway between the targets for least squares. Norms of updates are of this step's alone.
     *
     * @param step steps done
     * @param real D's verdicts on the step's real images, before D's update
     * @param fake D's verdicts on the step's made images, before D's update
     * @param realAccuracy share of real images that D takes for real, before its update
     * @param fakeAccuracy share of made images that D takes for made, before its update
     * @param fooled share of made images that D takes for real, after its update
     * @param logitSize mean |logit|, before D's update
     * @param factor mean of |slope of G's error along the logit|: for cross-entropy the mean of 1 - D(G(z))
     * @param slope median norm of the logit's slope along a made image
     * @param d D's weights
     * @param g G's weights
     * @param realRange the numbers of the real images that D was given
     * @param fakeRange the numbers of the made images that D was given
     * @param gain the change of D's error on this step's images over the change that its gradient predicts; absent where D's
     *     passes differ for another reason (dropout) or its error has another part (a penalty)
     * @param isolated whether D's update left every weight of G alone, and G's update every weight of D
     * @param gallery the pictures of the fixed noise after this step, if they were due
     * @param hearing what D says after this step, if a gallery was due
     * @param penalty what a penalty on D's slope has added to D's error, in a step that computes one
     * @param stretch the largest singular value of each weight of two axes or more, as a matrix of its first axis by the rest;
     *     by network and name, such as {@code D score.weight}; if a gallery was due
     */
    @JsonTypeName("vitals")
    record Vitals(
            long step,
            Histogram real,
            Histogram fake,
            double realAccuracy,
            double fakeAccuracy,
            double fooled,
            double logitSize,
            double factor,
            double slope,
            Weights d,
            Weights g,
            Range realRange,
            Range fakeRange,
            Optional<Double> gain,
            boolean isolated,
            Optional<Gallery> gallery,
            Optional<Hearing> hearing,
            Optional<Double> penalty,
            Optional<Map<String, Double>> stretch)
            implements RunEvent {}

    /**
     * Between which numbers some pixels are.
     *
     * @param low the least
     * @param high the greatest
     */
    record Range(double low, double high) {}

    /**
     * Pictures made of the run's fixed noise, beside real ones. Pixels are in [-1, 1]; a distance of two pictures is the root
     * of the mean square of their difference.
     *
     * @param spread mean distance between two made pictures
     * @param realSpread mean distance between two real ones
     * @param alike how alike two made ones are in structure: mean MS-SSIM of 64 random pairs, 0 to 1
     * @param realAlike how alike two real ones are
     * @param closest numbers of the two made pictures whose distance is least, from 1, row by row
     * @param flat share of made pictures whose pixels' standard deviation is less than 0.02
     * @param clipped share of the made pictures' numbers beyond 0.99 on either side
     * @param realClipped the same of real ones
     * @param checks how much stronger than their neighbours the made pictures' frequencies of period two and four pixels are,
     *     over the same of real ones; the largest of six
     * @param checkShare how much of the made pictures' contrast that is: their power beyond that of their neighbours, over all
     *     power, less the same of real ones
     * @param detail how much of the made pictures' contrast is between neighbouring pixels, 0 to 1
     * @param realDetail the same of real ones
     * @param drift root of the mean square of the difference between these pictures, which are normalised by their own
     *     statistics, and those of the same noise by the running statistics, which are used after training
     * @param mean the mean of the made pictures, brought to four by four pixels: row by row, colour by colour
     * @param tint for each colour, how much more of it the made pictures have on average than the real ones
     */
    record Gallery(
            double spread,
            double realSpread,
            double alike,
            double realAlike,
            List<Integer> closest,
            double flat,
            double clipped,
            double realClipped,
            double checks,
            double checkShare,
            double detail,
            double realDetail,
            double drift,
            List<Double> mean,
            List<Double> tint) {}

    /**
     * How numbers are spread.
     *
     * @param low lower end of the first bin
     * @param high upper end of the last bin
     * @param counts one per bin of equal width; what lies outside is in the outermost ones
     */
    record Histogram(double low, double high, List<Integer> counts) {}

    /**
     * A network's weights in a step. Norms are Euclidean.
     *
     * @param gradient norm of the whole gradient
     * @param ratio norm of the whole update over the norm of all weights
     * @param names one per weight tensor
     * @param gradients norm of each one's gradient
     * @param norms norm of each one
     * @param ratios norm of each one's update over its norm; 0 where the weight is 0
     */
    record Weights(
            double gradient,
            double ratio,
            List<String> names,
            List<Double> gradients,
            List<Double> norms,
            List<Double> ratios) {}

    /** How bad a finding is. */
    enum Severity {
        /** Worth knowing. */
        @JsonProperty("info")
        INFO,
        /** Something should be changed. */
        @JsonProperty("warning")
        WARNING,
        /** Going on as it is will not work. */
        @JsonProperty("critical")
        CRITICAL
    }

    /**
     * The doctor has found something; it holds until it is {@link Cleared}.
     *
     * @param step steps done
     * @param rule its name, such as B1
     * @param severity how bad it is
     * @param what with the number
     * @param why it matters
     * @param advice what to try, with the exact option
     */
    @JsonTypeName("found")
    record Found(long step, String rule, Severity severity, String what, String why, String advice)
            implements RunEvent {}

    /**
     * A finding does not hold any more.
     *
     * @param step steps done
     * @param rule its name
     */
    @JsonTypeName("cleared")
    record Cleared(long step, String rule) implements RunEvent {}

    /**
     * How near the made pictures are to real ones, in a feature space. Scores are to be compared with those of the same number
     * of pictures, the same seed and the same features alone.
     *
     * @param step steps done
     * @param seconds what this took; training stood still meanwhile
     * @param n made pictures, and as many real ones
     * @param seed of which real pictures
     * @param features the name of the feature space
     * @param hash of the feature space
     * @param frechet Fréchet distance of made and real pictures
     * @param frechetFloor the same distance between real pictures and other real ones
     * @param density about 1 where made pictures are spread as real ones are, more where they keep to the crowded places
     * @param recall share of the real pictures that lie among made ones, 0 to 1
     * @param recallFloor the share that lie among other real ones
     * @param coverage share of the real pictures that have a made one near, 0 to 1
     * @param coverageFloor the share that have another real one as near
     * @param alike how many pictures are nearly the same
     * @param modes of the data's classes, if the feature space knows them
     * @param copied how many pictures are near copies, if images are held out
     */
    @JsonTypeName("scores")
    record Scores(
            long step,
            double seconds,
            int n,
            long seed,
            String features,
            String hash,
            double frechet,
            double frechetFloor,
            double density,
            double recall,
            double recallFloor,
            double coverage,
            double coverageFloor,
            Lookalikes alike,
            Optional<Modes> modes,
            Optional<Copied> copied)
            implements RunEvent {}

    /**
     * A grid was drawn.
     *
     * @param step steps done
     * @param file in the run folder
     */
    @JsonTypeName("sample")
    record Sample(long step, String file) implements RunEvent {}

    /**
     * A checkpoint is on the disk.
     *
     * @param step steps done
     * @param folder in the run folder
     */
    @JsonTypeName("saved")
    record Saved(long step, String folder) implements RunEvent {}

    /**
     * A checkpoint could not be written; training goes on.
     *
     * @param step steps done
     * @param reason why not
     */
    @JsonTypeName("not-saved")
    record NotSaved(long step, String reason) implements RunEvent {}

    /**
     * A step's numbers were not finite; it has changed nothing.
     *
     * @param step its number, from 1
     * @param reason which tensor, and what it holds
     */
    @JsonTypeName("skipped")
    record Skipped(long step, String reason) implements RunEvent {}

    /**
     * Too many steps were skipped: the networks are again what they were. Images and noise go on from where they were.
     *
     * @param step steps done
     * @param to the step of the checkpoint
     * @param lr the learning rate from here on
     */
    @JsonTypeName("went-back")
    record WentBack(long step, long to, double lr) implements RunEvent {}

    /**
     * Somebody has replaced a step by a branch of it: from here on the run is another than its configuration makes.
     *
     * @param step its number
     * @param set what was changed in it, text by name
     */
    @JsonTypeName("edited")
    record Edited(long step, SortedMap<String, String> set) implements RunEvent {
        /** Such as {@code lr-d=0, freeze=g}. */
        public String changes() {
            return set.entrySet().stream()
                    .map(change -> change.getKey() + "=" + change.getValue())
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * A real image could be read once and cannot any more; others are in its place from here on.
     *
     * @param step the step that missed it
     * @param name in the data
     * @param reason why it cannot be read
     * @param total how many the run has lost so far
     */
    @JsonTypeName("lost")
    record Lost(long step, String name, String reason, int total) implements RunEvent {}

    /**
     * Something that the user should know.
     *
     * @param step steps done
     * @param message one line
     */
    @JsonTypeName("notice")
    record Notice(long step, String message) implements RunEvent {}

    /**
     * The run ended well.
     *
     * @param step steps done
     * @param seconds training time
     * @param interrupted whether somebody stopped it before its time
     */
    @JsonTypeName("stopped")
    record Stopped(long step, double seconds, boolean interrupted) implements RunEvent {}

    /**
     * The run ended badly.
     *
     * @param step steps done
     * @param message what the user was told
     */
    @JsonTypeName("failed")
    record Failed(long step, String message) implements RunEvent {}
}
