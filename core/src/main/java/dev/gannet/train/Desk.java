package dev.gannet.train;

import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;

/** What somebody else does between two steps, for whom this run is. */
interface Desk {
    /** Whether it is asked for something that is done between steps: saving, ending, other settings, another chapter. */
    boolean takes(Ask ask);

    /** Does it to the trainer, or to the run that it belongs to. */
    After serve(Ask ask, Trainer trainer) throws InterruptedException;

    /** The step that the trainer has just made is not by the run's rules. */
    void edited(DebugView.Edit edit);

    /** How it goes on after that. */
    enum After {
        /** As before. */
        SAME,
        /** The trainer plays by other rules: there is nothing to go back to. */
        CHANGED,
        /** The trainer is to be left, without another step. */
        LEAVE
    }
}
