package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.StepScope;
import dev.gannet.tensor.TensorBytes;
import dev.gannet.trace.Strip;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.bytedeco.pytorch.Tensor;

/**
 * Tensors as pictures for a page.
 *
 * @param image their shape
 * @param shown how many of a batch at most
 */
record Sketch(ImageShape image, int shown) {
    private static final int BLUE = 0x2b6cb0;
    private static final int ORANGE = 0xdd6b20;
    private static final int OPAQUE = 0xff << 24;
    private static final int GREY = 0x010101; // times a level

    /** The first images of a batch, (N, C, H, W) in [-1, 1], by the fixed map. */
    Strip images(Tensor batch) {
        try (StepScope scope = StepScope.open()) {
            return of(new Pictures(image, Images.toBytes(first(batch))));
        }
    }

    /** Pictures that are there already. */
    Strip of(Pictures pictures) {
        return strip(pictures.strip(), pictures.count(), image.height(), image.width());
    }

    /**
     * A signed value per pixel, summed over the channels: blue below 0, orange above, stronger with its size.
     *
     * @param batch (N, C, H, W)
     */
    Heat heat(Tensor batch) {
        float[] values;
        try (StepScope scope = StepScope.open()) {
            values = TensorBytes.floats(first(batch).sum(1).contiguous()); // (n, H, W)
        }
        return heat(values, image.height(), image.width());
    }

    /** The same for (n, height, width) values of another size. */
    static Heat heat(float[] values, int height, int width) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        float scale = largest;
        return new Heat(
                strip(values, height, width, value -> {
                    int opacity = scale == 0 ? 0 : Math.round(255 * Math.abs(value) / scale);
                    return opacity << 24 | (value < 0 ? BLUE : ORANGE);
                }),
                largest);
    }

    /** Values, (n, height, width), in grey: black is {@code low}, white is {@code high}. */
    static Strip greys(float[] values, int height, int width, double low, double high) {
        return strip(values, height, width, value -> {
            int grey = high > low ? (int) Math.round(255 * (value - low) / (high - low)) : 127;
            return OPAQUE | grey * GREY;
        });
    }

    /** The colour of a value, with its opacity. */
    @FunctionalInterface
    private interface Colour {
        int of(float value);
    }

    private static Strip strip(float[] values, int height, int width, Colour colour) {
        int count = values.length / (height * width);
        BufferedImage picture = new BufferedImage(count * width, height, BufferedImage.TYPE_INT_ARGB);
        for (int at = 0; at < values.length; at++) {
            int index = at / width / height;
            picture.setRGB(index * width + at % width, at / width % height, colour.of(values[at]));
        }
        return strip(picture, count, height, width);
    }

    /**
     * A strip of signed values.
     *
     * @param strip the picture
     * @param scale the value of full colour
     */
    record Heat(Strip strip, double scale) {}

    private Tensor first(Tensor batch) {
        return batch.detach().narrow(0, 0, Math.min(shown, batch.size(0)));
    }

    private static Strip strip(BufferedImage picture, int count, int height, int width) {
        try {
            String png = Base64.getEncoder().encodeToString(Pictures.png(picture));
            return new Strip(count, width, height, Strip.PNG + png);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
    }
}
