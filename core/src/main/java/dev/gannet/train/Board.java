package dev.gannet.train;

import dev.gannet.config.RunConfig;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.trace.Act;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import dev.gannet.trace.DebugView.State;
import dev.gannet.trace.Look;
import dev.gannet.trace.Looks;
import dev.gannet.trace.Narration;
import dev.gannet.trace.Narrator;
import dev.gannet.trace.Question;
import dev.gannet.trace.Quiz;
import dev.gannet.trace.Seen;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Where a page and a training meet: requests are left here by any thread, views are put up by the thread that trains.
 * Neither ever waits for the other.
 */
public final class Board implements Act<DebugView, Ask> {
    private static final int MOST_WAITING = 64;
    private static final int LEDGER = 50;
    private static final long FREE_EVERY_NANOS = 1_000_000_000;
    private static final long LOOK_UP_MILLIS = 50; // whether the run is to end

    private DebugView.About about;
    private final List<String> allowed;
    private final BlockingDeque<Ask> requests = new LinkedBlockingDeque<>(MOST_WAITING);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Deque<String> ledger = new ArrayDeque<>();
    private State state = State.ENDED;
    private long step;
    private double epoch;
    private StepTrace trace = StepTrace.EMPTY;
    private Map<Stop, List<Narration>> narration = Map.of();
    private List<Question> questions = List.of();
    private int rewindable;
    private Optional<DebugView.Replay> replay = Optional.empty();
    private Optional<DebugView.Branch> branch = Optional.empty();
    private List<DebugView.Edit> edits = List.of();
    private Optional<DebugView.Duel> duel = Optional.empty();
    private Looks looks = Looks.NONE;
    private List<DebugView.Chapter> chapters = List.of();
    private int chapter;
    private SequencedMap<String, List<String>> changes = new LinkedHashMap<>();
    private Optional<String> note = Optional.empty();
    private long version;
    private long publishedAt;
    private volatile DebugView view;

    /**
     * An empty board for a run.
     *
     * @param allowed the names of the requests that are served here
     */
    public Board(RunDir run, RunConfig config, List<String> allowed) {
        this.about = DebugView.About.of(run.name(), config);
        this.allowed = List.copyOf(allowed);
        this.view = draw();
    }

    @Override
    public DebugView view() {
        return view;
    }

    @Override
    public boolean ask(Ask request) {
        return requests.offerLast(request);
    }

    @Override
    public Class<Ask> requests() {
        return Ask.class;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** The run's images are open. */
    void opens(int images) {
        about = about.of(images);
        publish();
    }

    /** The oldest request; waits for one so long, less if {@code ended}. */
    Optional<Ask> next(double seconds, BooleanSupplier ended) throws InterruptedException {
        long start = System.nanoTime();
        while (!ended.getAsBoolean()) {
            double left = seconds - (System.nanoTime() - start) / 1e9;
            if (left <= 0) {
                return Optional.empty();
            }
            long millis = Math.min(LOOK_UP_MILLIS, Math.max(1, Math.round(left * 1000)));
            Optional<Ask> ask = Optional.ofNullable(requests.pollFirst(millis, TimeUnit.MILLISECONDS));
            if (ask.isPresent()) {
                return ask;
            }
        }
        return Optional.empty();
    }

    /** The oldest request, if there is one. */
    Optional<Ask> poll() {
        return Optional.ofNullable(requests.pollFirst());
    }

    /** Whether a request is waiting. */
    boolean isAsked() {
        return !requests.isEmpty();
    }

    /** A request that could not be served yet comes first again. */
    void again(Ask ask) {
        if (!requests.offerFirst(ask)) {
            note("too many requests are waiting");
        }
    }

    /** Training goes on freely: told when that is new, and once a second. */
    void trains(Trainer trainer) {
        if (state != State.TRAINING || System.nanoTime() - publishedAt > FREE_EVERY_NANOS) {
            at(trainer);
            state = State.TRAINING;
            publish();
        }
    }

    void state(State now) {
        if (state != now) {
            state = now;
            publish();
        }
    }

    void arrived(Trainer trainer, Stop stop, Seen seen, int back, State now) {
        state = now;
        if (seen instanceof Seen.Result result) {
            write(result.ledger());
        }
        at(trainer);
        show(trace.with(stop, seen));
        rewindable = back;
        changes = WhatIfChange.offered(trainer.config(), WhatIfChange.layers(trainer.gan()), trainer.step());
        publish();
    }

    private void write(String line) {
        ledger.addLast(line);
        if (ledger.size() > LEDGER) {
            ledger.removeFirst();
        }
    }

    private void at(Trainer trainer) {
        step = trainer.step();
        epoch = trainer.epoch();
    }

    void replayed(DebugView.Replay compared) {
        replay = Optional.of(compared);
        publish();
    }

    void branch(DebugView.Branch tried) {
        branch = Optional.of(tried);
        publish();
    }

    /** The branch that was tried last, if it is one of this step. */
    Optional<DebugView.Branch> branchOf(long number) {
        return branch.filter(tried -> tried.step() == number);
    }

    /** What a log knows of the steps up to one that a branch has taken the place of. */
    void edits(List<RunEvent> log, long upTo) {
        edits = RunEvent.all(log, RunEvent.Edited.class).stream()
                .filter(edited -> edited.step() <= upTo)
                .map(edited -> new DebugView.Edit(edited.step(), edited.set()))
                .toList();
        publish();
    }

    /** A branch has taken the place of its step. */
    void edited(DebugView.Edit edit) {
        branch.flatMap(tried -> tried.changed().at(Stop.RESULT, Seen.Result.class))
                .ifPresent(result -> write(result.ledger() + " (edited)"));
        branch = Optional.empty();
        edits = Stream.concat(edits.stream(), Stream.of(edit)).toList();
        publish();
    }

    void discard() {
        branch = Optional.empty();
        publish();
    }

    void duel(DebugView.Duel fought) {
        duel = Optional.of(fought);
        publish();
    }

    void looked(Look found) {
        looks = looks.with(found);
        publish();
    }

    void chapters(List<DebugView.Chapter> all, int current) {
        chapters = List.copyOf(all);
        chapter = current;
        publish();
    }

    void note(String text) {
        note = Optional.of(text);
        publish();
    }

    void clearNote() {
        if (note.isPresent()) {
            note = Optional.empty();
            publish();
        }
    }

    /** The steps that were looked at are over: it trains freely, or from somewhere else. */
    void forget(Trainer trainer) {
        at(trainer);
        state = State.TRAINING;
        show(StepTrace.EMPTY);
        changes = new LinkedHashMap<>();
        rewindable = 0;
        replay = Optional.empty();
        publish();
    }

    private void show(StepTrace now) {
        trace = now;
        narration = Narrator.of(now);
        questions = Quiz.of(now);
    }

    private void publish() {
        publishedAt = System.nanoTime();
        version++;
        view = draw();
        listeners.forEach(Runnable::run);
    }

    private DebugView draw() {
        return new DebugView(
                version,
                state,
                about,
                step,
                epoch,
                trace.reached(),
                trace,
                narration,
                questions,
                List.copyOf(ledger),
                rewindable,
                replay,
                branch,
                edits,
                duel,
                looks,
                chapters,
                chapter,
                changes,
                allowed,
                note);
    }
}
