package dev.gannet.bench;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.checkpoint.Recovery;
import dev.gannet.checkpoint.TrainState;
import dev.gannet.config.Cadence;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import dev.gannet.optim.FiniteCheck;
import dev.gannet.run.Environment;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Manifest;
import dev.gannet.storage.RealDisk;
import dev.gannet.storage.Retention;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.StepScope;
import dev.gannet.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What safety costs at the default settings: the check of every step's numbers, the pause in which a checkpoint is copied,
 * and its writing, hashing, forcing and reading back beside the training. Steps and the rest in turn, in one run.
 */
public final class Safety {
    private static final int ROUNDS = 7;
    private static final int TOGETHER = 5;

    private final Trainer trainer;
    private final CheckpointStore store;
    private long saved;

    private Safety(Trainer trainer, CheckpointStore store) {
        this.trainer = trainer;
        this.store = store;
    }

    /** Takes a folder on the disk to measure, by default the one for temporary files. */
    public static void main(String[] args) throws InterruptedException, IOException {
        Path parent = Path.of(args.length == 0 ? System.getProperty("java.io.tmpdir") : args[0]);
        for (int size : new int[] {32, 64}) {
            RunConfig config = RunConfig.defaults()
                    .withData(new DataConfig.Dogs(1, 640), new ImageShape(3, size))
                    .withRecipe(Recipe.Dcgan.TUTORIAL)
                    .withPrecision(Engine.fastestPrecision());
            Path folder = Files.createTempDirectory(parent, "gannet-safety");
            CheckpointStore store =
                    new CheckpointStore(new RealDisk(), folder, Retention.DEFAULT, Duration.ofMillis(100));
            try (ImageSource source = Sources.drawn((DataConfig.Dogs) config.data(), config.image());
                    Trainer trainer = new Trainer(config, source)) {
                trainer.reals(640);
                new Safety(trainer, store).measure(size);
            }
        }
    }

    private void measure(int size) throws InterruptedException, IOException {
        List<Double> steps = new ArrayList<>();
        List<Double> checks = new ArrayList<>();
        List<Double> pauses = new ArrayList<>();
        List<Double> saves = new ArrayList<>();
        try (FiniteCheck check = new FiniteCheck()) {
            for (int round = 0; round <= ROUNDS; round++) {
                steps.add(milliseconds(() -> trainer.step(false)));
                checks.add(milliseconds(() -> check(check)));
                long start = System.nanoTime();
                trainer.sample(64);
                SequencedMap<String, List<byte[]>> files = snapshot();
                pauses.add((System.nanoTime() - start) / 1e6);
                start = System.nanoTime();
                store.save(new Manifest.About("bench", ++saved, true, Optional.empty(), Optional.empty()), files);
                store.prune();
                saves.add((System.nanoTime() - start) / 1e6);
            }
        }
        double step = median(steps);
        System.out.printf(
                "%d px: step %.1f ms; check %.3f ms, %.2f %% of it; pause for a checkpoint %.1f ms, %.2f steps;"
                        + " saving %.0f ms beside training; together %.2f %% of the time at a checkpoint every %d steps%n",
                size,
                step,
                median(checks),
                100 * median(checks) / step,
                median(pauses),
                median(pauses) / step,
                median(saves),
                100 * (median(pauses) + median(saves)) / (step * Cadence.DEFAULT.checkpoint()),
                Cadence.DEFAULT.checkpoint());
    }

    /** Something to measure. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private static double milliseconds(Work work) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < TOGETHER; i++) {
            work.run();
        }
        return (System.nanoTime() - start) / 1e6 / TOGETHER;
    }

    /** What a step does for safety: both networks' gradients, the running averages, and a copy of those. */
    private void check(FiniteCheck check) {
        try (StepScope scope = StepScope.open()) {
            Tensor found = torch.zeros(new long[] {});
            List<Tensor> averages = new ArrayList<>();
            List<Tensor> copies = new ArrayList<>();
            for (var net : List.of(trainer.gan().discriminator(), trainer.gan().generator())) {
                found = check.ofGradients(net.parameters(), found, found);
                averages.addAll(net.buffers().values());
            }
            if (check.of(averages, found, found).item_float() == 0) {
                averages.forEach(average -> copies.add(average.clone()));
            }
        }
    }

    private SequencedMap<String, List<byte[]>> snapshot() {
        TrainState state = new TrainState(
                trainer.step(),
                0,
                TrainState.Meter.EMPTY,
                TrainState.Meter.EMPTY,
                Recovery.NONE,
                Optional.empty(),
                TrainState.Strength.NONE,
                List.of(),
                0,
                new TrainState.Data(640, "dogs"),
                Environment.here(Engine.version()));
        return new Checkpoints(store).snapshot(state, trainer.tensors());
    }

    /** The first round warms up and does not count. */
    private static double median(List<Double> values) {
        return values.stream().skip(1).sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }
}
