package dev.gannet.model;

import dev.gannet.nn.Net;

/**
 * The two players.
 *
 * @param generator (N, latent) noise to (N, C, H, W) images in [-1, 1]
 * @param discriminator (N, C, H, W) images to (N) float32 logits; the probability that an image is real is their sigmoid
 */
public record Gan(Net generator, Net discriminator) implements AutoCloseable {
    @Override
    public void close() {
        generator.close();
        discriminator.close();
    }
}
