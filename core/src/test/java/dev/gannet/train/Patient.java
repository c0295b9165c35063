package dev.gannet.train;

import dev.gannet.config.Cadence;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.evaluate.Judge;
import dev.gannet.nn.Net;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Severity;
import dev.gannet.trace.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** A small training that the doctor watches as it watches a run, with somebody who may spoil its steps. */
final class Patient {
    static final int TICK = 5;
    static final int SCORES = 50;

    /** Spoils steps: sees what a witness sees and, unlike one, may change it. */
    @FunctionalInterface
    interface Sabotage {
        Sabotage NONE = (trainer, step, stop, seen) -> {};

        void at(Trainer trainer, long step, Stop stop, Tensor... seen);

        /** This, then another one. */
        default Sabotage and(Sabotage other) {
            return (trainer, step, stop, seen) -> {
                at(trainer, step, stop, seen);
                other.at(trainer, step, stop, seen);
            };
        }
    }

    private Patient() {}

    /** All events of a training of so many steps, findings included. */
    static List<RunEvent> train(
            RunConfig asked, ImageSource source, int steps, Sabotage sabotage, Supervision.Judging judging)
            throws InterruptedException {
        RunConfig config = asked.withCadence(new Cadence(TICK, 25, 100_000)).withThreads(1);
        List<RunEvent> events = new ArrayList<>();
        try (Trainer trainer = new Trainer(config, source);
                Scored scored = new Scored(judging.over(trainer.images()))) {
            Consultation consultation = new Consultation(trainer);
            tell(new RunEvent.Started("", "", "", "", source.count()), consultation, events);
            for (int step = 1; step <= steps; step++) {
                long now = step;
                boolean watch = step % TICK == 0 || step == 1;
                Witness spoiler = (stop, seen) -> {
                    try (NoGradGuard frozen = new NoGradGuard()) {
                        sabotage.at(trainer, now, stop, seen);
                    }
                };
                Optional<StepStats> stats = trainer.step(watch, spoiler.and(consultation.witness(watch)));
                if (trainer.trouble().isPresent()) {
                    tell(new RunEvent.Skipped(step, trainer.trouble().get()), consultation, events);
                }
                if (stats.isPresent()) {
                    tell(tick(trainer, stats.get()), consultation, events);
                    tell(consultation.vitals(() -> trainer.sample(64)), consultation, events);
                }
                if (step % SCORES == 0 && scored.judge().isPresent()) {
                    tell(scored.judge().get().judge(step, 0, trainer::fresh), consultation, events);
                }
            }
        }
        return events;
    }

    private record Scored(Optional<Judge> judge) implements AutoCloseable {
        @Override
        public void close() {
            judge.ifPresent(Judge::close);
        }
    }

    private static void tell(RunEvent event, Consultation consultation, List<RunEvent> events) {
        events.add(event);
        events.addAll(consultation.saw(event));
    }

    private static RunEvent.Tick tick(Trainer trainer, StepStats stats) {
        return new RunEvent.Tick(
                trainer.step(),
                trainer.epoch(),
                0,
                0,
                0,
                stats.lossD(),
                stats.lossG(),
                stats.realBefore(),
                stats.realAfter(),
                stats.fakeBefore(),
                stats.fakeAfterD(),
                stats.fakeAfterG());
    }

    /** The worst that each rule has said. */
    static SortedMap<String, Severity> found(List<RunEvent> events) {
        SortedMap<String, Severity> worst = new TreeMap<>();
        for (RunEvent event : events) {
            if (event instanceof RunEvent.Found found) {
                worst.merge(found.rule(), found.severity(), (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
        return worst;
    }

    /** D's updates are so many times what they would be, by the number of the step. */
    static Sabotage fasterD(IntToDoubleFunction times) {
        return new Faster(true, times);
    }

    /** G's updates are so many times what they would be, by the number of the step. */
    static Sabotage fasterG(IntToDoubleFunction times) {
        return new Faster(false, times);
    }

    private static final class Faster implements Sabotage {
        private final boolean d;
        private final IntToDoubleFunction times;
        private final List<Tensor> before = new ArrayList<>();

        Faster(boolean d, IntToDoubleFunction times) {
            this.d = d;
            this.times = times;
        }

        @Override
        public void at(Trainer trainer, long step, Stop stop, Tensor... seen) {
            var net = d ? trainer.gan().discriminator() : trainer.gan().generator();
            if (stop == (d ? Stop.BACKWARD_D : Stop.BACKWARD_G)) {
                before.clear();
                net.parameters().values().forEach(weight -> before.add(weight.clone()));
            } else if (stop == (d ? Stop.UPDATE_D : Stop.UPDATE_G)) {
                int at = 0;
                for (Tensor weight : net.parameters().values()) {
                    Tensor was = before.get(at++);
                    weight.sub_(was)
                            .mul_(new Scalar(times.applyAsDouble((int) step)))
                            .add_(was);
                }
            }
        }
    }

    /** A weight of D or G is multiplied after every update from a step on. */
    static Sabotage scaled(boolean d, String name, long from, double times) {
        return (trainer, step, stop, seen) -> {
            if (step >= from && stop == (d ? Stop.UPDATE_D : Stop.RESULT)) {
                var net = d ? trainer.gan().discriminator() : trainer.gan().generator();
                weight(net, name).mul_(new Scalar(times));
            }
        };
    }

    /** A weight that the network must have. */
    static Tensor weight(Net net, String name) {
        return Objects.requireNonNull(net.parameters().get(name));
    }
}
