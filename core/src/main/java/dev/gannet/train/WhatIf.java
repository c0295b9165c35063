package dev.gannet.train;

import dev.gannet.config.Game;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.data.Batch;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.loss.Losses;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView.Branch;
import dev.gannet.trace.DebugView.Duel;
import dev.gannet.trace.DebugView.Side;
import dev.gannet.trace.Look;
import dev.gannet.trace.StepObserver;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Strip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** Other futures of a run, from a step of it on, in networks of their own: the run does not notice. */
final class WhatIf {
    private static final int MOST_BATCHES = 64; // a duel sees these over and over: they are all in memory
    private static final int MOST_STEPS = 200;

    private final Trainer trainer;
    private final Snapshot from;

    WhatIf(Trainer trainer, Snapshot from) {
        this.trainer = trainer;
        this.from = from;
    }

    /**
     * The step from there, as it is and with something changed.
     *
     * @param set as in {@link Ask.Branch}
     * @throws UserException (usage) if a name is not known or a value does not fit
     */
    Branch branch(Map<String, String> set) throws InterruptedException {
        WhatIfChange change = change(set);
        return new Branch(set, trace(WhatIfChange.none(trainer.config())), trace(change));
    }

    private StepTrace trace(WhatIfChange change) throws InterruptedException {
        try (Lane lane = lane(change)) {
            return lane.trace();
        }
    }

    /**
     * What the step from there comes to with something changed; the caller closes it.
     *
     * @param set as in {@link Ask.Branch}
     * @throws UserException (diverged) if a number in it is none
     */
    Snapshot outcome(Map<String, String> set) throws InterruptedException {
        try (Lane lane = lane(change(set))) {
            from.restoreLosses(lane.steps.ledger);
            lane.steps.run(lane, false);
            lane.steps.ledger.trouble().ifPresent(bad -> {
                throw new UserException(
                        UserException.Kind.DIVERGED, "with this change: %s; the step stays as it is".formatted(bad));
            });
            return from.then(dSteps(trainer.config()), lane.steps, Trainer.tensors(lane.gan, lane.steps));
        }
    }

    private WhatIfChange change(Map<String, String> set) {
        return WhatIfChange.of(trainer.config(), set, WhatIfChange.layers(trainer.gan()), from.step());
    }

    /** Where the step is about to be made with a change. What D sees more comes first: it ends with the run's own batches. */
    private Lane lane(WhatIfChange change) throws InterruptedException {
        int own = dSteps(trainer.config());
        int taken = dSteps(change.config()) * (change.lead() + 1);
        List<Batch> batches = ahead(Math.max(own, Math.min(taken, MOST_BATCHES)));
        Lane lane = new Lane(change.config(), batches);
        try {
            lane.taken = Math.floorMod(own - taken, batches.size());
            lane.begin(change);
            return lane;
        } catch (RuntimeException | InterruptedException e) {
            lane.close();
            throw e;
        }
    }

    /** Two futures; told after every step of either. */
    void duel(Ask.Duel asked, Consumer<Duel> told) throws InterruptedException {
        int steps = Math.clamp(asked.steps(), 1, MOST_STEPS);
        RunConfig config = trainer.config();
        Game game = config.recipe().game();
        List<Batch> batches = ahead(MOST_BATCHES);
        Lane even = new Lane(with(config, game.withDSteps(1)), batches);
        try (Lane strong = new Lane(with(config, game.withDSteps(asked.dSteps())), batches);
                even) {
            for (int step = 0; step < steps; step++) {
                even.step();
                strong.step();
                boolean last = step == steps - 1;
                told.accept(new Duel(steps, even.loss.probability(), strong.side(last), even.side(last)));
            }
        }
    }

    private static int dSteps(RunConfig config) {
        return config.recipe().game().dSteps();
    }

    /** What is found in the step from there by looking from beside it. */
    Look look(Ask.Looking asked) throws InterruptedException {
        RunConfig config = trainer.config();
        try (Lane lane = new Lane(config, ahead(dSteps(config)))) {
            Beside beside = Beside.of(asked, config, lane.gan, lane.steps.forward);
            lane.steps.run(lane, false, beside);
            return beside.found(from.step() + 1);
        }
    }

    private static RunConfig with(RunConfig config, Game game) {
        return config.withRecipe(config.recipe().withGame(game));
    }

    /** The batches from there on. */
    private List<Batch> ahead(int count) throws InterruptedException {
        long position = trainer.tape().position();
        trainer.tape().goTo(from.position());
        List<Batch> batches = trainer.tape().ahead(count);
        trainer.tape().goTo(position);
        return batches;
    }

