package dev.gannet.trace;

/** Is told what a step does, on the thread that trains, which waits meanwhile. */
@FunctionalInterface
public interface StepObserver {
    /**
     * The step has got here.
     *
     * @throws InterruptedException if the thread is to end; the step is then abandoned
     */
    void at(Stop stop, Seen seen) throws InterruptedException;
}
