package dev.gannet.train;

import dev.gannet.checkpoint.Choice;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.ImageSource;
import dev.gannet.doctor.Headroom;
import dev.gannet.loss.Losses;
import dev.gannet.run.RunDir;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Stop;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** Lets D learn on alone for a while, in a copy of a run's networks, and measures what that does to G. */
public final class HeadroomProbe {
    /** DOCTOR B6. */
    public static final int STEPS = 200;

    private static final int MEASURED = 5; // steps, at either end

    private HeadroomProbe() {}

    /**
     * Probes the newest checkpoint. Nothing in the run's folder changes; it may go on meanwhile.
     *
     * @param images the run's images; stay the caller's
     * @param steps twice {@value #MEASURED} at least
     * @param notice told, in one line each, which newer checkpoints cannot be used and why
     * @throws UserException (checkpoint) if there is none that can be used
     */
    public static Headroom of(RunDir run, ImageSource images, int steps, Consumer<String> notice)
            throws InterruptedException {
        Choice choice = Choice.newest(Training.store(run));
        if (choice.chosen().isEmpty() && choice.rejected().isEmpty()) {
            throw new UserException(
                    Kind.CHECKPOINT, "%s: has no checkpoint yet; train it a little first".formatted(run.path()));
        }
        long step = choice.orThrow(run.path().toString()).step();
        choice.notices().forEach(notice);
        try (Trainer trainer = OneStep.trainer(run, run.config(), images, step)) {
            trainer.freezeForger();
            Ends ends = new Ends(trainer, steps);
            for (int i = 0; i < steps; i++) {
                ends.begin(i);
                trainer.step(false, ends);
            }
            return new Headroom(
                    step,
                    steps,
                    mean(ends.accuracy, 0),
                    mean(ends.accuracy, MEASURED),
                    mean(ends.gradient, 0),
                    mean(ends.gradient, MEASURED));
        }
    }

    private static double mean(double[] values, int from) {
        return Arrays.stream(values, from, from + MEASURED).average().orElse(0);
    }

    /** Looks at the first few steps and at the last. */
    private static final class Ends implements Witness {
        private final double[] accuracy = new double[2 * MEASURED];
        private final double[] gradient = new double[2 * MEASURED];
        private final Trainer trainer;
        private final double boundary;
        private final int steps;
        private int at; // which of those that are measured; -1 for none

        Ends(Trainer trainer, int steps) {
            this.boundary = Losses.of(trainer.config().recipe().game().loss()).boundary();
            this.trainer = trainer;
            this.steps = steps;
        }

        void begin(int step) {
            int last = step - (steps - MEASURED); // from 0 on, one of the last
            if (step < MEASURED) {
                at = step;
            } else {
                at = last < 0 ? -1 : MEASURED + last;
            }
        }

        @Override
        public void at(Stop stop, Tensor... seen) {
            if (at < 0) {
                return;
            }
            switch (stop) {
                case D_ON_FAKES -> accuracy[at] += (1 - above(seen[0])) / 2;
                case D_ON_REALS -> accuracy[at] += above(seen[0]) / 2;
                case BACKWARD_G -> gradient[at] = new WeightProbe(trainer.gan().generator()).norm();
                case READY,
                        NOISE,
                        GENERATE,
                        REAL,
                        ERRORS,
                        BACKWARD_D,
                        UPDATE_D,
                        RESCORE,
                        G_ERROR,
                        UPDATE_G,
                        RESULT -> {}
            }
        }

        /** The share of images that D takes for real. */
        private double above(Tensor logits) {
            return Arrays.stream(TensorBytes.doubles(logits))
                    .map(logit -> logit > boundary ? 1 : 0)
                    .average()
                    .orElse(0);
        }
    }
}
