package dev.gannet.trace;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the step debugger may be asked for. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(Ask.Pause.class),
    @JsonSubTypes.Type(Ask.Go.class),
    @JsonSubTypes.Type(Ask.Next.class),
    @JsonSubTypes.Type(Ask.Finish.class),
    @JsonSubTypes.Type(Ask.Step.class),
    @JsonSubTypes.Type(Ask.Epoch.class),
    @JsonSubTypes.Type(Ask.Play.class),
    @JsonSubTypes.Type(Ask.Rewind.class),
    @JsonSubTypes.Type(Ask.Branch.class),
    @JsonSubTypes.Type(Ask.Commit.class),
    @JsonSubTypes.Type(Ask.Discard.class),
    @JsonSubTypes.Type(Ask.Duel.class),
    @JsonSubTypes.Type(Ask.Slice.class),
    @JsonSubTypes.Type(Ask.Plane.class),
    @JsonSubTypes.Type(Ask.Latent.class),
    @JsonSubTypes.Type(Ask.Units.class),
    @JsonSubTypes.Type(Ask.Images.class),
    @JsonSubTypes.Type(Ask.Chapter.class),
    @JsonSubTypes.Type(Ask.To.class),
    @JsonSubTypes.Type(Ask.Save.class),
    @JsonSubTypes.Type(Ask.Stop.class),
    @JsonSubTypes.Type(Ask.Rate.class)
})
public sealed interface Ask {
    /** Stop where the step is now: at the next stop. A run that trains freely stops before its next step. */
    @JsonTypeName("pause")
    record Pause() implements Ask {}

    /** Train on freely, without stops. */
    @JsonTypeName("go")
    record Go() implements Ask {}

    /** On to the next stop. */
    @JsonTypeName("next")
    record Next() implements Ask {}

    /** On to the end of this step. */
    @JsonTypeName("finish")
    record Finish() implements Ask {}

    /** On to the beginning of the next step. */
    @JsonTypeName("step")
    record Step() implements Ask {}

    /** Train on freely to the beginning of the next epoch. */
    @JsonTypeName("epoch")
    record Epoch() implements Ask {}

    /**
     * From stop to stop.
     *
     * @param seconds at every stop, 0.05 to 60
     */
    @JsonTypeName("play")
    record Play(double seconds) implements Ask {}

    /** Back to the beginning of this step, or of the one before if this one has just begun. */
    @JsonTypeName("rewind")
    record Rewind() implements Ask {}

    /**
     * Run this step once more with something changed, beside the same step unchanged; then everything is as before.
     *
     * @param set what is changed, as text by name: lr, lr-d, lr-g (of one network; 0 or more), beta1 (of Adam), loss, smoothing
     *     (the target of real images), penalty (the weight of the one on D's slope), fakes, d-steps, lead (steps that D takes
     *     alone before), freeze (g, d, or one of their layers, such as d:4x4.conv)
     */
    @JsonTypeName("branch")
    record Branch(Map<String, String> set) implements Ask {}

    /**
     * Let this step be what the last branch of it has made with its change; the run goes on from there by its own rules. It is
     * written down that the step was edited.
     */
    @JsonTypeName("commit")
    record Commit() implements Ask {}

    /** Forget what the last branch has shown. */
    @JsonTypeName("discard")
    record Discard() implements Ask {}

    /**
     * From here, once with many D updates per step and once with one; then everything is as before.
     *
     * @param steps of each, 1 to 200
     * @param dSteps in the first, 2 to 100
     */
    @JsonTypeName("duel")
    record Duel(int steps, int dSteps) implements Ask {}

    /** To run this step once more and look at what its stops do not show; then everything is as before. */
    sealed interface Looking extends Ask {}

    /** What D says on the way from the step's real images to its made ones. */
    @JsonTypeName("slice")
    record Slice() implements Looking {}

    /**
     * What D says on the plane through a real image, a made one and the way down G's error.
     *
     * @param image the number of both in their batches, from 1; of those that are pictures on the page
     */
    @JsonTypeName("plane")
    record Plane(int image) implements Looking {}

    /**
     * What G makes of noise around that of one made image, and on the way to another's.
     *
     * @param image its place in the batch, from 1: one that is shown
     * @param other that of the other one, from 1
     */
    @JsonTypeName("latent")
    record Latent(int image, int other) implements Looking {}

    /**
     * What is inside a layer while it works on an image, and if the layer is one of G, what that image is without each unit.
     *
     * @param layer g: or d: and its name, such as d:4x4.conv
     * @param real whether D looks at the real image with that number, not at the made one; G makes made ones alone
     * @param image its number in its batch, from 1; of those that are pictures on the page
     */
    @JsonTypeName("units")
    record Units(String layer, boolean real, int image) implements Looking {}

    /**
     * Which images G is scored on, from the next step on.
     *
     * @param which same or fresh
     */
    @JsonTypeName("images")
    record Images(String which) implements Ask {}

    /**
     * Go to a chapter of the lesson.
     *
     * @param number from 1
     */
    @JsonTypeName("chapter")
    record Chapter(int number) implements Ask {}

    /**
     * Go to the beginning of a step, made from the checkpoint before it by the rules of the run.
     *
     * @param step its number, from 1
     */
    @JsonTypeName("to")
    record To(long step) implements Ask {}

    /** Save a checkpoint now. */
    @JsonTypeName("save")
    record Save() implements Ask {}

    /** End the run; everything is saved. */
    @JsonTypeName("stop")
    record Stop() implements Ask {}

    /**
     * Another learning rate, from the next step on.
     *
     * @param lr of both networks
     */
    @JsonTypeName("lr")
    record Rate(double lr) implements Ask {}

    /** The names of what may be asked for wherever a step can be looked into. */
    private static List<String> looking(String... more) {
        return Stream.concat(
                        Stream.of(
                                "pause", "go", "next", "finish", "step", "epoch", "play", "rewind", "branch", "commit",
                                "discard", "duel", "slice", "plane", "latent", "units"),
                        Stream.of(more))
                .toList();
    }

    /** The names of what a run that trains may be asked for. */
    static List<String> ofRun() {
        return looking("images", "lr", "save", "stop");
    }

    /** The names of what may be asked for on a visit to a run that is over. */
    static List<String> ofVisit() {
        return looking("images", "lr", "chapter", "to");
    }
}
