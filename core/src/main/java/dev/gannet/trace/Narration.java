package dev.gannet.trace;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;

/**
 * One sentence about a stop that is true of its numbers. A page has the words, in the reader's language.
 *
 * @param sentence which one
 * @param slots the numbers in it
 */
public record Narration(Sentence sentence, Map<String, Double> slots) {
    /** Copies the slots. */
    public Narration {
        slots = Map.copyOf(slots);
    }

    /** Every sentence. Those marked "numbers" only state what was measured and are always said. */
    public enum Sentence {
        /** Numbers of {@link Stop#READY}: step, batch, lr. */
        READY,
        /** Fewer images are shown than are counted: shown, count. */
        SHOWN,
        /** D learns several times per step: times. */
        MANY_D_STEPS,
        /** Numbers of {@link Stop#NOISE}: count, size, length. */
        NOISE,
        /** Numbers of {@link Stop#GENERATE}: count. */
        MADE,
        /** Much of the made images is as dark or as light as can be: share. */
        CLIPPED,
        /** Numbers of {@link Stop#REAL}: count. */
        REAL,
        /** The same where images are changed by chance before D sees them: count, share (the probability of each change). */
        REAL_CHANGED,
        /** The made images are nearly alike, compared with the real ones: share. */
        COLLAPSED,
        /** Numbers of D's verdicts on made images: mean, lowest, highest. */
        FAKE_SCORES,
        /** Numbers of D's verdicts on real images: mean, lowest, highest. */
        REAL_SCORES,
        /** D has judged images that were changed by chance before. */
        DISGUISED,
        /** D says about one half to everything: mean. */
        GUESSING,
        /** D takes most made images for real ones: fooled, count. */
        FOOLED,
        /** D is right about nearly all images: right, count. */
        TOLD_APART,
        /** D is right about some: right, count. */
        RIGHT,
        /** The loss knows no probabilities; mean logit of real and of made images, and their distance: real, fake, gap. */
        LOGIT_GAP,
        /** The loss compares pairs: in how many of them the real image has the higher score: right, count. */
        PAIRS,
        /** Numbers of {@link Stop#ERRORS}: fake, real, loss. */
        ERRORS,
        /** Cross-entropy no better and no worse than a coin's 2 ln 2: loss. */
        LIKE_A_COIN,
        /** Cross-entropy below a coin's: loss. */
        BETTER_THAN_A_COIN,
        /** Cross-entropy above a coin's: loss. */
        WORSE_THAN_A_COIN,
        /** A penalty comes on top: penalty. */
        PENALTY,
        /** Numbers of {@link Stop#BACKWARD_D}: norm. */
        D_GRADIENT,
        /** Real and made images pull most of D's weights in opposite directions: opposed, count. */
        OPPOSED,
        /** Numbers of {@link Stop#UPDATE_D}: ratio, predicted. */
        D_UPDATE,
        /** An update is large for its weights: ratio. */
        LARGE_UPDATE,
        /** An update is small for its weights: ratio. */
        SMALL_UPDATE,
        /** G's weights hash to what they were. */
        G_UNTOUCHED,
        /** Numbers of {@link Stop#RESCORE}: before, after, of D's loss. */
        D_LOSS,
        /** Most made images are judged lower than before: moved, count. */
        FAKES_DOWN,
        /** Not so: moved, count. */
        FAKES_MIXED,
        /** Most real images are judged higher than before: moved, count. */
        REALS_UP,
        /** Not so: moved, count. */
        REALS_MIXED,
        /** G will be scored on other images than these. */
        FRESH,
        /** Numbers of {@link Stop#G_ERROR}: mean, loss. */
        G_ERROR,
        /** Numbers of {@link Stop#G_ERROR} of a loss that has no targets 0 and 1: mean, loss. */
        G_SCORE,
        /** Chance has been drawn anew for the images that G is scored on: their verdicts are not those of the re-score. */
        NEW_CHANCE,
        /** G is far from convincing, and the loss pushes it all the more: mean, push. */
        FAR_BUT_PUSHED,
        /** Numbers of {@link Stop#BACKWARD_G}: norm, factor, slope. */
        G_GRADIENT,
        /** The loss is so flat here that G is hardly told anything: factor. */
        SATURATED,
        /** Numbers of {@link Stop#UPDATE_G}: ratio, predicted. */
        G_UPDATE,
        /** D's weights hash to what they were. */
        D_UNTOUCHED,
        /** An update has changed the other network too, which it must not. */
        TOUCHED,
        /** Numbers of {@link Stop#RESULT}: first, before, after, of D's mean verdict. */
        STORY,
        /** The same where D's first verdict was on other images, or by other chance: before, after. */
        ANSWER,
        /** G's step made most images more convincing: moved, count. */
        G_WORKED,
        /** Not so: moved, count. */
        G_DID_NOT_HELP,
        /** How much the change resembles the one that was asked for, on average: cosine. */
        DELIVERED;

        /** Its name in the messages of a page, such as {@code told-apart}. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
