package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.data.EpochOrder;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Loader;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Two networks, their optimizers and their data: everything that a run needs but its folder. Belongs to one thread.
 *
 * <pre>{@code
 * try (Trainer trainer = new Trainer(config, Sources.of(config.data(), 32))) {
 *     for (int i = 0; i < 500; i++) trainer.step(false);
 *     Pictures.write(trainer.sample(64).grid(), Path.of("dogs.png"));
 * }
 * }</pre>
 */
public final class Trainer implements AutoCloseable {
    private final RunConfig config;
    private final ImageSource source;
    private final Gan gan;
    private final TrainStep trainStep;
    private final Loader loader;
    private final Painter painter;
    private long step;

    /**
     * New networks for {@code config}.
     *
     * @param source the real images; stays the caller's
     */
    public Trainer(RunConfig config, ImageSource source) {
        Engine.start(config.threads());
        this.config = config;
        this.source = source;
        Noise noise = new Noise(config.seed());
        this.gan = Models.of(config.recipe(), config.image(), noise);
        this.trainStep = new TrainStep(gan, config, 0);
        this.loader = new Loader(source, config.seed(), config.recipe().game().batch(), 0);
        this.painter = new Painter(gan.generator(), config.recipe().latent(), config.image(), noise);
    }

    /**
     * One step: one round of the game.
     *
     * @param watch whether to read the step's statistics back
     * @return the statistics if {@code watch}
     * @throws UserException (data) if an image cannot be read, (resources) if memory runs out
     */
    public Optional<StepStats> step(boolean watch) throws InterruptedException {
        try {
            Optional<StepStats> stats = trainStep.run(loader::take, watch);
            step++;
            return stats;
        } catch (OutOfMemoryError e) {
            throw outOfMemory(e);
        } catch (RuntimeException e) {
            throw isOutOfMemory(e) ? outOfMemory(e) : e;
        }
    }

    private static boolean isOutOfMemory(RuntimeException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        return message.contains("DefaultCPUAllocator") || message.contains("out of memory");
    }

    private UserException outOfMemory(Throwable cause) {
        int batch = config.recipe().game().batch();
        return new UserException(
                Kind.RESOURCES,
                "out of memory at --batch %d and --size %d; try --batch %d"
                        .formatted(batch, config.image().size(), Math.max(2, batch / 2)),
                cause);
    }

    /** Steps done. */
    public long step() {
        return step;
    }

    /** Passes over the data so far, with a fraction. */
    public double epoch() {
        return (double) step * config.recipe().game().imagesPerStep() / source.count();
    }

    /** What G makes of the run's fixed noise: the same noise at every step, so that two steps compare. */
    public Pictures sample(int count) {
        return painter.grid(count);
    }

    /** The first real images of the run's first epoch. */
    public Pictures reals(int count) {
        byte[] pixels = new byte[count * config.image().bytes()];
        EpochOrder order = new EpochOrder(config.seed(), source.count());
        for (int i = 0; i < count; i++) {
            source.read(order.at(i), pixels, i * config.image().bytes());
        }
        return new Pictures(config.image(), pixels);
    }

    /** Saves weights and optimizers; returns the checkpoint's folder. */
    public Path save(Checkpoints checkpoints, double seconds) throws IOException {
        return checkpoints.save(
                step,
                seconds,
                Map.of(
                        "generator", gan.generator().state(),
                        "discriminator", gan.discriminator().state(),
                        "generator-optimizer", trainStep.forger().optimizer().state(),
                        "discriminator-optimizer",
                                trainStep.detective().optimizer().state()));
    }

    /** The two networks; borrowed. */
    public Gan gan() {
        return gan;
    }

    @Override
    public void close() {
        loader.close();
        trainStep.close();
        gan.close();
    }
}
