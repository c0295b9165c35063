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

    /** The first images of a batch, (N, C, H, W) in [-1, 1], by the fixed map. */
    Strip images(Tensor batch) {
        try (StepScope scope = StepScope.open()) {
            return of(new Pictures(image, Images.toBytes(first(batch))));
        }
    }

    /** Pictures that are there already. */
    Strip of(Pictures pictures) {
        return strip(pictures.strip(), pictures.count());
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
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        int count = values.length / (image.height() * image.width());
        BufferedImage picture = new BufferedImage(count * image.width(), image.height(), BufferedImage.TYPE_INT_ARGB);
        for (int at = 0; at < values.length; at++) {
            int column = at % image.width();
            int row = at / image.width() % image.height();
            int index = at / image.width() / image.height();
            int opacity = largest == 0 ? 0 : Math.round(255 * Math.abs(values[at]) / largest);
            picture.setRGB(index * image.width() + column, row, opacity << 24 | (values[at] < 0 ? BLUE : ORANGE));
        }
        return new Heat(strip(picture, count), largest);
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

    private Strip strip(BufferedImage picture, int count) {
        try {
            String png = Base64.getEncoder().encodeToString(Pictures.png(picture));
            return new Strip(count, image.width(), image.height(), "data:image/png;base64," + png);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
    }
}
