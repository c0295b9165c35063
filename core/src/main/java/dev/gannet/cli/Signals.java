package dev.gannet.cli;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Ctrl-C and SIGTERM: the first asks to stop after this step, the second leaves at once. */
final class Signals implements AutoCloseable {
    private static final int SIGNALLED = 128;

    private final AtomicInteger received = new AtomicInteger();
    private final Signal interrupt = new Signal("INT");
    private final Signal terminate = new Signal("TERM");
    private final SignalHandler oldInterrupt;
    private final SignalHandler oldTerminate;

    private Signals() {
        oldInterrupt = Signal.handle(interrupt, this::arrived);
        oldTerminate = Signal.handle(terminate, this::arrived);
    }

    static Signals listen() {
        return new Signals();
    }

    private void arrived(Signal signal) {
        if (!received.compareAndSet(0, signal.getNumber())) {
            Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
        }
    }

    boolean stopRequested() {
        return received.get() != 0;
    }

    /** 130 after Ctrl-C, 143 after SIGTERM, 0 if nothing came. */
    int exitCode() {
        int signal = received.get();
        return signal == 0 ? 0 : SIGNALLED + signal;
    }

    @Override
    public void close() {
        Signal.handle(interrupt, oldInterrupt);
        Signal.handle(terminate, oldTerminate);
    }
}
