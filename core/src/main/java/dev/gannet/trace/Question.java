package dev.gannet.trace;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something about a step to predict before the step shows it. Each option is as likely as the others to somebody who guesses.
 *
 * @param topic what is asked
 * @param slots numbers in the question
 * @param options the answers to choose from: words that a page translates, or names of layers
 * @param askAt the stop at which it is asked, knowing what was seen until then
 * @param answerAt the stop that shows the answer
 * @param outcome the answer; absent until the step gets there
 */
public record Question(
        Topic topic,
        Map<String, Double> slots,
        List<String> options,
        Stop askAt,
        Stop answerAt,
        Optional<Outcome> outcome) {
    /** Copies slots and options. */
    public Question {
        slots = Map.copyOf(slots);
        options = List.copyOf(options);
    }

    /** What can be asked. */
    public enum Topic {
        /** How much do the made images differ, compared with real ones? */
        VARIETY,
        /** What will D say of the made images? */
        VERDICT,
        /** Will D, having learned, judge this made image higher or lower: image. */
        AFTER_D,
        /** Against which target will the made images be held for G? */
        TARGET,
        /** Which of G's layers will have the smallest gradient? */
        SMALLEST,
        /** Whose weights will change? */
        WHOSE,
        /** Will G's new version of this image be judged higher or lower: image. */
        AFTER_G;

        /** Its name in the messages of a page, such as {@code after-d}. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * How it came out.
     *
     * @param option index of the right option; absent if it was too close to call, and then nobody was right or wrong
     * @param slots the numbers that say so
     */
    public record Outcome(Optional<Integer> option, Map<String, Double> slots) {
        /** Copies the slots. */
        public Outcome {
            slots = Map.copyOf(slots);
        }
    }
}
