package dev.gannet.plane;

import dev.gannet.config.Seeds;
import dev.gannet.data.Worker;
import dev.gannet.tensor.Engine;
import dev.gannet.trace.Act;
import dev.gannet.trace.plane.PlaneSettings;
import dev.gannet.trace.plane.SweepAsk;
import dev.gannet.trace.plane.SweepView;
import dev.gannet.trace.plane.SweepView.Common;
import dev.gannet.trace.plane.SweepView.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * The game that is played, at nine pairs of learning rates beside each other, on a thread of its own. All cells are trained
 * in turns, so that they can be compared at any time.
 */
final class Sweep implements Act<SweepView, SweepAsk>, AutoCloseable {
    /** Points that a cell shows. */
    static final int SHOWN = 160;

    private static final int MOST_WAITING = 8;
    private static final double FACTOR = 5; // between neighbours

    private final Supplier<Played> played;
    private final BlockingQueue<SweepAsk> requests = new LinkedBlockingQueue<>(MOST_WAITING);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Worker worker;
    private volatile SweepView view = SweepView.none(); // changed by the worker alone

    /** @param played what to train, asked when a sweep begins */
    Sweep(Supplier<Played> played) {
        this.played = played;
        this.worker = Worker.start("sweep", this::work);
    }

    private void work() {
        try {
            while (true) {
                switch (requests.take()) {
                    case SweepAsk.Start(int steps) -> sweep(played.get(), steps);
                    case SweepAsk.End _ -> {} // it has ended already
                }
            }
        } catch (InterruptedException e) {
            show(view.in(State.ENDED, Optional.empty()));
        } catch (RuntimeException | Error e) {
            show(view.in(State.ENDED, Optional.of("the sweep has ended by a mistake of ours: %s".formatted(e))));
            throw e;
        }
    }

    private void sweep(Played game, int steps) throws InterruptedException {
        Engine.start(1);
        PlaneSettings settings = game.settings();
        double[] lrD = rates(settings.lrD());
        double[] lrG = rates(settings.lrG());
        List<SweepCell> cells = new ArrayList<>();
        try {
            for (double g : lrG) {
                for (double d : lrD) {
                    cells.add(new SweepCell(game.data(), settings.withRates(d, g)));
                }
            }
            Optional<Common> common = Optional.of(common(game));
            show(new SweepView(
                    view.version() + 1, State.RUNNING, steps, common, lrD, lrG, shown(cells), Optional.empty()));
            State end = train(cells, steps) ? State.DONE : State.STOPPED;
            show(view.in(end, Optional.empty()));
        } finally {
            cells.forEach(SweepCell::close);
        }
    }

    /** Trains all of them, a piece each in turns; false if somebody wants something else before they are done. */
    private boolean train(List<SweepCell> cells, int steps) throws InterruptedException {
        for (int done = 0; done < steps; done += Arena.BETWEEN) {
            for (SweepCell cell : cells) {
                for (int i = done; i < Math.min(steps, done + Arena.BETWEEN); i++) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    if (!requests.isEmpty()) {
                        return false;
                    }
                    cell.step();
                }
                cell.measure();
                show(view.with(shown(cells)));
            }
        }
        return true;
    }

    private static List<SweepView.Cell> shown(List<SweepCell> cells) {
        return cells.stream().map(SweepCell::shown).toList();
    }

    private static Common common(Played game) {
        SplittableRandom random = new SplittableRandom(Seeds.mix(game.settings().seed(), -1));
        double[][] real = Points.brief(game.data().draw(random, SHOWN));
        return new Common(game.name(), game.settings(), real, game.data().modes().length);
    }

    /** A rate between a smaller and a larger one; all smaller, where the larger one would be above 1. */
    static double[] rates(double middle) {
        double largest = Math.min(1, FACTOR * middle);
        return Points.brief(new double[] {largest / FACTOR / FACTOR, largest / FACTOR, largest});
    }

    private void show(SweepView now) {
        view = now;
        listeners.forEach(Runnable::run);
    }

    @Override
    public SweepView view() {
        return view;
    }

    @Override
    public boolean ask(SweepAsk request) {
        return requests.offer(request);
    }

    @Override
    public Class<SweepAsk> requests() {
        return SweepAsk.class;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        worker.close();
    }
}
