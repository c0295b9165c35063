package dev.gannet.plane;

import dev.gannet.config.Choices;
import dev.gannet.config.UserException;
import dev.gannet.tensor.Engine;
import dev.gannet.trace.Stop;
import dev.gannet.trace.plane.DiracRule;
import dev.gannet.trace.plane.DiracView;
import dev.gannet.trace.plane.PlaneAsk;
import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.PlaneView;
import dev.gannet.trace.plane.PlaneView.Round;
import dev.gannet.trace.plane.PlaneView.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the game's thread does: steps, stops, requests, views. */
final class PlaneLoop implements Runnable {
    private static final long PUBLISH_NANOS = 100_000_000; // at most ten views a second while it plays
    private static final double NANOS = 1e9;
    private static final int MOST_MOMENTS = 240;
    private static final DiracRule FIRST_RULE = new DiracRule(0.2, 0, true, 1, 0);

    private final BlockingQueue<PlaneAsk> requests;
    private final Consumer<PlaneView> publisher;
    private volatile Played game; // changed by this thread alone
    private Optional<Arena> arena = Optional.empty();
    private Optional<RoundRecorder> recorder = Optional.empty();
    private Mode mode = Mode.PAUSED;
    private Optional<Stop> stop = Optional.empty();
    private DiracView dirac = new Dirac(FIRST_RULE).play();
    private Optional<String> note = Optional.empty();
    private double perSecond = 1000;
    private long version;
    private long publishedAt;
    private long nextStepAt;

    /** How it goes on. */
    private enum Mode {
        PAUSED,
        PLAYING,
        /** From stop to stop, waiting at each. */
        STOPS,
        /** To the end of this step, or one step. */
        FINISHING
    }

    /** Thrown through a step that is abandoned, with its networks. */
    private static final class Left extends RuntimeException {
        private static final long serialVersionUID = 1;

        Left() {
            super("left", null, false, false);
        }
    }

    /** @param publisher is given every view, on the thread that runs this */
    PlaneLoop(Played first, BlockingQueue<PlaneAsk> requests, Consumer<PlaneView> publisher) {
        this.game = first;
        this.requests = requests;
        this.publisher = publisher;
    }

    /** What is played now; asked by any thread. */
    Played played() {
        return game;
    }

    /** Plays until the thread is interrupted. */
    @Override
    public void run() {
        Engine.start(1); // the networks are too small for more threads
        try {
            begin(game);
            while (true) {
                serve();
                step();
            }
        } catch (InterruptedException e) {
            stop = Optional.empty();
            publish(State.ENDED);
        } finally {
            arena.ifPresent(Arena::close);
        }
    }

    private void begin(Played next) {
        arena.ifPresent(Arena::close);
        game = next;
        stop = Optional.empty();
        recorder = Optional.empty();
        arena = Optional.of(new Arena(next.data(), next.settings()));
        if (mode != Mode.PLAYING) {
            mode = Mode.PAUSED;
        }
        publish();
    }

    /** Does what is asked for between two steps, until the next one is to be made. */
    private void serve() throws InterruptedException {
        while (true) {
            long wait = switch (mode) {
                case PAUSED -> Long.MAX_VALUE;
                case PLAYING -> nextStepAt - System.nanoTime();
                case STOPS, FINISHING -> 0;
            };
            Optional<PlaneAsk> ask = Optional.ofNullable(requests.poll(Math.max(0, wait), TimeUnit.NANOSECONDS));
            if (ask.isPresent()) {
                obey(ask.get());
            } else if (mode != Mode.PAUSED) {
                return;
            }
        }
    }

    private void obey(PlaneAsk ask) {
        note = Optional.empty();
        switch (ask) {
            case PlaneAsk.Play(double rate) -> play(rate);
            case PlaneAsk.Pause _ -> mode = mode == Mode.PLAYING ? Mode.FINISHING : mode; // that step is shown in full
            case PlaneAsk.Step _ -> mode = Mode.FINISHING;
            case PlaneAsk.Next _ -> mode = Mode.STOPS;
            case PlaneAsk.Reset _ -> begin(game);
            case PlaneAsk.Preset(String name) ->
                tryOut(() -> Played.of(Choices.named("preset", name, Presets.byName())));
            case PlaneAsk.Setup(String name, PlaneSettings settings) -> tryOut(() -> game.with(name, settings));
            case PlaneAsk.Draw(double[][] points) -> begin(Played.on(points, game.settings()));
            case PlaneAsk.Csv csv -> begin(Played.on(csv.table(), game.settings()));
            case PlaneAsk.Dirac(DiracRule rule) -> play(rule);
        }
    }

