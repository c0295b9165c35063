package dev.gannet.trace;

import dev.gannet.config.RunConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the step debugger shows.
 *
 * @param version grows with every change
 * @param state what it is doing
 * @param about the run
 * @param step steps done
 * @param epoch passes over the data
 * @param reached how far the current step has got; absent while training freely
 * @param trace what the current step has shown so far
 * @param narration what is worth saying about each stop reached, by stop
 * @param questions about this step that can be asked by now, with the answers that are known by now
 * @param ledger the last steps, one line each, newest last
 * @param rewindable how many steps can be taken back
 * @param replay what the last rewind has shown: whether the step, done once more, was the same
 * @param branch the last what-if
 * @param edits the steps so far that are what a branch has made of them, not what the run would have
 * @param duel the last duel, complete or growing
 * @param looks what was found beside the steps
 * @param chapters of the lesson, those that are there already; empty without one
 * @param chapter the current one, from 1; 0 without one
 * @param changes what a branch of this step can change, and to what, by the names that {@link Ask.Branch} takes; empty while it
 *     trains freely
 * @param allowed what may be asked for here, by the names that requests have
 * @param note one line about what could not be done
 */
public record DebugView(
        long version,
        State state,
        About about,
        long step,
        double epoch,
        Optional<Stop> reached,
        StepTrace trace,
        Map<Stop, List<Narration>> narration,
        List<Question> questions,
        List<String> ledger,
        int rewindable,
        Optional<Replay> replay,
        Optional<Branch> branch,
        List<Edit> edits,
        Optional<Duel> duel,
        Looks looks,
        List<Chapter> chapters,
        int chapter,
        SequencedMap<String, List<String>> changes,
        List<String> allowed,
        Optional<String> note) {

    /** What it is doing. */
    public enum State {
        /** Training freely. */
        TRAINING,
        /** Waiting at a stop. */
        STOPPED,
        /** Going from stop to stop by itself. */
        PLAYING,
        /** Running a branch or a duel. */
        BUSY,
        /** The run is over. */
        ENDED
    }

    /**
     * The run.
     *
     * @param run its name
     * @param fingerprint of what it is asked to do, see {@link RunConfig#fingerprint}
     * @param seed its seed
     * @param data what it is trained on
     * @param recipe its networks
     * @param images how many real images there are; 0 until they are open
     */
    public record About(String run, String fingerprint, long seed, String data, String recipe, int images) {
        /** A run by its name and settings. */
        public static About of(String run, RunConfig config) {
            return new About(
                    run,
                    config.fingerprint(),
                    config.seed(),
                    config.data().shortName(),
                    config.recipe().name(),
                    0);
        }

        /** The same with so many images. */
        public About of(int count) {
            return new About(run, fingerprint, seed, data, recipe, count);
        }
    }

    /**
     * A step done once more from where it began.
     *
     * @param step its number
     * @param equal whether every weight, moment and average came out the same
     */
    public record Replay(long step, boolean equal) {}

    /**
     * One step two ways, from the same weights on the same images.
     *
     * @param set what was changed
     * @param unchanged the step as the run does it
     * @param changed the step with the change
     */
    public record Branch(Map<String, String> set, StepTrace unchanged, StepTrace changed) {
        /** The number of the step. */
        public long step() {
            return unchanged
                    .at(Stop.READY, Seen.Ready.class)
                    .map(Seen.Ready::step)
                    .orElseThrow();
        }
    }

    /**
     * A step that somebody has replaced by a branch of it.
     *
     * @param step its number
     * @param set what was changed in it, as in {@link Ask.Branch}
     */
    public record Edit(long step, Map<String, String> set) {}

    /**
     * Two futures from the same weights.
     *
     * @param steps of each
     * @param probability whether D's verdicts are probabilities; if not they are scores
     * @param strong the side where D learns many times per step
     * @param even the side where both learn once per step
     */
    public record Duel(int steps, boolean probability, Side strong, Side even) {}

    /**
     * One side of a duel; one number per step done.
     *
     * @param dSteps updates of D per step
     * @param real mean verdict on real images, before D's last update of the step
     * @param fake mean verdict on made images, then
     * @param gradient norm of G's gradient
     * @param images what G makes of the fixed noise in the end
     */
    public record Side(
            int dSteps, List<Double> real, List<Double> fake, List<Double> gradient, Optional<Strip> images) {}

    /**
     * A point of the run that the lesson visits.
     *
     * @param number from 1
     * @param step steps done there
     * @param distance sliced Wasserstein distance between made and real images there, in 1/255
     * @param images what G makes of the fixed noise there
     */
    public record Chapter(int number, long step, double distance, Strip images) {}
}
