package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.checkpoint.TrainState;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.run.RunDir;
import dev.gannet.tensor.Engine;
import dev.gannet.trace.StepTrace;

/** The step after a checkpoint, made in memory and recorded from its beginning to its end. Nothing is written. */
public final class OneStep {
    private OneStep() {}

    /**
     * Makes the step as the run makes it.
     *
     * @param images the run's; stay the caller's
     * @param checkpoint its step; one that is intact
     * @return what it has shown at every stop
     * @throws dev.gannet.config.UserException if the checkpoint or the images cannot be read
     */
    public static StepTrace after(RunDir run, ImageSource images, long checkpoint) throws InterruptedException {
        try (Trainer trainer = trainer(run, run.config(), images, checkpoint)) {
            StepTrace[] trace = {StepTrace.EMPTY};
            trainer.step(
                    false,
                    Recorder.of(
                            trainer,
                            Snapshot.hashes(trainer.tensors()),
                            (stop, seen) -> trace[0] = trace[0].with(stop, seen)));
            return trace[0];
        }
    }

    /** A trainer of its own, as the run's was at a checkpoint, on the run's device if it is at hand; the caller closes it. */
    static Trainer trainer(RunDir run, RunConfig config, ImageSource images, long checkpoint) {
        Checkpoints checkpoints = new Checkpoints(Training.store(run));
        TrainState state = checkpoints.state(checkpoint);
        Trainer trainer =
                new Trainer(config.withDevice(Engine.atHand(config.device())), images, checkpoint, state.lost());
        try {
            trainer.load(checkpoints, checkpoint, state.recovery().lrScale());
            trainer.ledger().lossD().restore(state.lossD());
            trainer.ledger().lossG().restore(state.lossG());
            trainer.disguise().restore(state.strength());
            return trainer;
        } catch (RuntimeException e) {
            trainer.close();
            throw e;
        }
    }
}
