package dev.gannet.train;

import java.util.Optional;

/** Lets a trainer make its next step: at once, or as slowly as somebody wants to watch. */
@FunctionalInterface
interface Stepper extends AutoCloseable {
    /** At once. */
    Stepper FREELY = Trainer::step;

    /**
     * Makes exactly one step, however often it is made.
     *
     * @return as {@link Trainer#step}
     */
    Optional<StepStats> step(Trainer trainer, boolean watch, Witness witness) throws InterruptedException;

    /** The trainer's state has been changed from outside: what could be gone back to is gone. */
    default void forget(Trainer trainer) {}

    /** Seconds so far that the trainer was held, which are no training time. */
    default double heldSeconds() {
        return 0;
    }

    @Override
    default void close() {}
}
