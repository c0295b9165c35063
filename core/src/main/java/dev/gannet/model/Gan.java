package dev.gannet.model;

import dev.gannet.config.Device;
import dev.gannet.nn.Net;
import java.util.Optional;

/**
 * The two players.
 *
 * @param generator (N, latent) noise to (N, C, H, W) images in [-1, 1]
 * @param discriminator (N, C, H, W) images to (N) float32 logits; the probability that an image is real is their sigmoid
 * @param average of the same layers as the generator: the moving average of its weights, if the recipe has one
 */
public record Gan(Net generator, Net discriminator, Optional<Net> average) implements AutoCloseable {
    /** Two players whose pictures are made by the generator itself. */
    public Gan(Net generator, Net discriminator) {
        this(generator, discriminator, Optional.empty());
    }

    /** Who makes pictures for people: the average if there is one. */
    public Net shown() {
        return average.orElse(generator);
    }

    /** The name that checkpoints give to who is {@link #shown}. */
    public String shownAs() {
        return average.isPresent() ? "generator-average" : "generator";
    }

    /** Moves all networks. */
    public void moveTo(Device device) {
        generator.moveTo(device);
        discriminator.moveTo(device);
        average.ifPresent(net -> net.moveTo(device));
    }

    @Override
    public void close() {
        generator.close();
        discriminator.close();
        average.ifPresent(Net::close);
    }
}
