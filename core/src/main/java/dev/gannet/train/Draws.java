package dev.gannet.train;

import dev.gannet.config.Game;
import dev.gannet.tensor.Noise;
import org.bytedeco.pytorch.Tensor;

/**
 * The random numbers of training steps, as functions of the step's number.
 *
 * @param noise where they come from
 * @param game how many images a batch has
 * @param latent numbers of noise per image
 */
record Draws(Noise noise, Game game, int latent) {
    private static final int ROOM = 128; // noise batches of one step: 100 for D, one for G

    /** Noise for G: (N, latent) from N(0, 1). */
    Tensor latents(long step, int k) {
        return noise.normal(Noise.Stream.LATENT, step * ROOM + k, game.batch(), latent);
    }

    /** Where between a real and a made image the slope is taken: (N, 1, 1, 1) in [0, 1). */
    Tensor between(long step, int k) {
        return noise.uniform(Noise.Stream.INTERPOLATE, step * ROOM + k, game.batch(), 1, 1, 1);
    }
}