    private void play(double rate) {
        perSecond = rate;
        mode = Mode.PLAYING;
        nextStepAt = System.nanoTime();
        publish();
    }

    private void play(DiracRule rule) {
        dirac = new Dirac(rule).play();
        publish();
    }

    private void tryOut(Supplier<Played> next) {
        try {
            begin(next.get());
        } catch (UserException e) {
            note = Optional.of(e.getMessage());
            publish();
        }
    }

    private void step() throws InterruptedException {
        Arena now = arena.orElseThrow();
        boolean shown = mode != Mode.PLAYING || System.nanoTime() - publishedAt >= PUBLISH_NANOS;
        Optional<RoundRecorder> eyes = shown ? Optional.of(now.recorder()) : Optional.empty();
        recorder = shown ? eyes : recorder;
        try {
            Optional<String> trouble = now.step(eyes, (at, seen) -> hold(at));
            note = trouble.isPresent() ? trouble : note;
        } catch (Left left) {
            obey(requests.take());
            return;
        }
        stop = Optional.empty();
        mode = mode == Mode.FINISHING ? Mode.PAUSED : mode;
        nextStepAt = Math.max(System.nanoTime(), nextStepAt + (long) (NANOS / perSecond));
        if (shown && mode != Mode.STOPS) {
            publish();
        }
    }

    /** Waits at a stop until somebody wants to go on. */
    private void hold(Stop at) throws InterruptedException {
        if (mode != Mode.STOPS || at == Stop.READY) {
            return;
        }
        stop = Optional.of(at);
        publish();
        while (true) {
            PlaneAsk ask = waitAndPeek();
            switch (ask) {
                case PlaneAsk.Reset _, PlaneAsk.Preset _, PlaneAsk.Setup _, PlaneAsk.Draw _, PlaneAsk.Csv _ ->
                    throw new Left();
                case PlaneAsk.Next _, PlaneAsk.Step _, PlaneAsk.Play _ -> {
                    obey(requests.take());
                    return;
                }
                case PlaneAsk.Pause _, PlaneAsk.Dirac _ -> obey(requests.take());
            }
        }
    }

    /** The oldest request, which stays in the queue. */
    private PlaneAsk waitAndPeek() throws InterruptedException {
        while (true) {
            Optional<PlaneAsk> ask = Optional.ofNullable(requests.peek());
            if (ask.isPresent()) {
                return ask.get();
            }
            Thread.sleep(10);
        }
    }

    private void publish() {
        publish(mode == Mode.PLAYING ? State.PLAYING : stop.isPresent() ? State.STOPPED : State.PAUSED);
    }

    private void publish(State state) {
        publishedAt = System.nanoTime();
        version++;
        publisher.accept(draw(state));
    }

    private PlaneView draw(State state) {
        Arena now = arena.orElseThrow();
        return new PlaneView(
                version,
                state,
                perSecond,
                game.preset(),
                game.name(),
                List.copyOf(Distribution.byName().keySet()),
                game.origin(),
                Presets.all(),
                game.settings(),
                game.data().modes(),
                game.data().sigma(),
                now.step(),
                stop,
                now.reading(),
                recorder.map(RoundRecorder::round).orElse(Round.none()),
                now.heat(),
                now.manifold(),
                now.metrics(),
                thinned(now.history()),
                new Judge(game.data().modes().length).of(now.history()),
                dirac,
                note);
    }

    /** At most so many moments at even distances, the newest among them. */
    private static <T> List<T> thinned(List<T> all) {
        int every = (all.size() + MOST_MOMENTS - 1) / MOST_MOMENTS;
        List<T> some = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i -= Math.max(1, every)) {
            some.addFirst(all.get(i));
        }
        return List.copyOf(some);
    }
}
