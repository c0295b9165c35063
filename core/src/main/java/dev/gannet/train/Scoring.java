package dev.gannet.train;

import dev.gannet.evaluate.Best;
import dev.gannet.evaluate.Judge;
import dev.gannet.evaluate.Plateau;
import dev.gannet.run.RunEvent.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How good a run's pictures are, now and then: which are the best so far, and whether they still get better. */
final class Scoring implements AutoCloseable {
    private final Optional<Judge> judge;
    private final Optional<Plateau> until;
    private final List<Scores> scores = new ArrayList<>();
    private double seconds;

    /** Scores by {@code judge}, who is closed with this; none if empty. */
    Scoring(Optional<Judge> judge, Optional<Plateau> until) {
        this.judge = judge;
        this.until = until;
    }

    /** As it is wished. */
    static Scoring of(Supervision by, Trainer trainer) throws InterruptedException {
        Optional<Judge> judge = by.judging().isPresent() ? by.judging().get().over(trainer.images()) : Optional.empty();
        return new Scoring(judge, by.until());
    }

    /** What the run has been given before it was interrupted. */
    void restore(List<Scores> before) {
        scores.addAll(before);
    }

    /** The scores of a trainer as it is, if it is time for them. */
    Optional<Scores> look(Trainer trainer, double trained) {
        if (judge.filter(one -> one.due(trained)).isEmpty()) {
            return Optional.empty();
        }
        Scores now = judge.get().judge(trainer.step(), trained, trainer::fresh);
        scores.add(now);
        seconds += now.seconds();
        return Optional.of(now);
    }

    /** Whether the newest scores are the best: see {@link Best}. */
    boolean isBest() {
        return Best.of(scores).equals(Optional.of(scores.getLast()));
    }

    /** Whether the run was to end when it does not get better any more, and does not. */
    boolean isOver() {
        return until.filter(plateau -> plateau.reached(scores)).isPresent();
    }

    @Override
    public void close() {
        judge.ifPresent(Judge::close);
    }

    /** What the looks have taken since this began; no training. */
    double seconds() {
        return seconds;
    }
}
