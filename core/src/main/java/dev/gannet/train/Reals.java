package dev.gannet.train;

import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import dev.gannet.data.Batch;
import dev.gannet.tensor.Images;
import dev.gannet.tensor.Noise;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Real images from bytes to what D sees.
 *
 * @param image their shape
 * @param mirror whether every other one is shown left to right, by chance
 * @param noise the chance
 */
record Reals(ImageShape image, boolean mirror, Noise noise) {
    static Reals of(RunConfig config) {
        return new Reals(config.image(), config.recipe().game().mirror(), new Noise(config.seed()));
    }

    /**
     * A batch; the same whenever it is taken.
     *
     * @param position its number in the run
     * @return (N, C, H, W) in [-1, 1]
     */
    Tensor of(Batch batch, long position) {
        Tensor images = Images.toTensor(batch.pixels(), batch.count(), image);
        if (!mirror) {
            return images;
        }
        Tensor turned = noise.uniform(Noise.Stream.MIRROR, position, batch.count(), 1, 1, 1)
                .lt(new Scalar(0.5f));
        return torch.where(turned, images.flip(3), images);
    }
}
