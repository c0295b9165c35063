package dev.gannet.trace;

/**
 * Something live behind a page: it can be looked at from any thread and asked for things, which its own thread does.
 *
 * @param <V> what it shows, an immutable record that becomes JSON
 * @param <A> what it may be asked for, a sealed interface of records that JSON becomes
 */
public interface Act<V, A> {
    /** As it is now; never waits. */
    V view();

    /**
     * Asks for something; returns at once, done later, in order.
     *
     * @return whether there was room for it: too much may be waiting already
     */
    boolean ask(A request);

    /** The type of requests, for JSON. */
    Class<A> requests();

    /** Calls {@code listener} whenever {@link #view} has changed, on the act's own thread; it must not wait. */
    void onChange(Runnable listener);
}
