package dev.gannet.train;

import dev.gannet.checkpoint.Checkpoints;
import dev.gannet.config.RunConfig;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.model.Gan;
import dev.gannet.model.Models;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.Noise;
import java.nio.file.Path;

/** The generator of a run's newest checkpoint, ready to make pictures. Belongs to one thread. */
public final class TrainedGenerator implements AutoCloseable {
    private final RunConfig config;
    private final Gan gan;

    private TrainedGenerator(RunConfig config, Gan gan) {
        this.config = config;
        this.gan = gan;
    }

    /**
     * Loads it.
     *
     * @throws UserException (checkpoint) if there is none, or it is damaged
     */
    public static TrainedGenerator open(RunDir run) {
        RunConfig config = run.config();
        Checkpoints checkpoints = new Checkpoints(run.checkpoints());
        Path newest = checkpoints
                .newest()
                .orElseThrow(() -> new UserException(
                        Kind.CHECKPOINT,
                        "%s: has no checkpoint yet; the first is saved after %,d steps or when training stops"
                                .formatted(run.path(), config.cadence().checkpoint())));
        Engine.start(config.threads());
        Gan gan = Models.of(config.recipe(), config.image(), new Noise(config.seed()));
        try {
            checkpoints.load(newest, "generator", gan.generator().state());
        } catch (RuntimeException e) {
            gan.close();
            throw e;
        }
        return new TrainedGenerator(config, gan);
    }

    /** New pictures; picture i depends on the weights, {@code seed} and i alone. */
    public Pictures make(int count, long seed) {
        return new Painter(gan.generator(), config.recipe().latent(), config.image(), new Noise(seed)).singles(count);
    }

    @Override
    public void close() {
        gan.close();
    }
}
