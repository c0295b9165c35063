package dev.gannet.web;

import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import dev.gannet.run.JsonLines;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A run's folder as a run leaves it, without a run. */
final class FakeRun {
    private FakeRun() {}

    static RunDir in(Path runs) {
        return RunDir.createIn(runs, RunConfig.defaults());
    }

    /** A run as it looks after some time: every kind of event, and pictures. */
    static RunDir busy(Path runs, int steps) throws IOException {
        RunDir run = in(runs);
        JsonLines<RunEvent> log = run.events();
        log.append(new RunEvent.Started("2026-01-01T00:00:00Z", "0.1.0", "2.10.0", "built-in drawings of dogs", 2_560));
        picture(run.path().resolve("reals.png"));
        for (int step = 25; step <= steps; step += 25) {
            log.append(tick(step));
            log.append(vitals(step));
            if (step % 500 == 0) {
                RunEvent.Sample sample = new RunEvent.Sample(step, "samples/step-%08d.png".formatted(step));
                picture(run.path().resolve(sample.file()));
                log.append(sample);
                log.append(new RunEvent.Saved(step, "checkpoints/%08d".formatted(step)));
            }
            if (step == 1_000) {
                log.append(new RunEvent.Found(
                        step, "B1", RunEvent.Severity.WARNING, "D(x) is 0.99", "G learns nothing", "try --d-steps 1"));
            }
            if (step == 1_500) {
                log.append(new RunEvent.Cleared(step, "B1"));
            }
        }
        return run;
    }

    static RunEvent.Tick tick(long step) {
        double wave = Math.sin(step / 200.0) / 5;
        return new RunEvent.Tick(
                step, step / 40.0, step / 12.5, 400, 0.02, 1.2 + wave, 1.4 - wave, 0.6, 0.65, 0.35 + wave, 0.3, 0.4);
    }

    static RunEvent.Vitals vitals(long step) {
        List<Integer> counts = new ArrayList<>();
        Random random = new Random(step);
        for (int i = 0; i < 20; i++) {
            counts.add(random.nextInt(10));
        }
        RunEvent.Weights weights = new RunEvent.Weights(
                0.5, 1e-3, List.of("4x4.conv", "score"), List.of(0.3, 0.4), List.of(9.0, 3.0), List.of(1e-3, 2e-3));
        RunEvent.Histogram histogram = new RunEvent.Histogram(0, 1, counts);
        RunEvent.Range range = new RunEvent.Range(-1, 1);
        return new RunEvent.Vitals(
                step,
                histogram,
                histogram,
                0.8,
                0.7,
                0.3,
                1.5,
                0.6,
                0.2,
                weights,
                weights,
                range,
                range,
                Optional.of(0.9),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** One picture of 64 small images, as grids are. */
    static void picture(Path file) throws IOException {
        ImageShape shape = RunConfig.defaults().image();
        byte[] pixels = new byte[64 * shape.bytes()];
        new Random(7).nextBytes(pixels);
        Pictures.write(new Pictures(shape, pixels).grid(), file);
    }
}
