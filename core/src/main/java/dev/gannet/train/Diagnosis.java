package dev.gannet.train;

import dev.gannet.checkpoint.Recovery;
import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Why a run has been given up, as {@code diagnosis.json} holds it.
 *
 * @param step the last step
 * @param firstBad the tensor whose numbers were first not finite, and what it held
 * @param skipped steps that were skipped, in all
 * @param wentBackAt steps at which the run went back to a checkpoint
 * @param lost steps that were taken back, in all
 * @param lr the learning rate at the end
 * @param advice what to try
 */
public record Diagnosis(
        long step, String firstBad, long skipped, List<Long> wentBackAt, long lost, double lr, String advice) {
    /** Of a trainer that cannot go on. */
    static Diagnosis of(Trainer trainer, Recovery recovery, String firstBad) {
        return new Diagnosis(
                trainer.step(),
                firstBad,
                recovery.skipped(),
                recovery.rollbacks(),
                recovery.lost(),
                trainer.lr(),
                "try --lr %s or less, or --precision fp32".formatted((float) trainer.lr() / 2));
    }

    /**
     * Writes it into the run's folder.
     *
     * @return what the user is told
     */
    UserException write(Path run) throws IOException {
        Path file = run.resolve("diagnosis.json");
        Files.write(file, (new Json().pretty(this) + "\n").getBytes(StandardCharsets.UTF_8));
        return new UserException(
                UserException.Kind.DIVERGED,
                "step %,d: %s, after going back to a checkpoint %d times; %s; see %s"
                        .formatted(step, firstBad, wentBackAt.size(), advice, file));
    }
}
