package dev.gannet.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, SIGTERM and a closed terminal: the first asks to stop, the second leaves at once. Without, the JVM would unload the native
 * libraries while they compute, and die of it.
 */
final class Signals implements AutoCloseable {
    private static final int SIGNALLED = 128;

    private final AtomicInteger received = new AtomicInteger();
    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();
    private final Runnable first;

    private Signals(Runnable first) {
        this.first = first;
        for (String name : List.of("INT", "TERM", "HUP")) {
            Signal signal = new Signal(name);
            SignalHandler old = Signal.handle(signal, this::arrived);
            if (old.equals(SignalHandler.SIG_IGN)) { // nohup
                Signal.handle(signal, SignalHandler.SIG_IGN);
            } else {
                before.put(signal, old);
            }
        }
    }

    /** For who asks {@link #stopRequested} after every step. */
    static Signals listen() {
        return new Signals(() -> {});
    }

    /** For who does not ask: the thread is interrupted. */
    static Signals interrupting(Thread thread) {
        return new Signals(thread::interrupt);
    }

    private void arrived(Signal signal) {
        if (received.compareAndSet(0, signal.getNumber())) {
            first.run();
        } else {
            Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
        }
    }

    boolean stopRequested() {
        return received.get() != 0;
    }

    /** 130 after Ctrl-C, 143 after SIGTERM, 129 after the terminal has gone, 0 if nothing came. */
    int exitCode() {
        int signal = received.get();
        return signal == 0 ? 0 : SIGNALLED + signal;
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
