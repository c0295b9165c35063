package dev.gannet.cli;

import dev.gannet.run.RunDir;
import dev.gannet.run.RunLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Other trainings on this machine. Within a step, threads wait for each other by spinning: where there are more of them than
 * cores, those that spin keep those off the cores that they wait for (docs/speed.md).
 */
final class Neighbours {
    private Neighbours() {}

    /**
     * What there is to say before a run begins: nothing if it leaves the others their share of the cores.
     *
     * @param run its neighbours are the runs beside it, in the same folder
     */
    static Optional<String> told(RunDir run, int threads, int cores) {
        List<String> others = of(run);
        int share = Math.max(1, cores / (others.size() + 1));
        if (others.isEmpty() || threads <= share) {
            return Optional.empty();
        }
        return Optional.of(
                ("also being trained: %s; with more threads than the %d cores, trainings mostly wait for each other;"
                                + " stop one, or give each %d: --threads %d, or 'gannet resume RUN --set threads=%d'")
                        .formatted(String.join(", ", others), cores, share, share, share));
    }

    private static List<String> of(RunDir run) {
        Path own = run.path().toAbsolutePath();
        Path folder = own.getParent();
        if (folder == null || !Files.isReadable(folder)) {
            return List.of();
        }
        return RunDir.list(folder).stream()
                .filter(other -> !other.path().equals(own))
                .filter(other -> Files.isReadable(other.lock()) && RunLock.isHeld(other))
                .map(RunDir::name)
                .toList();
    }
}
