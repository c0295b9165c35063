package dev.gannet.feature;

import dev.gannet.config.ImageShape;
import dev.gannet.nn.Activation;
import dev.gannet.nn.BatchNorm;
import dev.gannet.nn.ConvTranspose;
import dev.gannet.nn.Init;
import dev.gannet.nn.Layer;
import dev.gannet.nn.Net;
import dev.gannet.nn.Project;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The way back from an {@link Encoder}'s numbers to pictures; thrown away when the encoder has learned. */
final class Decoder {
    private Decoder() {}

    /** From (N, 128) to (N, C, h, w), where h and w are the encoder's, made divisible by what it halves. */
    static Net of(ImageShape shape, Init init) {
        int blocks = Encoder.blocks(shape);
        long height = Encoder.height(shape) >> blocks;
        long width = Encoder.width(shape) >> blocks;
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        long channels = Encoder.channels(blocks);
        double spread = Math.sqrt(1.0 / Encoder.DIMS);
        layers.put("project", new Project(init.normal(0, spread, Encoder.DIMS, channels, height, width)));
        for (int block = blocks - 1; block >= 0; block--) {
            layers.put("norm" + block, BatchNorm.of(init, channels));
            layers.put("relu" + block, Activation.RELU);
            long out = block == 0 ? shape.channels() : Encoder.channels(block);
            double std = Math.sqrt(2.0 / (channels * 4)); // 4 of 16 taps meet a pixel
            layers.put("conv" + block, new ConvTranspose(init.normal(0, std, channels, out, 4, 4)));
            channels = out;
        }
        layers.put("tanh", Activation.TANH);
        return new Net("decoder", new long[] {Encoder.DIMS}, layers);
    }
}
