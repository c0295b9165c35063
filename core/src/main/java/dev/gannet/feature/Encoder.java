package dev.gannet.feature;

import dev.gannet.config.ImageShape;
import dev.gannet.nn.Activation;
import dev.gannet.nn.BatchNorm;
import dev.gannet.nn.Conv;
import dev.gannet.nn.Init;
import dev.gannet.nn.Layer;
import dev.gannet.nn.Linear;
import dev.gannet.nn.Net;
import dev.gannet.nn.Pass;
import dev.gannet.nn.Reshape;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Images;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * From pictures to 128 numbers: pictures above 64 pixels are averaged down by halves, then convolutions with stride 2 halve
 * them until a side has 4 pixels or fewer, then one linear layer. Small enough to learn from a data set in a minute.
 *
 * @param shape of the pictures
 * @param net owned
 */
record Encoder(ImageShape shape, Net net) implements AutoCloseable {
    static final int DIMS = 128;
    private static final int LARGEST_SIDE = 64;
    private static final int SMALLEST_SIDE = 4;
    private static final int NARROWEST = 32;

    static Encoder of(ImageShape shape, Init init) {
        long[] input = {shape.channels(), height(shape), width(shape)};
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        long[] size = input.clone();
        for (int block = 1; block <= blocks(shape); block++) {
            long channels = channels(block);
            Conv conv = new Conv(init.normal(0, Math.sqrt(2.0 / (size[0] * 16)), channels, size[0], 4, 4));
            layers.put("conv" + block, conv);
            layers.put("norm" + block, BatchNorm.of(init, channels));
            layers.put("relu" + block, Activation.LEAKY_RELU);
            size = conv.outputShape(size);
        }
        long flat = size[0] * size[1] * size[2];
        layers.put("flat", new Reshape(flat));
        layers.put("linear", Linear.of(init, flat, DIMS, Math.sqrt(6.0 / flat)));
        layers.put("relu", Activation.LEAKY_RELU); // leaky: a number that is 0 for every picture has no variance
        return new Encoder(shape, new Net("encoder", input, layers));
    }

    /** One linear layer from the 128 numbers to {@code out}: what the encoder is taught through. */
    static Net head(String name, Init init, int out) {
        SequencedMap<String, Layer> layers = new LinkedHashMap<>();
        layers.put("linear", Linear.of(init, DIMS, out, 1 / Math.sqrt(DIMS)));
        return new Net(name, new long[] {DIMS}, layers);
    }

    /** How many convolutions there are, each of which halves the sides. */
    static int blocks(ImageShape shape) {
        int blocks = 0;
        while (Math.min(height(shape), width(shape)) >> blocks > SMALLEST_SIDE) {
            blocks++;
        }
        return blocks;
    }

    /** Channels that come out of convolution {@code block}, counted from 1. */
    static int channels(int block) {
        return Math.min(DIMS, NARROWEST << (block - 1));
    }

    /** Rows of a picture as the network gets it. */
    static int height(ImageShape shape) {
        return shape.height() >> halvings(shape);
    }

    /** Columns of a picture as the network gets it. */
    static int width(ImageShape shape) {
        return shape.width() >> halvings(shape);
    }

    private static int halvings(ImageShape shape) {
        int halvings = 0;
        while (Math.max(shape.height(), shape.width()) >> halvings > LARGEST_SIDE
                && Math.min(shape.height(), shape.width()) >> halvings > 2 * SMALLEST_SIDE) {
            halvings++;
        }
        return halvings;
    }

    /** Pictures as {@link #forward} takes them: (N, C, h, w) in [-1, 1]. */
    Tensor input(byte[] pixels, int count) {
        Tensor x = Images.toTensor(pixels, count, shape);
        for (int i = 0; i < halvings(shape); i++) {
            x = torch.avg_pool2d(x, 2, 2);
        }
        return x;
    }

    /** (N, C, h, w) to (N, 128). */
    Tensor forward(Tensor x, Pass pass) {
        return net.forward(x, pass);
    }

    /** Pictures to (N, 128), by the trained network. */
    Tensor features(Pictures some) {
        if (!some.shape().equals(shape)) {
            throw new IllegalArgumentException("pictures are %s, expected %s".formatted(some.shape(), shape));
        }
        return forward(input(some.pixels(), some.count()), new Pass.Eval());
    }

    @Override
    public void close() {
        net.close();
    }
}
