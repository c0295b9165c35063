package dev.gannet.checkpoint;

import dev.gannet.config.Build;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Durable;
import dev.gannet.storage.Manifest;
import dev.gannet.storage.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The checkpoint to use and those that were passed over.
 *
 * @param chosen the newest that is intact, if there is one
 * @param rejected newer ones that cannot be used, newest first
 */
public record Choice(Optional<Manifest> chosen, List<Rejected> rejected) {
    /**
     * A checkpoint that cannot be used.
     *
     * @param step its step
     * @param reason why not
     * @param damaged whether its content is not what was saved; otherwise nothing is known of it
     */
    public record Rejected(long step, String reason, boolean damaged) {}

    /** Looks for the newest one that is intact; reads every byte of those it looks at. */
    public static Choice newest(CheckpointStore store) {
        return newest(store, manifest -> true);
    }

    /** The newest intact one that looked healthy when it was saved, or if there is none, the newest intact one. */
    public static Choice newestHealthy(CheckpointStore store) {
        Choice healthy = newest(store, Manifest::healthy);
        return healthy.chosen().isPresent() ? healthy : newest(store);
    }

    /**
     * The intact one whose pictures scored best, or if none was scored, the newest intact one. Only what is the best so far is
     * saved with a score, so that is the newest that has one.
     */
    public static Choice best(CheckpointStore store) {
        Choice scored = newest(store, manifest -> manifest.score().isPresent());
        return scored.chosen().isPresent() ? scored : newest(store);
    }

    private static Choice newest(CheckpointStore store, Predicate<Manifest> wanted) {
        List<Rejected> rejected = new ArrayList<>();
        for (long step : steps(store).reversed()) {
            switch (store.verify(step)) {
                case Verdict.Intact(Manifest manifest) -> {
                    if (wanted.test(manifest)) {
                        return new Choice(Optional.of(manifest), rejected);
                    }
                }
                case Verdict.Damaged(String reason) -> rejected.add(new Rejected(step, reason, true));
                case Verdict.Unsealed _ ->
                    rejected.add(new Rejected(
                            step,
                            "has no MANIFEST.json; 'gannet verify RUN --adopt' makes one of what is there",
                            false));
                case Verdict.Newer(int format, String gannet) -> throw newer(store, step, format, gannet);
            }
        }
        return new Choice(Optional.empty(), rejected);
    }

    private static List<Long> steps(CheckpointStore store) {
        try {
            return store.steps();
        } catch (IOException e) {
            throw new UserException(Kind.CHECKPOINT, "checkpoints cannot be listed: " + Durable.reason(e), e);
        }
    }

    private static UserException newer(CheckpointStore store, long step, int format, String gannet) {
        return new UserException(
                Kind.CHECKPOINT,
                "%s: written by %s (format %d); this is %s (format %d); upgrade"
                        .formatted(store.at(step), gannet, format, Build.version(), Manifest.FORMAT));
    }

    /** One line for every checkpoint that was passed over. */
    public List<String> notices() {
        String next = chosen.map(manifest -> "; using step " + manifest.step()).orElse("");
        return rejected.stream()
                .map(one -> "step %d %s%s"
                        .formatted(
                                one.step(), one.damaged() ? "is damaged (" + one.reason() + ")" : one.reason(), next))
                .toList();
    }

    /**
     * The chosen one.
     *
     * @throws UserException (checkpoint) naming all that were rejected, if there is none
     */
    public Manifest orThrow(String run) {
        return chosen.orElseThrow(() -> new UserException(
                Kind.CHECKPOINT,
                "%s: has no checkpoint that can be used: %s".formatted(run, String.join("; ", notices()))));
    }
}
