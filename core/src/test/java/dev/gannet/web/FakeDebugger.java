package dev.gannet.web;

import dev.gannet.trace.Act;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.Looks;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A debugger without a run: it steps through stops that show nothing but their names, and remembers what it was asked for. */
final class FakeDebugger implements Act<DebugView, Ask> {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<Ask> asked = new ArrayList<>();
    private final int room;
    private DebugView view = view(1, 4, Stop.READY, Optional.empty());

    FakeDebugger() {
        this(Integer.MAX_VALUE);
    }

    /** @param room how many requests it takes */
    FakeDebugger(int room) {
        this.room = room;
    }

    private static DebugView view(long version, long step, Stop stop, Optional<String> note) {
        Seen ready = new Seen.Ready(
                step + 1,
                0.25,
                16,
                4,
                1,
                2e-4,
                "non-saturating",
                true,
                true,
                Map.of("generator", "00", "discriminator", "11"));
        return new DebugView(
                version,
                DebugView.State.STOPPED,
                new DebugView.About("00001-dogs-dcgan-32", "0123456789ab", 1, "dogs", "dcgan", 1000),
                step,
                0.25,
                Optional.of(stop),
                StepTrace.EMPTY.with(Stop.READY, ready),
                Map.of(),
                List.of(),
                List.of("step 3  D 1.2  G 0.9", "step 4  D 1.1  G 1.0"),
                2,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Looks.NONE,
                List.of(),
                0,
                new LinkedHashMap<>(),
                List.of("next", "finish", "step", "rewind", "play", "go", "pause"),
                note);
    }

    @Override
    public synchronized DebugView view() {
        return view;
    }

    @Override
    public boolean ask(Ask request) {
        synchronized (this) {
            if (asked.size() >= room) {
                return false;
            }
            asked.add(request);
            Stop stop = view.reached().orElse(Stop.READY);
            long step = request instanceof Ask.Step || stop.next() == Stop.READY ? view.step() + 1 : view.step();
            Stop next = request instanceof Ask.Next ? stop.next() : Stop.READY;
            view = view(view.version() + 1, step, next, Optional.of("pretends to do: " + request));
        }
        changed();
        return true;
    }

    /** Tells everybody, as a trainer's thread would. */
    void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Everything it was asked for. */
    synchronized List<Ask> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Class<Ask> requests() {
        return Ask.class;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }
}
