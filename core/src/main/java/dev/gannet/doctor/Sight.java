package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;

/** What a rule says to one measured step. */
sealed interface Sight {
    /** Nothing to go by: too early, not measured here, or without meaning for this loss. */
    record Unseen() implements Sight {}

    /** All is well. */
    record Well() implements Sight {}

    /**
     * Something is wrong.
     *
     * @param severity how bad it is
     * @param what with the number, a sentence
     * @param why it matters, a sentence
     * @param advice what to try, with the exact option, a sentence
     */
    record Ill(Severity severity, String what, String why, String advice) implements Sight {}

    /** Nothing to go by. */
    Sight UNSEEN = new Unseen();

    /** All is well. */
    Sight WELL = new Well();
}
