package dev.gannet.plane;

import dev.gannet.config.Choices;
import dev.gannet.data.Worker;
import dev.gannet.trace.Act;
import dev.gannet.trace.plane.PlaneAsk;
import dev.gannet.trace.plane.PlaneView;
import dev.gannet.trace.plane.PointTable;
import dev.gannet.trace.plane.SweepAsk;
import dev.gannet.trace.plane.SweepView;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The game in the plane, played on a thread of its own: requests come from any thread, views go to any thread, and neither
 * waits for the other. It begins paused.
 *
 * <pre>{@code
 * try (PlaneGame game = new PlaneGame("good")) {
 *     game.ask(new PlaneAsk.Play(100));
 *     // a server shows game.view() to people
 * }
 * }</pre>
 */
public final class PlaneGame implements Act<PlaneView, PlaneAsk>, AutoCloseable {
    private static final int MOST_WAITING = 64;

    private final BlockingQueue<PlaneAsk> requests = new LinkedBlockingQueue<>(MOST_WAITING);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Worker worker;
    private final Sweep sweep;
    private volatile PlaneView view;

    /**
     * A game with the data and settings of a preset; loads libtorch, which takes about a second.
     *
     * @throws dev.gannet.config.UserException (usage) if there is no such preset
     */
    public PlaneGame(String preset) {
        this(Played.of(Choices.named("preset", preset, Presets.byName())));
    }

    /** A game on the points of a table, with the settings of the first preset. */
    public PlaneGame(PointTable table) {
        this(Played.on(table, Presets.all().getFirst().settings()));
    }

    private PlaneGame(Played first) {
        CompletableFuture<PlaneView> opening = new CompletableFuture<>();
        PlaneLoop loop = new PlaneLoop(first, requests, now -> {
            if (!opening.complete(now)) {
                show(now);
            }
        });
        this.worker = Worker.start("plane", () -> {
            try {
                loop.run();
            } catch (RuntimeException | Error e) {
                if (!opening.completeExceptionally(e)) {
                    show(view.ended("the game has ended by a mistake of ours: %s".formatted(e)));
                }
                throw e;
            }
        });
        this.view = opening.join();
        this.sweep = new Sweep(loop::played);
    }

    private void show(PlaneView now) {
        view = now;
        listeners.forEach(Runnable::run);
    }

    /** What becomes of the game that is played at other learning rates; ends with this. */
    public Act<SweepView, SweepAsk> sweep() {
        return sweep;
    }

    /** The names of the presets. */
    public static List<String> presets() {
        return List.copyOf(Presets.byName().keySet());
    }

    @Override
    public PlaneView view() {
        return view;
    }

    @Override
    public boolean ask(PlaneAsk request) {
        return requests.offer(request);
    }

    @Override
    public Class<PlaneAsk> requests() {
        return PlaneAsk.class;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Ends the game and its sweep and waits for their threads, which free everything native. */
    @Override
    public void close() {
        sweep.close();
        worker.close();
    }
}
