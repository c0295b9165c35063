package dev.gannet.plane;

import dev.gannet.model.Gan;
import dev.gannet.nn.Activation;
import dev.gannet.nn.Init;
import dev.gannet.nn.Layer;
import dev.gannet.nn.Linear;
import dev.gannet.nn.LogitHead;
import dev.gannet.nn.Net;
import dev.gannet.nn.Reshape;
import dev.gannet.tensor.Noise;
import dev.gannet.trace.plane.PlaneSettings;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Two small perceptrons for points, which are images of one pixel with two channels: training needs nothing new for them. */
record Mlp(PlaneSettings settings) {
    Gan build(Noise noise) {
        return new Gan(generator(new Init(noise, 0)), discriminator(new Init(noise, 1)));
    }

    /** (N, latent) to (N, 2, 1, 1), without bounds. */
    private Net generator(Init init) {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        int in = hidden(layers, init, settings.latent(), settings.layersG(), Activation.RELU);
        layers.put("point", Linear.of(init, in, 2, Math.sqrt(3.0 / in)));
        layers.put("image", new Reshape(2, 1, 1));
        return new Net("G", new long[] {settings.latent()}, layers);
    }

    /** (N, 2, 1, 1) to (N). */
    private Net discriminator(Init init) {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        layers.put("point", new Reshape(2));
        int in = hidden(layers, init, 2, settings.layersD(), Activation.LEAKY_RELU);
        layers.put("score", new LogitHead(Linear.of(init, in, 1, Math.sqrt(3.0 / in))));
        return new Net("D", new long[] {2, 1, 1}, layers);
    }

    /** All layers but the last; how many units come out. Weights as wide as He et al. 2015 (arXiv 1502.01852), eq. 10. */
    private int hidden(SequencedMap<String, Layer> layers, Init init, int first, int count, Activation activation) {
        int in = first;
        for (int i = 1; i < count; i++) {
            layers.put("hidden" + i, Linear.of(init, in, settings.width(), Math.sqrt(6.0 / in)));
            layers.put("relu" + i, activation);
            in = settings.width();
        }
        return in;
    }
}