    /** One future. */
    private final class Lane implements Batches, AutoCloseable {
        private final RunConfig config;
        private final List<Batch> batches;
        private final Gan gan;
        private final TrainStep steps;
        private final AdversarialLoss loss;
        private final List<Double> real = new ArrayList<>();
        private final List<Double> fake = new ArrayList<>();
        private final List<Double> gradient = new ArrayList<>();
        private int taken;

        Lane(RunConfig config, List<Batch> batches) {
            this.config = config;
            this.batches = batches;
            this.gan = Models.of(trainer.config().recipe(), config.image(), new Noise(config.seed()), config.device());
            this.loss = Losses.of(config.recipe().game().loss());
            this.steps = new TrainStep(gan, config, from.step());
            from.copyInto(Trainer.tensors(gan, steps));
            steps.disguise.restore(from.strength());
            steps.ledger.guard().keep();
            steps.ledger.guard().lrScale(from.lrScale());
        }

        /** Makes the rules those of the change, and D learn as many steps alone as it says. */
        void begin(WhatIfChange change) throws InterruptedException {
            if (!change.frozen().isEmpty()) {
                Player player = change.frozen().startsWith("g:") ? steps.forger : steps.detective;
                player.freeze(change.frozen().substring(2));
                from.copyInto(Trainer.tensors(gan, steps)); // what the optimizer remembers of the others
            }
            steps.detective.lr(change.lrD());
            lead(change.lead());
            steps.forger.lr(change.lrG());
        }

        /** D takes steps alone, on noise of steps to come; of G and what belongs to it, nothing has changed after them. */
        private void lead(int times) throws InterruptedException {
            steps.forger.lr(0);
            steps.step = from.step() + 1;
            for (int i = 0; i < times; i++) {
                steps.run(this, false);
            }
            steps.step = from.step();
            Map<String, SequencedMap<String, Tensor>> others = Trainer.tensors(gan, steps);
            others.keySet().removeIf(group -> group.startsWith("discriminator"));
            from.copyInto(others);
            steps.ledger.guard().keep();
        }

        StepTrace trace() throws InterruptedException {
            StepTrace[] trace = {StepTrace.EMPTY};
            step((stop, seen) -> trace[0] = trace[0].with(stop, seen));
            return trace[0];
        }

        private void step(StepObserver observer) throws InterruptedException {
            Recorder recorder = new Recorder(
                    config,
                    gan,
                    steps.forward,
                    new Recorder.Looking(
                            from.step() + 1,
                            trainer.epoch(),
                            steps.ledger.guard().lr(config.recipe().game(), from.step()),
                            from.hashes()),
                    () -> trainer.names(batches.get((taken - 1) % batches.size())),
                    observer);
            steps.run(this, false, recorder);
        }

        /** A step of which only a few numbers are kept. */
        void step() throws InterruptedException {
            double[] said = new double[2]; // to real images, to made ones
            steps.run(this, true, (stop, seen) -> {
                        switch (stop) {
                            case D_ON_REALS -> said[0] = verdict(seen[0]);
                            case D_ON_FAKES -> said[1] = verdict(seen[0]);
                            case BACKWARD_G -> gradient.add(new WeightProbe(gan.generator()).norm());
                            case READY, NOISE, GENERATE, REAL, ERRORS, BACKWARD_D, UPDATE_D -> {}
                            case RESCORE, G_ERROR, UPDATE_G, RESULT -> {}
                        }
                    })
                    .ifPresent(stats -> {
                        real.add(said[0]);
                        fake.add(said[1]);
                    });
        }

        private double verdict(Tensor logits) {
            return Images.mean(loss.shown(logits.detach()));
        }

        @Override
        public Tensor take() {
            int at = taken++ % batches.size();
            return trainer.reals().of(batches.get(at), from.position() + at + 1); // mirrored as the run does
        }

        @Override
        public Optional<Tensor> classes() {
            return trainer.reals().classes(batches.get(taken % batches.size()));
        }

        Side side(boolean last) {
            Optional<Strip> images = last
                    ? Optional.of(new Sketch(config.image(), 8)
                            .of(new Painter(gan.shown(), config.recipe(), config.image(), new Noise(config.seed()))
                                    .grid(8)))
                    : Optional.empty();
            return new Side(
                    config.recipe().game().dSteps(),
                    List.copyOf(real),
                    List.copyOf(fake),
                    List.copyOf(gradient),
                    images);
        }

        @Override
        public void close() {
            steps.close();
            gan.close();
        }
    }
}
