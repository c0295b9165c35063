package dev.gannet.train;

import dev.gannet.config.Game;
import dev.gannet.config.RunConfig;
import dev.gannet.config.Settings;
import dev.gannet.config.UserException;
import dev.gannet.data.Batch;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.tensor.Noise;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView.Branch;
import dev.gannet.trace.DebugView.Duel;
import dev.gannet.trace.DebugView.Side;
import dev.gannet.trace.StepObserver;
import dev.gannet.trace.StepTrace;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Tensor;

/** Other futures of a run, from a step of it on, in networks of their own: the run does not notice. */
final class WhatIf {
    private static final int MOST_BATCHES = 64; // a duel sees these over and over: they are all in memory
    private static final int MOST_STEPS = 200;
    private static final String FREEZE = "freeze";
    private static final String D_STEPS = "d-steps";

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
        Change change = change(set);
        List<Batch> batches = ahead(change.config().recipe().game().dSteps());
        return new Branch(set, trace(new Change(trainer.config(), ""), batches), trace(change, batches));
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
                told.accept(new Duel(steps, strong.side(step == steps - 1), even.side(step == steps - 1)));
            }
        }
    }

    /** A changed configuration, and the network whose weights stay: g, d or none. */
    private record Change(RunConfig config, String frozen) {}

    private Change change(Map<String, String> set) {
        Map<String, String> settings = new LinkedHashMap<>(set);
        String frozen = Optional.ofNullable(settings.remove(FREEZE)).orElse("");
        Optional<String> dSteps = Optional.ofNullable(settings.remove(D_STEPS));
        if (!List.of("", "g", "d").contains(frozen)) {
            throw UserException.usage("freeze=%s: expected g or d".formatted(frozen));
        }
        for (String name : settings.keySet()) {
            if (!List.of("lr", "loss", "fakes").contains(name)) {
                throw UserException.usage(
                        "%s: a step can be tried with another lr, loss, fakes, d-steps or freeze".formatted(name));
            }
        }
        RunConfig config = Settings.apply(trainer.config(), settings);
        Game game = config.recipe().game();
        return new Change(dSteps.isEmpty() ? config : with(config, game.withDSteps(count(dSteps.get()))), frozen);
    }

    private static int count(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw UserException.usage("d-steps=%s: expected a number".formatted(text));
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
        trainer.tape().skipTo(position);
        return batches;
    }

    private StepTrace trace(Change change, List<Batch> batches) throws InterruptedException {
        StepTrace[] trace = {StepTrace.EMPTY};
        try (Lane lane = new Lane(change.config(), batches)) {
            lane.freeze(change.frozen());
            lane.step((stop, seen) -> trace[0] = trace[0].with(stop, seen));
        }
        return trace[0];
    }

    /** One future. */
    private final class Lane implements Batches, AutoCloseable {
        private final RunConfig config;
        private final List<Batch> batches;
        private final Gan gan;
        private final TrainStep steps;
        private final List<Double> real = new ArrayList<>();
        private final List<Double> fake = new ArrayList<>();
        private final List<Double> gradient = new ArrayList<>();
        private int taken;

        Lane(RunConfig config, List<Batch> batches) {
            this.config = config;
            this.batches = batches;
            this.gan = Models.of(config.recipe(), config.image(), new Noise(config.seed()));
            this.steps = new TrainStep(gan, config, from.step());
            from.copyInto(Trainer.tensors(gan, steps));
            steps.disguise.restore(from.strength());
            steps.ledger.guard().keep();
            steps.ledger.guard().lrScale(from.lrScale());
        }

        void freeze(String network) {
            switch (network) {
                case "g" -> steps.forger.lr(0);
                case "d" -> steps.detective.lr(0);
                default -> {}
            }
        }

        void step(StepObserver observer) throws InterruptedException {
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
            steps.run(this, true, (stop, seen) -> {
                        if (stop == Stop.BACKWARD_G) {
                            gradient.add(new WeightProbe(gan.generator()).norm());
                        }
                    })
                    .ifPresent(stats -> {
                        real.add(stats.realBefore());
                        fake.add(stats.fakeBefore());
                    });
        }

        @Override
        public Tensor take() {
            Batch batch = batches.get(taken++ % batches.size());
            return trainer.reals().of(batch, from.position() + taken);
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
